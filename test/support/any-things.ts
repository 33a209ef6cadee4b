import fc from 'fast-check'
import type { PersonRow, RunRow } from '../../electron/store/packed/things'
import { roles, states } from '../../shared/lifecycle'
import {
  type Card,
  certificateHolds,
  certificatePurposes,
  certificateStatuses,
  type Person,
  type SyncRun,
  syncOutcomes,
} from '../../shared/model'

/** Any text at all, and those that look like what has a short form: days, times, numbers, ids, hexadecimal digits. */
export const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('0', '9', 'A', 'F', 'a', ' '), maxLength: 70 }),
  fc.string({ unit: fc.constantFrom('\ud800', '\udc00', 'x'), maxLength: 3 }),
  fc.string({ unit: fc.constantFrom(...'0123456789-:.TZ'), maxLength: 24 }),
  fc.string({ minLength: 300, maxLength: 400 }),
)
const day = fc
  .date({ min: new Date('1960-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
/** Times as the desk writes them, from before and after 1970, and much that only looks like one. */
export const anyTime = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .date({ min: new Date('1960-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  },
  fc.constantFrom(
    '2026-02-29T00:00:00.000Z',
    '2024-02-29T23:59:59.999Z',
    '2026-11-20T24:00:00.000Z',
    '2026-11-20T23:59:60.000Z',
    '2026-11-20T09:00:00.000z',
    '2026-11-20T09:00:00.00Z',
    '2026-13-01T09:00:00.000Z',
    '2026-00-00T09:00:00.000Z',
    '+12026-11-20T09:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
  ),
  anyText,
)
export const anyDay = fc.oneof(
  { weight: 6, arbitrary: day },
  fc.constantFrom('2026-02-29', '2024-02-29', '1900-02-29', '2000-02-29', '2026-11-31', '2026-11-00', '20261120'),
  anyText,
)
const idOf = (prefix: string) =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.integer({ min: 0, max: 99_999_999 }).map((each) => `${prefix}-${String(each).padStart(6, '0')}`),
    },
    fc.constantFrom(`${prefix}-1`, `${prefix}-0000001`, `${prefix}-9999999999999999`, `${prefix}-00000x`, `${prefix}-`),
    anyText,
  )
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value)
const stampParts = {
  at: anyTime,
  user: orNull(anyText),
  name: anyText,
  role: fc.constantFrom(...roles, 'system' as const),
}
const anyStamp = fc.record(stampParts)
const anyNumber = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }))
const growing = fc.uniqueArray(anyNumber, { maxLength: 4 }).map((all) => all.sort((one, other) => one - other))
const order = fc.record({
  id: idOf('O'),
  requested: anyStamp,
  layout: anyText,
  deliveryAddress: anyText,
  commonName: anyText,
  upn: anyText,
  decision: orNull(fc.record({ ...stampParts, approved: fc.boolean(), comment: anyText })),
  attempt: anyNumber,
  sending: fc.boolean(),
  failure: orNull(anyText),
  failedAt: orNull(anyTime),
  bureauNote: orNull(anyText),
  batch: orNull(idOf('B')),
  sentAt: orNull(anyTime),
  productionDate: orNull(anyDay),
  chip: orNull(fc.record({ type: anyText, uid: anyText })),
})
const cardState = fc.constantFrom(...states.card.map((each) => each.id))

/** A number of a document's. */
const numberIn = (document: number) => fc.nat(999).map((place) => String(document * 1000 + place).padStart(6, '0'))

/** Any card with a number of that document. */
export const anyCard = (document: number): fc.Arbitrary<Card> =>
  fc.record({
    id: numberIn(document).map((number) => `C-${number}`),
    cardType: fc.constant('card' as const),
    state: cardState,
    version: anyNumber,
    holder: orNull(idOf('P')),
    layout: anyText,
    title: anyText,
    organisationalUnit: anyText,
    validFrom: orNull(anyDay),
    validThrough: orNull(anyDay),
    order: orNull(order),
    cardNumber: orNull(anyText),
    chipUid: orNull(anyText),
    chipProfile: orNull(anyText),
    certificates: fc.array(
      fc.record({
        serial: anyText,
        purpose: fc.constantFrom(...certificatePurposes),
        validFrom: anyDay,
        validThrough: anyDay,
        status: fc.constantFrom(...certificateStatuses),
        heldBy: orNull(fc.constantFrom(...certificateHolds)),
      }),
      { maxLength: 3 },
    ),
    created: anyStamp,
    changed: fc
      .tuple(anyStamp, fc.constant('CardsProcEdit' as const), orNull(cardState))
      .map(([stamp, process, from]) => ({ ...stamp, process, from })),
    lastSequence: anyNumber,
  })

/** Any person with a number of that document, and the records that saved them. */
export const anyPersonRow = (document: number): fc.Arbitrary<PersonRow> =>
  fc.record({
    person: fc.record({
      id: numberIn(document).map((number) => `P-${number}`),
      version: anyNumber,
      employeeNumber: anyText,
      givenName: anyText,
      familyName: anyText,
      email: anyText,
      upn: anyText,
      organisationalUnit: anyText,
    }) satisfies fc.Arbitrary<Person>,
    saves: growing,
  })

/** Any run of batch sync with a number of that document, and the records it wrote in. */
export const anyRunRow = (document: number): fc.Arbitrary<RunRow> =>
  fc.record({
    run: fc.record({
      id: numberIn(document).map((number) => `S-${number}`),
      started: anyStamp,
      ended: orNull(anyTime),
      end: orNull(fc.constantFrom('done' as const, 'stopped' as const, 'broken-off' as const)),
      problem: orNull(anyText),
      counts: fc.dictionary(fc.constantFrom(...syncOutcomes), anyNumber, { noNullPrototype: true }),
    }) satisfies fc.Arbitrary<SyncRun>,
    records: growing,
  })
