import { describe, expect, it } from 'vitest'
import type { DeskEvent } from '../../../electron/engine/events'
import { checkCommit } from '../../../electron/store/commits/checks'
import { Memory } from '../../../electron/store/memory'
import { cardTypes, processes, states } from '../../../shared/lifecycle'
import { accountOf, olga, orderedCard, orderOf, personOf } from '../../support/store-desk'

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
  const started = (run: string): DeskEvent => ({ type: 'sync-started', run })
  const noted = (run: string, card: string | null = null): DeskEvent => ({
    type: 'sync-noted',
    run,
    notes: [{ outcome: 'over', card, order: 'O-000001', text: 'Locked.' }],
    files: [],
  })
  const ended = (run: string): DeskEvent => ({ type: 'sync-ended', run, end: 'done', problem: null, counts: {} })
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
    ['a batch the desk would not give', { ...abort, set: { order: { ...orderOf('O-000001'), batch: 'B-1' } } }],
    ['a batch with the id of a run', { ...abort, set: { order: { ...orderOf('O-000001'), batch: 'S-000001' } } }],
    ['a run that was never started', { ...abort, run: 'S-000001' }],
    ['a run with an id the desk would not give', { type: 'sync-started', run: 'S-1' }],
    ['a run with the id of a batch', { type: 'sync-started', run: 'B-000001' }],
    ['notes of a run that was never started', noted('S-000001')],
    ['the end of a run that was never started', ended('S-000001')],
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

  it('counts what a run did within one commit', () => {
    const run = 'S-000001'
    const moved = { ...abort, run }
    const batch = { ...moved, set: { order: { ...orderOf('O-000001'), batch: 'B-000001' } } }
    check(view, 2, started(run), batch, noted(run, 'TC-000001'), ended(run))
    check(view, 2, started(run), started('S-000002'), moved, ended('S-000002'))
    for (const events of [
      [moved, started(run)],
      [started(run), started(run)],
      [started(run), ended(run), moved],
      [started(run), ended(run), noted(run)],
      [started(run), ended(run), ended(run)],
      [started(run), { ...abort, run: 'S-000002' }],
      [started(run), noted(run, 'TC-000002')],
    ]) {
      expect(() => check(view, 2, ...events), JSON.stringify(events)).toThrow()
    }
  })

  it('goes on from what is known of a run', () => {
    const { view: desk } = deskWith('temporary-card', 'processing')
    const run = 'S-000001'
    desk.apply({ sequence: 2, by: olga, events: [started(run)] })
    const moved = { ...abort, run }
    check(desk, 3, moved, noted(run), ended(run))
    expect(() => check(desk, 3, started(run))).toThrow(/started before/)
    desk.apply({ sequence: 3, by: olga, events: [ended(run)] })
    for (const event of [moved, noted(run), ended(run)]) expect(() => check(desk, 4, event)).toThrow(/has ended/)
    expect(() => check(desk, 4, started(run))).toThrow(/started before/)
    check(desk, 4, started('S-000002'))
  })
})
