import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../electron/store'
import { StorageFailed } from '../../electron/store'
import { realFiles } from '../../electron/files'
import { FaultyFiles, failure } from '../support/faulty-files'
import {
  abort,
  bytesOf,
  committed,
  firstSegment,
  journalLines,
  open,
  orderedCard,
  orderNext,
  picture,
  range,
  refusedToOpen,
  refusedWith,
  retitle,
  temporaryFolder,
  write,
} from '../support/store-desk'
import { TestLog } from '../support/test-desk'
import { describeUnlessWindows, foldersStay } from '../support/platforms'

const codes = ['ENOSPC', 'EIO', 'EACCES']

async function deskOf(cards: number, segmentBytes = 16e6) {
  const folder = await temporaryFolder()
  const disk = new FaultyFiles()
  const store = await open({ folder, files: disk.files, segmentBytes })
  for (let number = 1; number <= cards; number += 1) await write(store, ...orderedCard(number))
  return { folder, disk, store }
}

/** What a start would find on the disk now. */
async function onDisk(folder: string) {
  const copy = await temporaryFolder()
  await cp(folder, copy, { recursive: true })
  const store = await open({ folder: copy })
  const found = picture(store)
  await store.close()
  return found
}

async function expectRefused(store: Store, folder: string, code: string) {
  const before = picture(store)
  const lines = await journalLines(folder)
  const told: number[] = []
  const leave = store.subscribe(({ commit }) => told.push(commit.sequence))
  const error = refusedWith(await store.transact(abort('TC-000001')))
  leave()
  expect(error.code).toBe('storage-failed')
  expect(error.details).toEqual({ cause: code })
  expect(error.message).toContain(code)
  expect(picture(store)).toEqual(before)
  expect(told).toEqual([])
  return lines
}

describe('A write that fails', () => {
  it.each(codes.flatMap((code) => (['write', 'flush'] as const).map((operation) => [operation, code] as const)))(
    'in its %s with %s changes nothing, and the next one works',
    async (operation, code) => {
      const { folder, disk, store } = await deskOf(2)
      disk.failOn(operation, '.ndjson', code)
      const lines = await expectRefused(store, folder, code)
      disk.fate = () => null
      committed(await store.transact(abort('TC-000002')))
      expect([store.view.card('TC-000001')?.state, store.view.card('TC-000002')?.state]).toEqual([
        'processing',
        'aborted',
      ])
      const after = await journalLines(folder)
      expect(after.slice(0, -1)).toEqual(lines)
      expect(after).toHaveLength(3)
      expect(await onDisk(folder)).toEqual(picture(store))
    },
  )

  it('after some of its bytes leaves none of them', async () => {
    const { folder, disk, store } = await deskOf(1)
    const before = await bytesOf(folder)
    let writes = 0
    disk.fate = ({ operation, path }) => {
      if (operation !== 'write' || !path.endsWith('.ndjson')) return null
      writes += 1
      return writes === 1 ? 100 : failure('ENOSPC')
    }
    await expectRefused(store, folder, 'ENOSPC')
    expect(writes).toBe(2)
    expect(await bytesOf(folder)).toEqual(before)
    disk.fate = () => null
    committed(await store.transact(abort('TC-000001')))
    expect(await onDisk(folder)).toEqual(picture(store))
  })

  it('is told to everybody who waited for it, and to nobody else', async () => {
    const { disk, store } = await deskOf(20)
    disk.failOn('flush', '.ndjson', 'EIO')
    const ids = range(1, 21).map((number) => `TC-${String(number).padStart(6, '0')}`)
    const answers = await Promise.all(ids.map((id) => store.transact(abort(id))))
    expect(answers.map((answer) => refusedWith(answer).code)).toEqual(ids.map(() => 'storage-failed'))
    disk.fate = () => null
    const again = await Promise.all(ids.map((id) => store.transact(abort(id))))
    expect(again.every((answer) => answer.ok)).toBe(true)
    expect(store.view.sequence).toBe(40)
  })

  it('and cannot be taken back is taken back before the next one', async () => {
    const { folder, disk, store } = await deskOf(2)
    disk.fate = ({ operation, path }) =>
      path.endsWith('.ndjson') && ['flush', 'truncate', 'open'].includes(operation) ? failure('EIO') : null
    await expectRefused(store, folder, 'EIO')
    expect(await journalLines(folder)).toHaveLength(3)
    // Still not possible: refused again, and nothing more is written.
    await expectRefused(store, folder, 'EIO')
    expect(await journalLines(folder)).toHaveLength(3)
    disk.fate = () => null
    committed(await store.transact(retitle('TC-000002', 'after')))
    expect(await journalLines(folder)).toHaveLength(3)
    expect(store.view.card('TC-000001')?.state).toBe('processing')
    expect(await onDisk(folder)).toEqual(picture(store))
  })

  it('at the beginning of a new file leaves the desk able to go on', async () => {
    for (const operation of ['open', 'write', 'flush', 'flushFolder'] as const) {
      const { folder, disk, store } = await deskOf(1, 100)
      const path = operation === 'flushFolder' ? 'journal' : '000000000002.ndjson'
      disk.failOn(operation, path, 'ENOSPC')
      await expectRefused(store, folder, 'ENOSPC')
      expect(await onDisk(folder)).toEqual(picture(store))
      disk.fate = () => null
      committed(await store.transact(abort('TC-000001')))
      expect(store.status().segments).toBe(2)
      expect(await onDisk(folder)).toEqual(picture(store))
    }
  })

  it('at the very first commit leaves an empty desk', async () => {
    const { folder, disk, store } = await deskOf(0)
    disk.failOn('flush', '.ndjson', 'ENOSPC')
    expect(refusedWith(await store.transact(orderNext)).code).toBe('storage-failed')
    expect(store.status()).toMatchObject({ sequence: 0, desk: null, cards: 0 })
    disk.fate = () => null
    committed(await store.transact(orderNext))
    expect((await journalLines(folder)).map((line) => JSON.parse(line).sequence)).toEqual([1])
  })

  it('a few bytes at a time works', async () => {
    const { folder, disk, store } = await deskOf(1)
    disk.fate = ({ operation }) => (operation === 'write' ? 7 : null)
    committed(await store.transact(abort('TC-000001')))
    await store.checkpoint()
    disk.fate = () => null
    expect(await onDisk(folder)).toEqual(picture(store))
  })
})

describeUnlessWindows(foldersStay)('A folder that vanishes while the desk runs', () => {
  it('deleted: nothing is answered that would be lost', async () => {
    const { folder, store } = await deskOf(1)
    await rm(folder, { recursive: true })
    expect(refusedWith(await store.transact(abort('TC-000001'))).details).toEqual({ cause: 'ENOENT' })
    expect(refusedWith(await store.transact(abort('TC-000001'))).message).toContain('the data folder is gone')
    expect(store.view.card('TC-000001')?.state).toBe('processing')
    await expect(store.checkpoint()).rejects.toBeInstanceOf(StorageFailed)
    await store.close()
    expect(await realFiles.size(folder)).toBeNull()
  })

  it('moved away and back: the desk goes on', async () => {
    const { folder, disk, store } = await deskOf(1)
    await rename(folder, `${folder}-away`)
    disk.failOn('flush', '.ndjson', 'EIO')
    refusedWith(await store.transact(abort('TC-000001')))
    disk.fate = () => null
    expect(refusedWith(await store.transact(abort('TC-000001'))).details).toEqual({ cause: 'ENOENT' })
    await rename(`${folder}-away`, folder)
    committed(await store.transact(abort('TC-000001')))
    expect(await onDisk(folder)).toEqual(picture(store))
  })

  it('replaced by an empty one: nothing is written there', async () => {
    const { folder, disk, store } = await deskOf(1)
    await rm(folder, { recursive: true })
    await mkdir(join(folder, 'journal'), { recursive: true })
    refusedWith(await store.transact(abort('TC-000001')))
    refusedWith(await store.transact(abort('TC-000001')))
    expect(disk.count('open', firstSegment)).toBeGreaterThan(1)
    expect(await bytesOf(folder)).toEqual({})
  })
})

describe('Files that a crash left half written', () => {
  const left = ['head.json.4711-5.new', 'credentials.json.4711-6.new', 'set-aside/at-12.torn.4711-7.new']
  async function deskWithLeftovers() {
    const { folder, store } = await deskOf(1)
    await store.close()
    await mkdir(join(folder, 'set-aside'))
    // The last is somebody's own.
    for (const name of [...left, 'letter.new']) await writeFile(join(folder, name), 'half of it')
    return folder
  }
  const there = async (folder: string) => Object.keys(await bytesOf(folder)).filter((name) => name.endsWith('.new'))

  it('are gone after the next start, and nothing else is', async () => {
    const folder = await deskWithLeftovers()
    const before = await onDisk(folder)
    expect(picture(await open({ folder }))).toEqual(before)
    expect(await there(folder)).toEqual(['letter.new'])
  })

  it('stay when the start is refused, and keep none from succeeding that cannot remove them', async () => {
    const folder = await deskWithLeftovers()
    const head = await readFile(join(folder, 'head.json'))
    await writeFile(join(folder, 'head.json'), 'spoilt')
    await refusedToOpen({ folder })
    expect(await there(folder)).toHaveLength(4)
    await writeFile(join(folder, 'head.json'), head)
    const disk = new FaultyFiles()
    disk.failOn('remove', '.new', 'EACCES')
    const log = new TestLog()
    await open({ folder, files: disk.files, log })
    expect(log.lines.join()).toContain('unfinished files not removed')
    expect(await there(folder)).toHaveLength(4)
  })
})
