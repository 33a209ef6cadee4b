import { expect, test } from 'vitest'
import {
  askedBy,
  countsText,
  endOf,
  nextRunText,
  queuedOf,
  runText,
  standingText,
} from '../../../renderer/features/batch-orders/batch-words'
import { shortOrder } from '../../../renderer/features/batch-orders/outcome-lines'
import { stateOf } from '../../../shared/lifecycle'
import { bureauStates, syncOutcomes } from '../../../shared/model'
import { stateLabel, t } from '../../../shared/texts'

const counts = (card: object, temporaryCard: object = {}) => ({ card, 'temporary-card': temporaryCard })

test('what became of orders is said in the order in which it happens, without what did not', () => {
  expect(countsText({ moved: 14, sent: 98, refused: 2, failed: 0 })).toBe('98 sent, 2 refused, 14 further')
  expect(countsText({ 'unknown-order': 1, 'unknown-word': 2 })).toBe('1 unknown order, 2 unknown words')
  expect(countsText({ unchanged: 300, 'unknown-to-bureau': 2 })).toBe('2 not known there, 300 with nothing new')
  expect(countsText({ sent: 1200 })).toBe('1,200 sent')
  expect(countsText({})).toBe('nothing new')
  expect(countsText({}, 'none')).toBe('none')
})

test('a run is counted at its end', () => {
  const nothing = { counts: {}, problem: null }
  expect(runText({ ...nothing, end: 'done' })).toBe('nothing new')
  expect(runText({ ...nothing, end: null })).toBe('counted at its end')
  expect(runText({ ...nothing, end: 'broken-off' })).toBe('not counted')
  // Nobody knows whether the bureau has news.
  expect(runText({ ...nothing, end: 'done', problem: 'The bureau could not be reached.' })).toBe('nothing done')
  expect(runText({ ...nothing, end: 'stopped', counts: { sent: 100 } })).toBe('100 sent')
})

test('every outcome has its words', () => {
  for (const outcome of syncOutcomes) {
    expect(countsText({ [outcome]: 3 })).toMatch(/^3 [a-z ]+$/)
    expect(t(`batchOrders.outcomes.${outcome}.meaning`)).toMatch(/\.$/)
  }
})

test.each([
  [{ end: null, problem: null }, 'under-way'],
  [{ end: 'done', problem: null }, 'done'],
  [{ end: 'stopped', problem: null }, 'stopped'],
  [{ end: 'done', problem: 'The bureau could not be reached.' }, 'problem'],
  [{ end: 'stopped', problem: 'The disk is full.' }, 'problem'],
  [{ end: 'broken-off', problem: 'The program ended.' }, 'broken-off'],
] as const)('%o is told as %s', (run, end) => {
  expect(endOf(run)).toBe(end)
})

test('orders on their way are not queued any more', () => {
  expect(queuedOf(counts({ processing: 40 }, { processing: 8 }), { onTheWay: 3 })).toBe(45)
  // The counts and what is on its way come in notices of their own.
  expect(queuedOf(counts({ processing: 1 }), { onTheWay: 3 })).toBe(0)
})

test('how it stands is one sentence', () => {
  const many = counts({ processing: 51, ordered: 100, 'in-production': 9 }, { ordered: 11 })
  expect(standingText(many, { onTheWay: 3 })).toBe(
    '48 orders queued, 3 on their way without an answer, and 120 at the bureau.',
  )
  expect(standingText(counts({ processing: 2 }), { onTheWay: 1 })).toBe(
    '1 order queued, 1 on its way without an answer, and none at the bureau.',
  )
  expect(standingText(counts({}), { onTheWay: 0 })).toBe('No orders queued and none at the bureau.')
})

test('the next run is by itself, by hand, or not to be had without a bureau', () => {
  expect(nextRunText({ nextAt: null, connection: 'folder' })).toBe('only by hand')
  expect(nextRunText({ nextAt: null, connection: 'simulated' })).toBe('not by itself: no bureau is connected')
  expect(nextRunText({ nextAt: new Date().toISOString(), connection: 'rest' })).toMatch(/^by itself, today, /)
})

test('who asked for a run', () => {
  const stamp = { at: '2026-11-21T09:00:00.000Z', role: 'operator' } as const
  expect(askedBy({ started: { ...stamp, user: 'U-2', name: 'Mara Lindqvist' } })).toBe('Mara Lindqvist')
  expect(askedBy({ started: { ...stamp, role: 'system', user: null, name: 'Card Desk' } })).toBe('by itself')
})

test('an order is shown by the desk’s own number; what is none stays as the bureau named it', () => {
  expect(shortOrder('3f2a91c0-O-000123')).toBe('O-000123')
  expect(shortOrder('O-000123')).toBe('O-000123')
  expect(shortOrder('=HYPERLINK("x")')).toBe('=HYPERLINK("x")')
})

test('batch sync moves both types of card through states of the same name and look', () => {
  for (const state of ['processing', ...bureauStates]) {
    expect(stateLabel('temporary-card', state)).toBe(stateLabel('card', state))
    expect(stateOf('temporary-card', state)?.tone).toBe(stateOf('card', state)?.tone)
  }
})
