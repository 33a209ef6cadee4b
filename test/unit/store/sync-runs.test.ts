import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeskEvent } from '../../../electron/engine/events'
import { readRunRecords } from '../../../electron/store/run-records'
import { isOfRun, type RunEvent, SyncRuns } from '../../../electron/store/sync-runs'
import { olga } from '../../support/store-desk'
import { usedNow } from '../../support/used-now'

const idOf = (number: number) => `S-${String(number).padStart(6, '0')}`
const at = (sequence: number) => ({
  sequence,
  by: { ...olga, at: new Date(sequence * 1000).toISOString() },
  events: [],
})
const started = (run: string): RunEvent => ({ type: 'sync-started', run })
const noted = (run: string): RunEvent => ({ type: 'sync-noted', run, notes: [], files: [] })
const ended = (run: string): RunEvent => ({ type: 'sync-ended', run, end: 'done', problem: null, counts: { sent: 3 } })

describe('The runs of batch sync', () => {
  it('are what their events say, with the times of their records', () => {
    const runs = new SyncRuns()
    runs.follow(started('S-000001'), at(5))
    const begun = { id: 'S-000001', started: { ...olga, at: '1970-01-01T00:00:05.000Z' }, problem: null }
    expect(runs.all()).toEqual([{ ...begun, ended: null, end: null, counts: {} }])
    runs.follow(noted('S-000001'), at(7))
    runs.follow({ type: 'sync-ended', run: 'S-000001', end: 'stopped', problem: 'Why', counts: { moved: 2 } }, at(9))
    const over = { ...begun, ended: '1970-01-01T00:00:09.000Z', end: 'stopped', problem: 'Why', counts: { moved: 2 } }
    expect(runs.all()).toEqual([over])
    expect(runs.recordsOf('S-000001')).toEqual([5, 7, 9])
  })

  it('are in the order of their numbers, also past six digits, however they come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 12_345_678 }), { maxLength: 30 }), (numbers) => {
        const runs = new SyncRuns()
        for (const [place, number] of numbers.entries()) runs.follow(started(idOf(number)), at(place + 1))
        const expected = numbers.toSorted((one, other) => one - other).map(idOf)
        expect(runs.all().map((run) => run.id)).toEqual(expected)
      }),
    )
  })

  it('give another list once something changed, and the same while nothing did', () => {
    const runs = new SyncRuns()
    runs.follow(started('S-000001'), at(1))
    const first = runs.all()
    runs.follow(noted('S-000001'), at(2))
    expect(runs.all()).toBe(first)
    runs.follow(ended('S-000001'), at(3))
    expect(first[0]?.end).toBeNull()
    expect(runs.all()[0]?.end).toBe('done')
  })

  it('have each record once, however much of them it holds', () => {
    const runs = new SyncRuns()
    for (const event of [started('S-000001'), noted('S-000001'), noted('S-000001')]) runs.follow(event, at(4))
    runs.follow(noted('S-000001'), at(6))
    expect(runs.recordsOf('S-000001')).toEqual([4, 6])
    // Numbers are shared with persons and accounts, ids are not.
    expect(runs.recordsOf('P-000001')).toEqual([])
  })

  it.each<[string, readonly RunEvent[]]>([
    ['noted before it was started', [noted('S-000002')]],
    ['ended before it was started', [ended('S-000002')]],
    ['started twice', [started('S-000001')]],
    ['ended twice', [ended('S-000001'), ended('S-000001')]],
    ['noted after its end', [ended('S-000001'), noted('S-000001')]],
    ['started again after its end', [ended('S-000001'), started('S-000001')]],
  ])('are not %s', (_, events) => {
    const runs = new SyncRuns()
    runs.follow(started('S-000001'), at(1))
    expect(() => {
      for (const event of events) runs.follow(event, at(2))
    }).toThrow(/record 2: S-00000[12]/)
  })

  it('are named by events of their own and by those of cards, and by no others', () => {
    const edited = { type: 'card-edited', card: 'C-000001' } as unknown as DeskEvent
    expect(isOfRun({ ...edited, run: 'S-000001' } as DeskEvent)).toBe(true)
    expect(isOfRun(started('S-000001'))).toBe(true)
    expect(isOfRun(edited)).toBe(false)
    expect(isOfRun({ type: 'desk-founded', desk: 'one' })).toBe(false)
  })

  it('of a year, every quarter of an hour, take a few hundred bytes each', () => {
    const count = 35_000
    const parsed = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value
    const before = usedNow()
    const runs = new SyncRuns()
    for (let number = 1; number <= count; number += 1) {
      const run = idOf(number)
      for (const [place, event] of [started(run), noted(run), ended(run)].entries()) {
        runs.follow(parsed(event), parsed(at(number * 3 + place)))
      }
    }
    expect((usedNow() - before) / count).toBeLessThan(600)
    expect(runs.all()).toHaveLength(count)
  })
})

describe('The records of a run', () => {
  const records = new Map([
    [1, [started('S-000001')]],
    [2, [started('S-000002')]],
  ])
  const reader = {
    read: (sequence: number) => {
      const commit = { ...at(sequence), events: records.get(sequence) ?? [] }
      return Promise.resolve({ commit, previous: '', hash: '' })
    },
  }
  const all = { limit: 10, after: 0 }

  it('are refused when a record is whole, but has nothing of the run', async () => {
    const runs = new SyncRuns()
    const begun = { started: olga, ended: null, end: null, problem: null, counts: {} }
    runs.put({ id: 'S-000001', ...begun }, [1])
    runs.put({ id: 'S-000002', ...begun }, [1, 2])
    const read = await readRunRecords(runs, reader, { run: 'S-000001', ...all })
    expect(read.map((record) => record.sequence)).toEqual([1])
    await expect(readRunRecords(runs, reader, { run: 'S-000002', ...all })).rejects.toMatchObject({
      kind: 'damaged',
      fault: { file: 'journal', sequence: 1, what: expect.stringContaining('it has nothing of S-000002') },
    })
  })
})
