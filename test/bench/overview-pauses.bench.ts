import { afterAll, describe, it } from 'vitest'
import { OverviewService } from '../../electron/services/overview'
import { Search } from '../../electron/services/search'
import { Memory } from '../../electron/store/memory'
import type { Store } from '../../electron/store/port'
import type { AnyState, CardType } from '../../shared/lifecycle'
import type { Card } from '../../shared/model'
import { longestPause } from '../support/pauses'
import { olga, orderOf } from '../support/store-desk'
import { TestClock } from '../support/test-desk'

const user = { id: 'U-000001', userName: 'olga', name: 'Olga Petersen', roles: ['approver'] } as const
const day = (number: number) => new Date(Date.UTC(2026, 8, 1 + (number % 80), 9)).toISOString()

function cardOf(cardType: CardType, number: number, state: AnyState): Card {
  const id = `${cardType === 'card' ? 'C' : 'TC'}-${String(number).padStart(6, '0')}`
  return {
    ...{ id, cardType, state, version: 1, holder: null, layout: 'Blue', title: '', organisationalUnit: '' },
    validFrom: null,
    validThrough: day(number * 7919).slice(0, 10),
    order: { ...orderOf(`O-${number}`), requested: { ...olga, at: day(number) } },
    ...{ cardNumber: null, chipUid: null, chipProfile: null, certificates: [] },
    created: olga,
    // Sorting has the most to do when nothing is in order.
    changed: { ...olga, at: new Date(Date.UTC(2026, 10, 20, 0, 0, 0, (number * 7919) % 36e5)).toISOString() },
    lastSequence: number,
  } as unknown as Card
}

/** A desk in memory with so many cards in one state. */
function deskWith(cards: number, cardType: CardType, state: AnyState): OverviewService {
  const memory = new Memory()
  for (let number = 1; number <= cards; number += 1) memory.putCard(cardOf(cardType, number, state))
  const store = {
    view: memory,
    cards: () => memory.cards(),
    persons: () => memory.persons(),
    subscribe: () => () => {},
  }
  const search = new Search(store as unknown as Store)
  const approve = { process: 'CardsAddonExtProdProcApprove', name: '', disabledBecause: null } as const
  return new OverviewService({
    store,
    clock: new TestClock(),
    search,
    // What the real one takes for a request, and more: about a fiftieth of a millisecond.
    cards: {
      commands() {
        const until = performance.now() + 0.02
        while (performance.now() < until);
        return [approve]
      },
    },
    requests: { row: () => ({ card: 'row' }) as never },
  })
}

// Figures, not verdicts. The goal: no pause of the main process over 50 ms at 100,000 cards.
const lines: Record<string, string>[] = []

describe('The overview of 100,000 cards', () => {
  afterAll(() => console.table(lines))

  it.each([
    ['card', 'requested'],
    ['card', 'failed'],
    ['temporary-card', 'assigned'],
    ['temporary-card', 'expired'],
  ] as const)('when each %s is %s', async (cardType, state) => {
    const overview = deskWith(100_000, cardType, state)
    const pause = await longestPause(() => overview.read(user))
    const before = performance.now()
    await overview.read(user)
    const again = performance.now() - before
    lines.push({
      overview: `every ${cardType} is ${state}`,
      'longest pause ms': pause.toFixed(1),
      'read again ms': again.toFixed(1),
    })
  })
})
