import type { CardMoved } from '../../electron/engine/events'
import type { Store } from '../../electron/store'
import type { CardType, SymbolicName } from '../../shared/lifecycle'
import type { CardData, Order, Stamp } from '../../shared/model'
import { committed, open, orderOf } from './store-desk'
import type { TestDesk } from './test-desk'

/** One move of a card: which process, to which state, when, and what it sets. */
export interface Move {
  readonly process: SymbolicName
  readonly to: CardMoved['to']
  readonly at: string
  readonly set?: Partial<CardData>
}

const prefixes: Record<CardType, string> = { card: 'C', 'temporary-card': 'TC' }

/** Puts cards into a desk's folder as its journal has them, whatever the clock says. Windows are gone after it. */
export async function written(test: TestDesk, cards: (desk: WrittenDesk) => Promise<void>): Promise<void> {
  await test.shutDown()
  const store = await open({ folder: test.folder })
  await cards(new WrittenDesk(store))
  await store.close()
  await test.reopen()
}

export class WrittenDesk {
  private orders = 0

  constructor(private readonly store: Store) {}

  /** An order of this desk, asked for by somebody at some time. */
  order(requested: Stamp, more: Partial<Order> = {}): Order {
    this.orders += 1
    return { ...orderOf(`O-${String(this.orders).padStart(6, '0')}`), requested, ...more }
  }

  /** A card with that number, move by move, each in a record of its own. */
  async card(cardType: CardType, number: number, by: Stamp, moves: readonly Move[]): Promise<string> {
    const card = `${prefixes[cardType]}-${String(number).padStart(6, '0')}`
    for (const { process, to, at, set } of moves) {
      const done = await this.store.transact((view) => {
        const known = view.card(card)
        const event: CardMoved = {
          type: 'card-moved',
          ...{ card, cardType, process, to },
          version: (known?.version ?? 0) + 1,
          previous: known?.lastSequence ?? null,
          from: known?.state ?? null,
          ...(set && { set }),
        }
        return { ok: true, by: { ...by, at }, events: [event] }
      })
      committed(done)
    }
    return card
  }
}
