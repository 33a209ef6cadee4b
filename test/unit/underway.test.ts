import { describe, expect, test } from 'vitest'
import { Underway } from '../../electron/services/processes/underway'
import type { Advance } from '../../shared/model'

const report = { text: 'Writing.', total: 3, stoppable: true, simulated: null }
const outcome: Advance = {
  kind: 'outcome',
  outcome: { process: 'CardsProcLock', title: '', text: '', cards: [], next: [] },
}

/** Whether a promise is settled once everything that is ready has run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol('open')
  const ready = new Promise((resolve) => setImmediate(() => resolve(open)))
  return (await Promise.race([promise, ready])) !== open
}

describe('Work under way', () => {
  test('is followed from what was seen last, and never told twice', async () => {
    const work = new Underway('run-1', 'Activate card')
    const first = work.after(0)
    expect(await isSettled(first)).toBe(false)
    work.tell({ ...report, done: 0 })
    expect(await first).toEqual({
      ok: true,
      value: { kind: 'working', progress: { run: 'run-1', title: 'Activate card', number: 1, done: 0, ...report } },
    })
    const second = work.after(1)
    expect(await isSettled(second)).toBe(false)
    work.tell({ ...report, done: 1 })
    expect(await second).toMatchObject({ value: { progress: { number: 2, done: 1 } } })
  })

  test('tells whoever comes late how far it is now, not every step before', async () => {
    const work = new Underway('run-1', '')
    for (const done of [0, 1, 2]) work.tell({ ...report, done })
    expect(await work.after(0)).toMatchObject({ value: { progress: { number: 3, done: 2 } } })
  })

  test('tells everybody how it ended, whenever they ask', async () => {
    const work = new Underway('run-1', '')
    const waiting = [work.after(0), work.after(7)]
    work.settle({ ok: true, value: outcome })
    expect(await Promise.all(waiting)).toEqual([
      { ok: true, value: outcome },
      { ok: true, value: outcome },
    ])
    expect(await work.after(0)).toEqual({ ok: true, value: outcome })
    expect(work.ended).toBe(true)
  })

  test('passes on that it should stop, and goes on until it does', async () => {
    const work = new Underway('run-1', '')
    expect(work.signal.aborted).toBe(false)
    work.stop()
    expect([work.signal.aborted, work.ended]).toEqual([true, false])
  })
})
