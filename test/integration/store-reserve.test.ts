import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Store, verifyFolder } from '../../electron/store'
import { listSegments, listWholeSegments } from '../../electron/store/journal/segments'
import { realFiles } from '../../electron/files'
import { FaultyFiles, failure } from '../support/faulty-files'
import {
  abort,
  committed,
  firstSegment,
  forEach,
  journalLines,
  open,
  orderNext,
  picture,
  range,
  refusedToOpen,
  retitle,
  temporaryFolder,
} from '../support/store-desk'
import { describeOnLinux } from '../support/platforms'

/** So many commits one by one that the desk reserves space for more. */
const enough = 40

async function busyDesk(segmentBytes = 16e6) {
  const folder = await temporaryFolder()
  const disk = new FaultyFiles()
  const store = await open({ folder, files: disk.files, segmentBytes })
  await store.transact(orderNext)
  for (const number of range(0, enough)) committed(await store.transact(retitle('TC-000001', `Title ${number}`)))
  return { folder, disk, store }
}

/** The folder as it would be found if the desk were killed now. */
async function killed(folder: string): Promise<string> {
  const copy = await temporaryFolder()
  await cp(folder, copy, { recursive: true, filter: (path) => !path.includes('lock.') })
  return copy
}

/** A folder that holds nothing but this journal. */
async function folderWith(files: Record<string, Uint8Array>): Promise<string> {
  const folder = await temporaryFolder()
  await realFiles.makeFolders(join(folder, 'journal'))
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes)
  return folder
}

/** The bytes of the newest file: what was written, and how many zero bytes follow. */
async function newest(folder: string) {
  const name = (await readdir(join(folder, 'journal'))).sort().at(-1) ?? ''
  const bytes = await readFile(join(folder, 'journal', name))
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1
  return { name: `journal/${name}`, written: bytes.subarray(0, end), reserved: bytes.length - end }
}

async function opened(folder: string) {
  const store = await open({ folder })
  const found = { picture: picture(store), tornTail: store.status().tornTail }
  await store.close()
  return found
}

describeOnLinux('Elsewhere nothing is reserved.')('Space reserved in the journal', () => {
  it('is zero bytes behind the newest record, which are no record and are gone when the desk is closed', async () => {
    const { folder, store } = await busyDesk()
    const { written, reserved } = await newest(folder)
    expect(reserved).toBeGreaterThan(100_000)
    expect(written.toString('utf8').split('\n')).toHaveLength(enough + 2)
    expect(store.status().journalBytes).toBe(written.length)
    const before = picture(store)
    await store.close()
    expect(await newest(folder)).toMatchObject({ written, reserved: 0 })
    expect((await opened(folder)).picture).toEqual(before)
  })

  it('is neither damage nor a torn record after a kill, and is cut off before the next record', async () => {
    const { folder, store } = await busyDesk()
    const copy = await killed(folder)
    expect(await verifyFolder(copy)).toMatchObject({ ok: true, records: enough + 1 })
    const again = await open({ folder: copy })
    expect(picture(again)).toEqual(picture(store))
    expect(again.status().tornTail).toBeNull()
    committed(await again.transact(abort('TC-000001')))
    expect((await newest(copy)).reserved).toBe(0)
    expect(await journalLines(copy)).toHaveLength(enough + 2)
  })

  it('with any part of one record in it opens to the record before, and only that part is put aside', async () => {
    const { folder, store } = await busyDesk()
    const before = picture(store)
    const { written: whole } = await newest(folder)
    const anchor = await readFile(join(folder, 'head.json'))
    committed(await store.transact(retitle('TC-000001', 'the last one')))
    const after = await newest(folder)
    const line = after.written.subarray(whole.length)
    const room = Buffer.alloc(after.reserved)
    // Sectors may arrive in any order: the beginning of a record without its end, and the end without its beginning.
    const torn = range(1, line.length, 23).flatMap((place) => [
      Buffer.concat([line.subarray(0, place), Buffer.alloc(line.length - place)]),
      Buffer.concat([Buffer.alloc(place), line.subarray(place)]),
    ])
    await forEach(torn, async (part) => {
      const copy = await folderWith({ [firstSegment]: Buffer.concat([whole, part, room.subarray(0, 2000)]) })
      const checked = [
        expect.stringContaining('an unfinished record'),
        expect.stringContaining(`${enough + 1} records`),
      ]
      await writeFile(join(copy, 'head.json'), anchor)
      expect(await verifyFolder(copy)).toMatchObject({ ok: true, checked: expect.arrayContaining(checked) })
      await rm(join(copy, 'head.json'))
      const { picture: found, tornTail } = await opened(copy)
      expect(found).toEqual(before)
      const end = part.findLastIndex((byte) => byte !== 0) + 1
      expect(await readFile(join(copy, tornTail ?? ''))).toEqual(part.subarray(0, end))
      expect(await newest(copy)).toMatchObject({ written: whole, reserved: 0 })
    })
  }, 60_000)

  it('is never taken for records that were wiped out', async () => {
    const { folder } = await busyDesk()
    const { written, reserved } = await newest(folder)
    const ends = [...written.entries()].filter(([, byte]) => byte === 0x0a).map(([index]) => index + 1)
    for (const record of [1, 20, enough - 1, enough]) {
      const bytes = Buffer.concat([written, Buffer.alloc(reserved)])
      bytes.fill(0, ends[record - 1], ends[record])
      const copy = await folderWith({ [firstSegment]: bytes })
      if (record < enough) {
        const refusal = await refusedToOpen({ folder: copy })
        expect(refusal.details).toMatchObject({ file: firstSegment, sequence: record + 1 })
        expect(await verifyFolder(copy)).toMatchObject({ ok: false, records: record })
      } else {
        // Like cutting the last record off: the anchor tells, if it has come that far.
        expect((await opened(copy)).picture.sequence).toBe(enough)
      }
    }
  })

  it('in a file that is not the newest is damage', async () => {
    const { folder, store } = await busyDesk(3000)
    await store.close()
    const path = join(folder, firstSegment)
    await writeFile(path, Buffer.concat([await readFile(path), Buffer.alloc(100)]))
    expect((await refusedToOpen({ folder })).details).toMatchObject({ file: firstSegment })
  })

  it('is cut off before the next file is begun, also when the desk was killed in between', async () => {
    const { folder, store } = await busyDesk(30_000)
    const full = async () => (await newest(folder)).written.length >= 30_000
    while (!(await full())) committed(await store.transact(retitle('TC-000001', 'more')))
    expect((await newest(folder)).reserved).toBeGreaterThan(0)
    const copy = await killed(folder)
    for (const each of [store, await open({ folder: copy, segmentBytes: 30_000 })]) {
      committed(await each.transact(retitle('TC-000001', 'in the next file')))
      expect(each.status().segments).toBe(2)
      const { folder: where } = each.status()
      expect((await readFile(join(where, firstSegment))).includes(0)).toBe(false)
      expect((await opened(await killed(where))).picture).toEqual(picture(each))
    }
  })

  it('is given back before several records are written together', async () => {
    const { folder, disk, store } = await busyDesk()
    for (const _ of range(0, 5)) committed(await store.transact(orderNext))
    expect((await newest(folder)).reserved).toBeGreaterThan(0)
    const from = disk.calls.length
    await Promise.all([1, 2, 3, 4, 5].map((number) => store.transact(abort(`TC-00000${number}`))))
    const calls = disk.calls.slice(from).filter(({ path }) => path.endsWith('.ndjson'))
    expect(calls.map(({ operation }) => operation)).toEqual(['truncate', 'flush', 'write', 'flush'])
    expect((await newest(folder)).reserved).toBe(0)
    expect((await opened(await killed(folder))).picture).toEqual(picture(store))
  })

  it.each(['write', 'flush'] as const)(
    'that cannot be had in its %s keeps no record from being written',
    async (step) => {
      const one = await untilReserving()
      const { folder, disk, store } = await untilReserving(one.commits - 1)
      let failed = 0
      disk.fate = ({ operation, path }) => {
        if (operation !== step || !path.endsWith('.ndjson') || failed > 0) return null
        failed += 1
        return failure('ENOSPC')
      }
      committed(await store.transact(retitle('TC-000001', 'on a full disk')))
      expect(failed).toBe(1)
      expect((await newest(folder)).reserved).toBe(0)
      expect((await opened(await killed(folder))).picture).toEqual(picture(store))
      disk.fate = () => null
      committed(await store.transact(retitle('TC-000001', 'and after it')))
      expect((await opened(await killed(folder))).picture).toEqual(picture(store))
    },
  )
})

/** A desk with as many commits one by one, or, without a number, with one more than it takes to reserve space. */
async function untilReserving(most = Number.POSITIVE_INFINITY) {
  const folder = await temporaryFolder()
  const disk = new FaultyFiles()
  const store: Store = await open({ folder, files: disk.files })
  await store.transact(orderNext)
  for (let commits = 1; ; commits += 1) {
    if (commits > most) return { folder, disk, store, commits: most }
    const before = disk.count('write', '.ndjson')
    committed(await store.transact(retitle('TC-000001', `Title ${commits}`)))
    if (disk.count('write', '.ndjson') > before + 1) return { folder, disk, store, commits }
  }
}

describe('What is there to be read beside a working desk', () => {
  it.each<[string, string, number, number]>([
    ['whole lines', 'one\ntwo\n', 8, 0],
    ['a line that is not finished', 'one\ntwo\nth', 8, 2],
    ['space reserved', `one\ntwo\n${'\0'.repeat(200_000)}`, 8, 0],
    ['part of a line in the space reserved', `one\ntwo\n\0\0re${'\0'.repeat(200_000)}`, 8, 4],
    ['a first line that is not finished', `on${'\0'.repeat(70_000)}`, 0, 2],
    ['space reserved alone', '\0'.repeat(70_000), 0, 0],
    ['a long line', `one\n${'x'.repeat(150_000)}`, 4, 150_000],
    ['nothing', '', 0, 0],
  ])('ends with its last whole line: %s', async (_, text, whole, unfinished) => {
    const folder = await folderWith({ [firstSegment]: Buffer.from(text) })
    expect(await listSegments(realFiles, folder)).toEqual([{ first: 1, bytes: text.length }])
    expect(await listWholeSegments(realFiles, folder)).toEqual({ segments: [{ first: 1, bytes: whole }], unfinished })
  })
})
