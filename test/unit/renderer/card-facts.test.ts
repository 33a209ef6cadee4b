import { expect, test } from 'vitest'
import { dueBack } from '../../../renderer/features/card/due-back'
import { inputFacts } from '../../../renderer/features/card/history-input'
import { inGroups } from '../../../renderer/features/card/in-groups'
import type { Card } from '../../../shared/model'

const by = { at: '2026-11-01T08:00:00.000Z', user: null, name: 'Mara', role: 'operator' } as const
const card: Card = {
  id: 'TC-000001',
  cardType: 'temporary-card',
  state: 'assigned',
  version: 3,
  holder: 'P-000001',
  layout: 'blue',
  title: '',
  organisationalUnit: '',
  validFrom: '2026-11-01',
  validThrough: '2026-11-12',
  order: null,
  cardNumber: null,
  chipUid: null,
  chipProfile: null,
  certificates: [],
  created: by,
  changed: { ...by, process: 'TempCardsProcAssign', from: 'unassigned' },
  lastSequence: 9,
}

test.each([
  ['the evening before', new Date(2026, 10, 11, 23, 59), -1],
  ['the day itself, from its first minute', new Date(2026, 10, 12, 0, 0), 0],
  ['to its last', new Date(2026, 10, 12, 23, 59), 0],
  ['the day after', new Date(2026, 10, 13, 0, 0), 1],
  ['a month after', new Date(2026, 11, 12, 12, 0), 30],
])('a handed out card is due back on its last day: %s', (_when, now, daysLate) => {
  expect(dueBack(card, now)).toEqual({ day: '2026-11-12', daysLate })
})

test('a card that ran out still is to come back; one in stock, locked or of a person is not', () => {
  const now = new Date(2026, 10, 13)
  expect(dueBack({ ...card, state: 'expired' }, now)?.daysLate).toBe(1)
  expect(dueBack({ ...card, state: 'unassigned', holder: null }, now)).toBeNull()
  expect(dueBack({ ...card, state: 'locked' }, now)).toBeNull()
  expect(dueBack({ ...card, cardType: 'card', state: 'active' }, now)).toBeNull()
})

test('long numbers stand in groups of four', () => {
  expect(inGroups('5A54432D30303031')).toBe('5A54 432D 3030 3031')
  expect(inGroups('12345')).toBe('1234 5')
  expect(inGroups('1234')).toBe('1234')
  expect(inGroups(null)).toBeNull()
})

test('history inputs are named and written for people; unknown ones keep their own name', () => {
  expect(
    inputFacts({
      reason: 'no-longer-needed',
      identity: 'known',
      validThrough: '2026-11-12',
      holder: 'P-000001',
      holderName: 'Ngozi Okafor',
      profile: 'Signature',
      amount: 9,
      attempt: 2,
      comment: '',
      somethingNew: true,
    }),
  ).toEqual(
    expect.arrayContaining([
      { label: 'Reason', value: 'No longer needed' },
      { label: 'Identity checked by', value: 'Known in person' },
      // As the person's own language writes days.
      { label: 'Valid through', value: expect.stringMatching(/^(12 Nov|Nov 12,) 2026$/) },
      { label: 'Holder', value: 'Ngozi Okafor (P-000001)' },
      { label: 'Amount', value: '9' },
      { label: 'Attempt', value: '2' },
      { label: 'somethingNew', value: 'Yes' },
    ]),
  )
})

test('what batch sync records is named: the batch and the order', () => {
  expect(inputFacts({ order: 'O-000123', batch: 'B-000012', run: 'S-000034' })).toEqual([
    { label: 'Order', value: 'O-000123' },
    { label: 'Batch', value: 'B-000012' },
    { label: 'Run of batch sync', value: 'S-000034' },
  ])
})

test('an empty input is left out, and words that are no choice stay as they were typed', () => {
  expect(inputFacts({ title: '', reason: 'Fell into the sea' })).toEqual([
    { label: 'Reason', value: 'Fell into the sea' },
  ])
})
