import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CardEdited, type CardMoved, systemStamp } from '../../electron/engine/events'
import { evolveCard } from '../../electron/engine/evolve'
import { counters, formatId, numberOfId } from '../../electron/engine/view'
import { type AnyState, type CardType, cardTypes, processes } from '../../shared/lifecycle'
import type { Card, Stamp } from '../../shared/model'

const by: Stamp = { at: '2026-03-12T08:00:00.000Z', user: 'U-000002', name: 'Mara Lindqvist', role: 'operator' }
const later: Stamp = { at: '2026-03-12T09:30:00.000Z', user: 'U-000003', name: 'Tomasz Zielony', role: 'operator' }

const made: CardMoved = {
  type: 'card-moved',
  card: 'TC-000007',
  cardType: 'temporary-card',
  process: 'TempCardsAddonExtProdProcOrder',
  version: 1,
  previous: null,
  from: null,
  to: 'requested',
  set: { layout: 'Blue' },
}
const queued: CardMoved = { ...made, version: 2, from: 'requested', to: 'processing', set: {} }
const aborted: CardMoved = {
  ...made,
  process: 'TempCardsAddonExtProdProcAbort',
  version: 3,
  previous: 5,
  from: 'processing',
  to: 'aborted',
}

function replay(events: readonly (CardMoved | CardEdited)[], start?: Card): Card {
  const card = events.reduce<Card | undefined>(
    (before, event, index) => evolveCard(before, event, by, index + 1),
    start,
  )
  if (!card) throw new Error('no event, no card')
  return card
}

describe('a card after an event', () => {
  test('the first event makes it, with nothing but what the event sets', () => {
    expect(evolveCard(undefined, made, by, 5)).toEqual({
      id: 'TC-000007',
      cardType: 'temporary-card',
      state: 'requested',
      version: 1,
      holder: null,
      layout: 'Blue',
      title: '',
      organisationalUnit: '',
      validFrom: null,
      validThrough: null,
      order: null,
      cardNumber: null,
      chipUid: null,
      chipProfile: null,
      certificates: [],
      created: by,
      changed: { ...by, process: 'TempCardsAddonExtProdProcOrder', from: null },
      lastSequence: 5,
    })
  })

  test('a transition changes state, version, stamp and place in the journal, and leaves the rest', () => {
    const before = replay([made, queued])
    const after = evolveCard(before, { ...aborted, set: {} }, later, 9)
    expect(after).toEqual({
      ...before,
      state: 'aborted',
      version: 3,
      changed: { ...later, process: 'TempCardsAddonExtProdProcAbort', from: 'processing' },
      lastSequence: 9,
    })
    expect(after.created).toEqual(by)
  })

  test('an edit changes data and leaves the state', () => {
    const before = replay([made, queued])
    const { from: _, to: __, ...rest } = queued
    const edit: CardEdited = {
      ...rest,
      type: 'card-edited',
      version: 3,
      state: 'processing',
      set: { title: 'Reserve' },
    }
    const after = evolveCard(before, edit, later, 6)
    expect(after).toMatchObject({ state: 'processing', version: 3, title: 'Reserve', layout: 'Blue' })
    expect(after.changed).toEqual({ ...later, process: edit.process, from: 'processing' })
  })

  test('history taken over keeps who did it and when, without where it came from', () => {
    const as = { ...later, origin: 'sample data' }
    const card = evolveCard(undefined, { ...made, as }, by, 1)
    expect(card.created).toEqual(later)
    expect(card.changed).toEqual({ ...later, process: made.process, from: null })
  })

  test('what is set to nothing is nothing afterwards', () => {
    const given = evolveCard(undefined, { ...made, set: { holder: 'P-000001', validThrough: '2026-04-01' } }, by, 1)
    const after = evolveCard(given, { ...queued, set: { holder: null, validThrough: null } }, by, 2)
    expect(after).toMatchObject({ holder: null, validThrough: null })
  })

  test('the card before is left as it was', () => {
    const before = Object.freeze(replay([made, queued]))
    const copy = structuredClone(before)
    evolveCard(before, aborted, by, 9)
    expect(before).toEqual(copy)
  })

  test('an event the card already has changes nothing', () => {
    const card = replay([made, queued, aborted])
    for (const event of [made, queued, aborted]) expect(evolveCard(card, event, later, 99)).toBe(card)
  })

  test('a missing event is an error that names record and card', () => {
    expect(() => evolveCard(undefined, queued, by, 4)).toThrow(/record 4.*TC-000007.*0.*2/)
    expect(() => evolveCard(replay([made]), aborted, by, 8)).toThrow(/record 8.*TC-000007.*1.*3/)
  })

  test('an event from another state is an error, for edits as for transitions', () => {
    expect(() => evolveCard(replay([made]), { ...queued, from: 'failed' }, by, 3)).toThrow(
      /TC-000007.*failed.*requested/,
    )
    expect(() => evolveCard(undefined, { ...made, from: 'requested' }, by, 3)).toThrow(/no state/)
    const { from: _, to: __, ...rest } = queued
    const edit: CardEdited = { ...rest, type: 'card-edited', state: 'processing' }
    expect(() => evolveCard(replay([made]), edit, by, 3)).toThrow(/processing.*requested/)
  })

  /** Histories as the tables allow them: each choice takes one of the moves that are possible. */
  const histories = fc
    .tuple(fc.constantFrom(...cardTypes), fc.array(fc.nat(), { minLength: 1, maxLength: 30 }))
    .map(([cardType, choices]) => walk(cardType, choices))

  function walk(cardType: CardType, choices: readonly number[]): readonly CardMoved[] {
    const rows = processes.filter((process) => process.cardType === cardType)
    const moves = rows.flatMap((process) =>
      process.moves.map(([from, to]) => ({ process: process.symbolicName, from, to })),
    )
    const events: CardMoved[] = []
    let here: AnyState | null = null
    for (const choice of choices) {
      const possible = moves.filter((move) => move.from === here)
      const move = possible[choice % possible.length]
      if (!move) break
      const title = `${events.length}`
      events.push({
        type: 'card-moved',
        card: 'C-000001',
        cardType,
        version: events.length + 1,
        previous: null,
        ...move,
        set: { title },
      })
      here = move.to
    }
    return events
  }

  test('any history of the tables ends in the state and with the version of its last event', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const last = events.at(-1)
        const card = replay(events)
        expect(card).toMatchObject({ state: last?.to, version: events.length, title: `${events.length - 1}` })
        expect(card.changed).toEqual({ ...by, process: last?.process, from: last?.from })
        expect(card.lastSequence).toBe(events.length)
      }),
    )
  })

  test('a snapshot taken anywhere and replayed over gives the same card', () => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.nat(), (events, taken, replayedFrom) => {
        const snapshot = 1 + (taken % events.length)
        const start = replayedFrom % (snapshot + 1)
        const whole = replay(events)
        const card = events
          .slice(start)
          .reduce(
            (before, event, index) => evolveCard(before, event, by, start + index + 1),
            replay(events.slice(0, snapshot)),
          )
        expect(card).toEqual(whole)
      }),
    )
  })

  test('a history with one event left out is never taken for whole', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (events, choice) => {
        fc.pre(events.length > 1)
        const lost = choice % (events.length - 1)
        expect(() => replay(events.toSpliced(lost, 1))).toThrow(/version/)
      }),
    )
  })
})

describe('numbers of the desk', () => {
  test('are written with the letter of their kind and at least six digits', () => {
    expect(formatId('card', 123)).toBe('C-000123')
    expect(formatId('temporary-card', 481)).toBe('TC-000481')
    expect(formatId('order', 1)).toBe('O-000001')
    expect(formatId('person', 999_999)).toBe('P-999999')
    expect(formatId('account', 1_000_000)).toBe('U-1000000')
  })

  test('are read back as they were written, by their own kind alone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...counters),
        fc.constantFrom(...counters),
        fc.integer({ min: 1, max: 9e9 }),
        (kind, other, number) => {
          expect(numberOfId(kind, formatId(kind, number))).toBe(number)
          if (other !== kind) expect(numberOfId(other, formatId(kind, number))).toBe(0)
        },
      ),
    )
  })

  test.each(['', 'C', 'C-', 'C-12a', 'c-000001', '000001', 'C--1', 'C-１２'])('%j is no card number', (text) => {
    expect(numberOfId('card', text)).toBe(0)
  })

  test('the program itself has no account', () => {
    expect(systemStamp(by.at)).toEqual({ at: by.at, user: null, name: 'Card Desk', role: 'system' })
  })
})
