import { expect, test } from 'vitest'
import { decisionsForSeveral, decisionsOf } from '../../../renderer/features/requests/decisions'
import { departureOf, departuresText } from '../../../renderer/features/requests/departures'
import { inOrder, nextToDecide, placeAfter } from '../../../renderer/features/requests/request-order'
import type { CardProfile, RequestRow } from '../../../shared/contract'

const row = (id: string, commands: readonly object[] = []) =>
  ({ card: { id, holderName: 'Jo Berg' }, order: { id: `O-${id}` }, commands }) as unknown as RequestRow
const rows = (...ids: string[]) => ids.map((id) => row(id))
const approve = { process: 'CardsAddonExtProdProcApprove', name: 'Approve card order', disabledBecause: null }
const reject = { process: 'CardsAddonExtProdProcReject', name: 'Reject card order', disabledBecause: null }
const abort = { process: 'CardsAddonExtProdProcAbortRequest', name: 'Abort', disabledBecause: null }
const own = { disabledBecause: 'You asked for it yourself.' }

test('only what is left for later changes its place', () => {
  expect(inOrder(rows('a', 'b', 'c'), new Set(['a'])).map(({ card }) => card.id)).toEqual(['b', 'c', 'a'])
  expect(inOrder(rows('a', 'b', 'c'), new Set(['c', 'b'])).map(({ card }) => card.id)).toEqual(['a', 'b', 'c'])
})

test('work goes on at the row that followed, or behind the last', () => {
  expect(placeAfter(rows('a', 'b', 'c', 'd'), 1, rows('c', 'd'))).toBe(0)
  expect(placeAfter(rows('a', 'b', 'c', 'd'), 1, rows('a', 'd'))).toBe(1)
  expect(placeAfter(rows('a', 'b'), 1, rows('a'))).toBe(1)
})

test('the next to decide is the next not left for later, around the list', () => {
  expect(nextToDecide(rows('a', 'b', 'c'), 1, new Set(['b']))).toBe(2)
  expect(nextToDecide(rows('a', 'b', 'c'), 1, new Set(['b', 'c']))).toBe(0)
  expect(nextToDecide(rows('a', 'b'), 5, new Set(['a', 'b']))).toBe(1)
})

test('decisions come as people take them, and an abort that only the requester has is left out', () => {
  expect(decisionsOf(row('a', [abort, reject, approve])).map(({ decision }) => decision)).toEqual([
    'approve',
    'reject',
    'abort',
  ])
  const others = row('a', [{ ...abort, disabledBecause: 'Only Jo can.' }, approve])
  expect(decisionsOf(others).map(({ decision }) => decision)).toEqual(['approve'])
  expect(decisionsOf(row('a', [{ ...abort, disabledBecause: 'Only Jo can.' }]))).toHaveLength(1)
  expect(decisionsOf(row('a', [{ process: 'CardsProcLock', name: 'Lock', disabledBecause: null }]))).toEqual([])
})

test('several can be decided where one of them can; otherwise the reason is told', () => {
  const mixed = [row('a', [{ ...approve, ...own }]), row('b', [approve])]
  expect(decisionsForSeveral(mixed)).toEqual([{ decision: 'approve', disabledBecause: null }])
  expect(decisionsForSeveral([row('a', [{ ...approve, ...own }])])).toEqual([
    { decision: 'approve', disabledBecause: 'You asked for it yourself.' },
  ])
  expect(decisionsForSeveral([row('a')])).toEqual([])
})

const profile = (state: string, decision: object | null = null, order = 'O-a') =>
  ({
    card: { id: 'a', state, order: { id: order, decision }, changed: { name: 'Somebody', at: '2026-11-21T08:00:00Z' } },
  }) as unknown as CardProfile

test('how a request left is told in words', () => {
  const decision = { name: 'Amir Haddad', at: '2026-11-21T09:00:00Z' }
  const left = [
    departureOf(row('a'), profile('ordered', { ...decision, approved: true })),
    departureOf(row('a'), profile('rejected', { ...decision, approved: false })),
    departureOf(row('a'), profile('request-aborted')),
    departureOf(row('a'), profile('processing')),
  ].flatMap((each) => each ?? [])
  expect(left.map((each) => departuresText([each]))).toEqual([
    'O-a for Jo Berg was approved by Amir Haddad.',
    'O-a for Jo Berg was rejected by Amir Haddad.',
    'O-a for Jo Berg was withdrawn by Somebody.',
    'O-a for Jo Berg no longer waits for a decision.',
  ])
  expect(departuresText(left)).toBe('4 requests were decided meanwhile by Amir Haddad and Somebody.')
  expect(departureOf(row('a'), profile('requested'))).toBeNull()
})
