import { appendFile, cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportHistory, stageRestore } from '../../electron/store'
import { committed, olga, open, orderNext, range, quickFolder, type StoreOptions } from '../support/store-desk'
import { Unflushed } from '../support/unflushed'

const credential = {
  algorithm: 'scrypt',
  cost: 131072,
  blockSize: 8,
  parallelization: 1,
  salt: 'AAEC',
  hash: 'EBES',
} as const

let disk: Unflushed

/** A desk whose disk remembers what is not durable. */
async function desk(options: Partial<StoreOptions> = {}) {
  const folder = options.folder ?? (await quickFolder())
  const store = await open({ ...options, folder, files: disk.files })
  const into = join(dirname(folder), 'elsewhere')
  await mkdir(into, { recursive: true })
  return { folder, into, store }
}

// A power cut right after an answer takes nothing away that the answer spoke of; tests cannot cut the power, but they
// can see what was not flushed.
describe('What is answered for is durable', () => {
  beforeEach(() => {
    disk = new Unflushed()
  })

  afterEach(() => {
    expect(disk.tooEarly).toEqual([])
  })

  it('for the first commit of a new folder, and for every one after it', async () => {
    const { folder, store } = await desk({ segmentBytes: 4000 })
    // More than come one by one before room is reserved, in several files, and some that come together.
    for (const number of range(0, 40)) {
      committed(await store.transact(orderNext))
      expect(disk.losable(folder), `commit ${number}`).toEqual([])
    }
    await Promise.all(range(0, 5).map(() => store.transact(orderNext)))
    expect(disk.losable(folder)).toEqual([])
    expect(store.status().segments).toBeGreaterThan(3)
    await store.close()
    expect(disk.losable(folder)).toEqual([])
  })

  it('for reserved room that is given back, and at the end', async () => {
    const { folder, store } = await desk()
    for (const _ of range(0, 20)) committed(await store.transact(orderNext))
    await Promise.all(range(0, 3).map(() => store.transact(orderNext)))
    expect(disk.losable(folder)).toEqual([])
    await store.close()
    expect(disk.losable(folder)).toEqual([])
  })

  it('for passwords and secrets', async () => {
    const { folder, store } = await desk()
    await store.credentials.put('credential-1', credential)
    expect(disk.losable(folder)).toEqual([])
    await store.secrets.put('secret-1', Uint8Array.of(1))
    expect(disk.losable(folder)).toEqual([])
  })

  it('for a checkpoint', async () => {
    const { folder, store } = await desk()
    for (const _ of range(0, 3)) {
      committed(await store.transact(orderNext))
      await store.checkpoint()
      expect(disk.losable(folder)).toEqual([])
    }
  })

  it('for a record that was cut off and put aside', async () => {
    const { folder, store } = await desk()
    committed(await store.transact(orderNext))
    await store.close()
    await appendFile(join(folder, 'journal/000000000001.ndjson'), '{"by":{"at":')
    const again = await desk({ folder })
    expect(again.store.status().tornTail).not.toBeNull()
    expect(disk.losable(folder)).toEqual([])
  })

  it('for a backup, before it has its name', async () => {
    const { into, store } = await desk({ segmentBytes: 2000 })
    for (const _ of range(0, 4)) committed(await store.transact(orderNext))
    await store.backup({ into, kind: 'by-hand', by: olga })
    expect(disk.losable(into)).toEqual([])
  })

  it('for a restore, when it is armed and when it is done', async () => {
    const { folder, into, store } = await desk({ segmentBytes: 2000 })
    for (const _ of range(0, 4)) committed(await store.transact(orderNext))
    const { path } = await store.backup({ into, kind: 'by-hand', by: olga })
    await stageRestore(folder, path, olga, undefined, undefined, { files: disk.files })
    expect(disk.losable(folder)).toEqual([])
    await store.close()
    await desk({ folder, ids: { random: () => 'another-desk' } })
    expect(disk.losable(folder)).toEqual([])
  })

  it('for an exported history', async () => {
    const { folder, into, store } = await desk()
    committed(await store.transact(orderNext))
    for (const format of ['csv', 'json'] as const) {
      await exportHistory(folder, { format, into, made: olga }, undefined, undefined, { files: disk.files })
      expect(disk.losable(into)).toEqual([])
    }
  })

  it('for a folder that is brought to the format of today', async () => {
    const folder = await quickFolder()
    await cp(fileURLToPath(new URL('../fixtures/data-v3', import.meta.url)), folder, { recursive: true })
    await desk({ folder })
    expect(disk.losable(folder)).toEqual([])
  })
})
