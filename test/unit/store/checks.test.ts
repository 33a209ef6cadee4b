import { describe, expect, it } from 'vitest'
import type { DeskEvent } from '../../../electron/engine/events'
import { checkCommit } from '../../../electron/store/commits/checks'
import { Memory } from '../../../electron/store/memory'
import { cardTypes, processes, states } from '../../../shared/lifecycle'
import { accountOf, olga, orderedCard, personOf } from '../../support/store-desk'

function check(view: Memory, sequence: number, ...events: readonly DeskEvent[]) {
  checkCommit({ sequence, by: olga, events }, view)
}

/** A desk with one card in a state, however it got there. */
function deskWith(cardType: 'card' | 'temporary-card', state: string): { view: Memory; card: string } {
  const memory = new Memory()
  const card = cardType === 'card' ? 'C-000001' : 'TC-000001'
  const process = 'CardsProcEdit'
  const event = {
    type: 'card-moved',
    card,
    cardType,
    process,
    version: 1,
    previous: null,
    from: null,
    to: state,
  } as never
  memory.apply({ sequence: 1, by: olga, events: [event] })
  return { view: memory, card }
}

describe('What may be written', () => {
  it('are exactly the moves of the life cycle, for every state, process and end', () => {
    let allowed = 0
    for (const cardType of cardTypes) {
      const all = states[cardType].map((each) => each.id)
      const final = new Set(states[cardType].filter((each) => each.kind === 'final').map((each) => each.id))
      for (const from of all) {
        const { view, card } = deskWith(cardType, from)
        for (const { symbolicName: process, moves, cardType: of } of processes) {
          for (const to of all) {
            const event = { type: 'card-moved', card, cardType, process, version: 2, previous: 1, from, to } as const
            const inTable = of === cardType && moves.some(([start, end]) => start === from && end === to)
            if (inTable && !final.has(from)) {
              allowed += 1
              check(view, 2, event)
            } else expect(() => check(view, 2, event), `${process}: ${from} to ${to}`).toThrow()
          }
        }
      }
    }
    const fromSomewhere = processes.flatMap((each) => each.moves).filter(([from]) => from !== null)
    expect(allowed).toBe(fromSomewhere.length)
  })

  it('is no edit of a card in a final state', () => {
    for (const { id, kind } of states['temporary-card']) {
      const { view, card } = deskWith('temporary-card', id)
      const process = 'TempCardsProcExtend'
      const both = { type: 'card-edited', card, cardType: 'temporary-card', process, version: 2, previous: 1 } as const
      const edit = () => check(view, 2, { ...both, state: id })
      if (kind === 'final') expect(edit).toThrow(/final/)
      else edit()
    }
  })

  const { view } = deskWith('temporary-card', 'processing')
  const abort = {
    type: 'card-moved',
    card: 'TC-000001',
    cardType: 'temporary-card',
    process: 'TempCardsAddonExtProdProcAbort',
    version: 2,
    previous: 1,
    from: 'processing',
    to: 'aborted',
  } as const

  it.each<[string, DeskEvent]>([
    ['a version left out', { ...abort, version: 3 }],
    ['a version the card has', { ...abort, version: 1 }],
    ['a state the card is not in', { ...abort, from: 'requested' }],
    ['another record before it', { ...abort, previous: null }],
    ['another type', { ...abort, cardType: 'card' }],
    ['a process nobody knows', { ...abort, process: 'CardsProcEat' as never }],
    ['an id the desk would not give', { ...orderedCard(2)[0], card: 'TC-2' } as DeskEvent],
    ['an id of another kind', { ...orderedCard(2)[0], card: 'C-000002' } as DeskEvent],
    ['an order id the desk would not give', { ...abort, set: { order: { id: 'mine' } } } as never],
    ['a person of version 2 at once', { type: 'person-saved', person: personOf(1, { version: 2 }) }],
    ['a person with a free id', { type: 'person-saved', person: personOf(1, { id: 'somebody' }) }],
    ['an account of version 0', { type: 'account-saved', change: 'added', account: accountOf(1, { version: 0 }) }],
    ['a second founding', { type: 'desk-founded', desk: 'another' }],
  ])('is nothing with %s', (_, event) => {
    check(view, 2, abort)
    expect(() => check(view, 2, event)).toThrow()
  })

  it('counts versions within one commit', () => {
    const [first, second] = orderedCard(2)
    if (!first || !second) throw new Error('an ordered card has two events')
    check(view, 2, first, second)
    expect(() => check(view, 2, second)).toThrow()
    expect(() => check(view, 2, first, first)).toThrow()
    check(
      view,
      2,
      { type: 'person-saved', person: personOf(1) },
      { type: 'person-saved', person: personOf(1, { version: 2 }) },
    )
  })
})
