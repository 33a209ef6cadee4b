import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cardsOfRows,
  personsOfRows,
  rowsOfCards,
  rowsOfPersons,
  rowsOfRuns,
  runsOfRows,
} from '../../../electron/store/snapshot/rows'
import { roles, states } from '../../../shared/lifecycle'
import {
  type Card,
  type Person,
  type SyncRun,
  certificateHolds,
  certificatePurposes,
  certificateStatuses,
  syncOutcomes,
} from '../../../shared/model'

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const textOrNull = fc.option(text)
const stampParts = { at: text, user: textOrNull, name: text, role: fc.constantFrom(...roles, 'system' as const) }
const stamp = fc.record(stampParts)
const order = fc.record({
  id: text,
  requested: stamp,
  layout: text,
  deliveryAddress: text,
  commonName: text,
  upn: text,
  decision: fc.option(fc.record({ ...stampParts, approved: fc.boolean(), comment: text })),
  attempt: fc.nat(9),
  sending: fc.boolean(),
  failure: textOrNull,
  failedAt: textOrNull,
  bureauNote: textOrNull,
  batch: textOrNull,
  sentAt: textOrNull,
  productionDate: textOrNull,
  chip: fc.option(fc.record({ type: text, uid: text })),
})
const number = fc.integer({ min: 1, max: 12_345_678 })
const anyCard = fc.record({
  id: number.map((each) => `C-${String(each).padStart(6, '0')}`),
  cardType: fc.constant('card' as const),
  state: fc.constantFrom(...states.card.map((each) => each.id)),
  version: number,
  holder: textOrNull,
  layout: text,
  title: text,
  organisationalUnit: text,
  validFrom: textOrNull,
  validThrough: textOrNull,
  order: fc.option(order),
  cardNumber: textOrNull,
  chipUid: textOrNull,
  chipProfile: textOrNull,
  certificates: fc.array(
    fc.record({
      serial: text,
      purpose: fc.constantFrom(...certificatePurposes),
      validFrom: text,
      validThrough: text,
      status: fc.constantFrom(...certificateStatuses),
      heldBy: fc.option(fc.constantFrom(...certificateHolds)),
    }),
    { maxLength: 3 },
  ),
  created: stamp,
  changed: fc
    .tuple(
      stamp,
      fc.constant('CardsProcEdit' as const),
      fc.option(fc.constantFrom(...states.card.map((each) => each.id))),
    )
    .map(([one, process, from]) => ({ ...one, process, from })),
  lastSequence: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
}) satisfies fc.Arbitrary<Card>
const anyPersonAlone = fc.record({
  id: number.map((each) => `P-${String(each).padStart(6, '0')}`),
  version: number,
  employeeNumber: text,
  givenName: text,
  familyName: text,
  email: text,
  upn: text,
  organisationalUnit: text,
}) satisfies fc.Arbitrary<Person>
const anyPerson = fc.record({ person: anyPersonAlone, saves: fc.array(number, { maxLength: 4 }) })
const anyRunAlone = fc.record({
  id: number.map((each) => `S-${String(each).padStart(6, '0')}`),
  started: stamp,
  ended: textOrNull,
  end: fc.option(fc.constantFrom('done' as const, 'stopped' as const, 'broken-off' as const)),
  problem: textOrNull,
  counts: fc.dictionary(fc.constantFrom(...syncOutcomes), number, { noNullPrototype: true }),
}) satisfies fc.Arbitrary<SyncRun>
const anyRun = fc.record({ run: anyRunAlone, records: fc.array(number, { maxLength: 4 }) })

const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

describe('Rows of a snapshot', () => {
  it('give back every card as it was', () => {
    fc.assert(
      fc.property(fc.array(anyCard, { maxLength: 20 }), (cards) => {
        expect([...cardsOfRows('card', throughJson(rowsOfCards(cards)))]).toEqual(cards)
      }),
    )
  })

  it('give back every person as they were', () => {
    fc.assert(
      fc.property(fc.array(anyPerson, { maxLength: 20 }), (persons) => {
        expect([...personsOfRows(throughJson(rowsOfPersons(persons)))]).toEqual(persons)
      }),
    )
  })

  it('give back every run as it was', () => {
    fc.assert(
      fc.property(fc.array(anyRun, { maxLength: 20 }), (runs) => {
        expect([...runsOfRows(throughJson(rowsOfRuns(runs)))]).toEqual(runs)
      }),
    )
  })

  it('are the same for a run, in whatever order its outcomes were counted', () => {
    fc.assert(
      fc.property(anyRun, ({ run, records }) => {
        const counts = Object.fromEntries(Object.entries(run.counts).reverse())
        expect(rowsOfRuns([{ run: { ...run, counts }, records }])).toEqual(rowsOfRuns([{ run, records }]))
      }),
    )
  })

  it('never give a run from lists that do not hang together', () => {
    fc.assert(
      fc.property(anyRun, (row) => {
        const { texts, values } = rowsOfRuns([row])
        expect(() => [...runsOfRows({ texts, values: values.slice(0, -1) })]).toThrow()
        expect(() => [...runsOfRows({ texts: [], values })]).toThrow()
      }),
    )
  })

  it('never give a card from lists that do not hang together', () => {
    fc.assert(
      fc.property(anyCard, fc.nat(), fc.constantFrom(-2, 1e9, null, 'x', 0.5), (card, place, value) => {
        const { texts, values } = rowsOfCards([card])
        const spoilt = values.map((each, index) => (index === place % values.length ? value : each)) as number[]
        // A changed number (version, sequence, attempt, order there or not) still hangs together; no place in the list of texts does.
        try {
          for (const found of cardsOfRows('card', { texts, values: spoilt })) {
            expect(states.card.map((each) => each.id)).toContain(found.state)
          }
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
        expect(() => [...cardsOfRows('card', { texts, values: values.slice(0, -1) })]).toThrow()
      }),
    )
  })
})
