import { expect, test } from 'vitest'
import { folderFault, isKeep } from '../../../renderer/features/settings/data/backup-draft'
import {
  backupHolds,
  backupMaker,
  formatBytes,
  formatDuration,
  isNoteOf,
  progressText,
} from '../../../renderer/features/settings/data/data-words'
import type { BackupFacts } from '../../../shared/model'

test('sizes are told in the unit people would choose, never in a thousand of it', () => {
  expect(formatBytes(0)).toBe('0 bytes')
  expect(formatBytes(1)).toBe('1 byte')
  expect(formatBytes(999)).toBe('999 bytes')
  expect(formatBytes(1000)).toBe('1 kB')
  expect(formatBytes(1277)).toBe('1.28 kB')
  expect(formatBytes(999_499)).toBe('999 kB')
  expect(formatBytes(999_999)).toBe('1 MB')
  expect(formatBytes(341_000_000)).toBe('341 MB')
  expect(formatBytes(1_280_000_000)).toBe('1.28 GB')
  expect(formatBytes(5e12)).toBe('5 TB')
  expect(formatBytes(5e15)).toBe('5,000 TB')
})

test('durations are told in the units that matter', () => {
  expect(formatDuration(0)).toBe('less than a second')
  expect(formatDuration(499)).toBe('less than a second')
  expect(formatDuration(1000)).toBe('1 second')
  expect(formatDuration(12_700)).toBe('13 seconds')
  expect(formatDuration(59_700)).toBe('1 minute')
  expect(formatDuration(200_000)).toBe('3 minutes 20 seconds')
})

test('how far a task is stays untold until it is known', () => {
  expect(progressText({ done: 0, total: 0 })).toBe('')
  expect(progressText({ done: 12_000_000, total: 341_000_000 })).toBe('12 MB of 341 MB')
})

test('a backup names who had it made, and what it holds', () => {
  const backup: BackupFacts = {
    name: 'card-desk-1',
    path: '/backups/card-desk-1',
    kind: 'by-hand',
    made: { at: '2026-11-21T09:00:00.000Z', user: 'U-1', name: 'Ada Berger', role: 'administrator' },
    desk: 'desk',
    sequence: 1,
    hash: '0',
    cards: 2000,
    bytes: 1_500_000,
  }
  expect(backupMaker(backup)).toBe('by hand, Ada Berger')
  expect(backupMaker({ ...backup, kind: 'daily', made: { ...backup.made, user: null, role: 'system' } })).toBe('daily')
  expect(backupHolds(backup)).toBe('1 record, 2,000 cards, 1.5 MB')
})

test('what was noted as a task ended is told from what was noted of an earlier one', () => {
  const end = { kind: 'verification', at: '2026-11-21T09:00:04.000Z', end: 'done', text: '', path: null } as const
  expect(isNoteOf({ at: '2026-11-21T09:00:03.900Z' }, end)).toBe(true)
  expect(isNoteOf({ at: '2026-11-20T09:00:03.900Z' }, end)).toBe(false)
})

test('a fault of the folder stands until the folder or the switch is another', () => {
  const draft = { folder: 'backups', daily: false, keep: 14 } as const
  const error = { code: 'invalid-answers', message: 'Look.', details: { fields: { folder: 'No full path.' } } } as const
  expect(folderFault(null, draft)).toBeUndefined()
  expect(folderFault({ draft, error }, { ...draft, keep: 3 })).toBe('No full path.')
  expect(folderFault({ draft, error }, { ...draft, folder: '/backups' })).toBeUndefined()
  expect(folderFault({ draft, error }, { ...draft, daily: true })).toBeUndefined()
})

test('from 1 to 1000 daily backups can be kept', () => {
  expect([1, 14, 1000].every(isKeep)).toBe(true)
  expect(['' as const, 0, 1.5, 1001].some(isKeep)).toBe(false)
})
