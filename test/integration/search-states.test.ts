import { describe, expect, it } from 'vitest'
import { Search } from '../../electron/services/search'
import type { Store } from '../../electron/store'
import { cardTypes, states } from '../../shared/lifecycle'
import {
  abort,
  committed,
  edit,
  move,
  olga,
  open,
  orderedCard,
  range,
  temporaryFolder,
  write,
} from '../support/store-desk'

/** What a look at every card says, against which the search's own lists are held. */
function expectStates(search: Search, store: Store) {
  const cards = [...store.cards()]
  const counts = search.counts()
  for (const cardType of cardTypes) {
    for (const { id } of states[cardType]) {
      const expected = cards.filter((card) => card.cardType === cardType && card.state === id)
      const found = search.inState(cardType, id)
      expect(found.toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual(expected)
      expect(counts[cardType][id], `${cardType} ${id}`).toBe(expected.length || undefined)
    }
  }
}

describe('The cards in a state', () => {
  it('are those that are in it now: new ones, moved ones, changed ones, and after a restart', async () => {
    const folder = await temporaryFolder()
    const store = await open({ folder })
    const search = await Search.open(store)
    expect(search.inState('temporary-card', 'processing')).toEqual([])
    for (const number of range(1, 7)) committed(await write(store, ...orderedCard(number)))
    expect(search.inState('temporary-card', 'processing')).toHaveLength(6)
    expectStates(search, store)
    committed(await store.transact(abort('TC-000002')))
    committed(await store.transact(edit('TC-000003', { title: 'Visitor' })))
    committed(
      await store.transact((view) => {
        const sent = move(view, 'TC-000004', 'TempCardsAddonExtProdBatchSend', 'ordered')
        const made = { ...sent, version: sent.version + 1, process: 'TempCardsAddonExtProdBatchStatus' } as const
        return { ok: true, by: olga, events: [sent, { ...made, from: 'ordered', to: 'produced' }] }
      }),
    )
    expect(search.counts()).toEqual({ card: {}, 'temporary-card': { processing: 4, aborted: 1, produced: 1 } })
    expect(search.inState('temporary-card', 'processing').map((card) => card.title)).toContain('Visitor')
    expect(search.inState('temporary-card', 'ordered')).toEqual([])
    expectStates(search, store)
    const taken = search.inState('temporary-card', 'processing')
    committed(await store.transact(abort('TC-000001')))
    // A list that was given out is the desk as it was then.
    expect(taken).toHaveLength(4)
    expectStates(search, store)
    await store.close()
    const again = await open({ folder })
    expectStates(await Search.open(again), again)
  })

  it('are found by what they are like, whichever state they are in', async () => {
    const store = await open({ folder: await temporaryFolder() })
    const search = await Search.open(store)
    for (const number of range(1, 7)) committed(await write(store, ...orderedCard(number)))
    committed(await store.transact(abort('TC-000005')))
    const found = await search.select('temporary-card', (card) => Number(card.id.slice(3)) % 2 === 1)
    expect(found.map((card) => [card.id, card.state])).toEqual([
      ['TC-000001', 'processing'],
      ['TC-000003', 'processing'],
      ['TC-000005', 'aborted'],
    ])
    expect(await search.select('card', () => true)).toEqual([])
  })
})
