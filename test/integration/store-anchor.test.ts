import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { verifyFolder } from '../../electron/store'
import { FaultyFiles, failure } from '../support/faulty-files'
import {
  abort,
  committed,
  firstSegment,
  journalLines,
  open,
  orderNext,
  refusedToOpen,
  temporaryFolder,
} from '../support/store-desk'
import { TestLog } from '../support/test-desk'

const head = 'head.json'

async function desk() {
  const folder = await temporaryFolder()
  const disk = new FaultyFiles()
  const log = new TestLog()
  const store = await open({ folder, files: disk.files, log })
  const anchored = async () => (JSON.parse(await readFile(join(folder, head), 'utf8')) as { sequence: number }).sequence
  return { folder, disk, log, store, anchored, order: async () => committed(await store.transact(orderNext)) }
}

/** The folder of a desk that was killed, without the last records of its journal. */
async function cutShort(folder: string, records: number): Promise<string> {
  const copy = await temporaryFolder()
  await cp(folder, copy, { recursive: true, filter: (path) => !path.includes('lock.') })
  const lines = (await journalLines(copy)).slice(0, -records)
  await writeFile(join(copy, firstSegment), lines.map((line) => `${line}\n`).join(''))
  return copy
}

/** Lets a second go by for the desk. */
const second = () => vi.advanceTimersByTimeAsync(1000)
const settled = <Value>(read: () => Promise<Value>, value: Value) => expect.poll(read, { interval: 5 }).toEqual(value)

describe('The anchor of a desk at work', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('follows within a second, so that records cut off after that are noticed', async () => {
    const { folder, anchored, order } = await desk()
    for (let number = 0; number < 3; number += 1) await order()
    expect(await anchored()).toBe(0)
    await second()
    await settled(anchored, 3)
    const copy = await cutShort(folder, 1)
    expect((await refusedToOpen({ folder: copy })).message).toContain('record 3 is missing')
    expect(await verifyFolder(copy)).toMatchObject({ ok: false, records: 2 })
  })

  it('is not moved on the way of a commit, and once however many there are', async () => {
    const { disk, anchored, order } = await desk()
    const before = disk.count('rename', head)
    for (let number = 0; number < 20; number += 1) await order()
    expect(disk.count('rename', head)).toBe(before)
    await second()
    await settled(anchored, 20)
    expect(disk.count('rename', head)).toBe(before + 1)
    await second()
    await second()
    expect(disk.count('rename', head)).toBe(before + 1)
  })

  it('goes on following while work goes on', async () => {
    const { anchored, order } = await desk()
    for (let number = 1; number <= 3; number += 1) {
      await order()
      await second()
      await settled(anchored, number)
    }
  })

  it('is moved by one at a time, and never back', async () => {
    const { disk, store, anchored, order } = await desk()
    const calls: string[] = []
    disk.fate = ({ operation, path }) => {
      if (path.includes(head) && (operation === 'open' || operation === 'rename')) calls.push(operation)
      return null
    }
    await order()
    const under = store.checkpoint()
    await second()
    await order()
    await Promise.all([under, second(), store.checkpoint()])
    await second()
    await settled(anchored, 2)
    // Each is done before the next begins.
    expect(calls).toEqual(calls.map((_, index) => (index % 2 === 0 ? 'open' : 'rename')))
  })

  it('that cannot be moved is logged once, is tried again, and stops nobody', async () => {
    const { disk, log, store, anchored, order } = await desk()
    const tried = () => disk.count('open', head)
    const logged = (words: string) => log.lines.filter((line) => line.includes(words)).length
    disk.fate = ({ path }) => (path.includes(head) ? failure('ENOSPC') : null)
    await order()
    const before = tried()
    for (const times of [1, 2, 3]) {
      await second()
      await settled(async () => tried() > before + times - 1, true)
    }
    expect(logged('anchor not moved')).toBe(1)
    committed(await store.transact(abort('TC-000001')))
    expect(await anchored()).toBe(0)
    disk.fate = () => null
    await second()
    await second()
    await settled(anchored, 2)
    await settled(async () => logged('anchor moved again'), 1)
    expect(logged('anchor not moved')).toBe(1)
  })

  it('is where the journal ends when the desk is closed, and then rests', async () => {
    const { disk, store, anchored, order } = await desk()
    await order()
    await store.close()
    expect(await anchored()).toBe(1)
    const calls = disk.calls.length
    await second()
    expect(disk.calls).toHaveLength(calls)
  })
})
