import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Files, realFiles } from '../../electron/files'
import {
  type BackupRequest,
  FolderUnfit,
  listBackups,
  StorageFailed,
  type Store,
  verifyFolder,
} from '../../electron/store'
import { FaultyFiles, failure } from '../support/faulty-files'
import { withSlashes } from '../support/slashes'
import {
  abort,
  bytesOf,
  committed,
  forEach,
  olga,
  open,
  orderedCard,
  orderNext,
  picture,
  range,
  type StoreOptions,
  quickFolder,
  write,
} from '../support/store-desk'

const credential = {
  algorithm: 'scrypt',
  cost: 131072,
  blockSize: 8,
  parallelization: 1,
  salt: 'AAEC',
  hash: 'EBES',
} as const

const anotherId = { random: () => 'another-desk' }

/** A desk with some cards, a password hash and a secret, and an empty folder for backups beside its own. */
async function deskAndFolder(options: Partial<StoreOptions> = {}) {
  const folder = await quickFolder()
  const into = join(dirname(folder), 'backups')
  await mkdir(into)
  const store = await open({ folder, ...options })
  await store.credentials.put('credential-1', credential)
  await store.secrets.put('secret-1', Uint8Array.of(1, 2, 255))
  for (const number of [1, 2, 3]) committed(await write(store, ...orderedCard(number)))
  return { folder, into, store }
}

const byHand = (into: string, more: Partial<BackupRequest> = {}): BackupRequest => ({
  into,
  kind: 'by-hand',
  by: olga,
  ...more,
})

/** The same desk once a backup of it was opened: one record more, and another identity from its next order on. */
function withAnotherIdentity(before: ReturnType<typeof picture>): ReturnType<typeof picture> {
  const sequence = before.sequence + 1
  return { ...before, sequence, desks: [...before.desks, { desk: 'another-desk', ordersAfter: 3, sequence }] }
}

/** What a call that must fail was rejected with. */
async function rejection(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => new Error('it was done'),
    (reason: unknown) => reason,
  )
  if (error instanceof Error) return error
  throw error
}

async function expectUnfit(promise: Promise<unknown>, ...words: readonly string[]) {
  const error = await rejection(promise)
  expect(error).toBeInstanceOf(FolderUnfit)
  for (const word of words) expect(error.message).toContain(word)
}

const card = (number: number) => `TC-${String(number).padStart(6, '0')}`
const cardsOf = (store: Store) => [...store.cards()].map(({ id }) => id).toSorted()

describe('A backup', () => {
  it('is a folder that opens by itself, with everything the desk had', async () => {
    const { folder, into, store } = await deskAndFolder()
    const made = await store.backup(byHand(into))
    expect(made).toMatchObject({
      name: 'card-desk-id_1-2026-11-20T09-00-00-000Z',
      path: join(into, 'card-desk-id_1-2026-11-20T09-00-00-000Z'),
      kind: 'by-hand',
      made: olga,
      desk: 'id-1',
      ...store.status().newest,
      cards: 3,
    })
    expect(Object.keys(await bytesOf(made.path)).toSorted()).toEqual([
      'backup.json',
      'credentials.json',
      'head.json',
      'journal/000000000001.ndjson',
      'secrets.json',
    ])
    expect((await verifyFolder(made.path)).ok).toBe(true)
    const expected = picture(store)
    const data = await bytesOf(folder)
    expect((await bytesOf(made.path))['journal/000000000001.ndjson']).toBe(data['journal/000000000001.ndjson'])

    const copy = await open({ folder: made.path, ids: anotherId })
    // Opened, it is a desk of its own: one more record says so.
    expect(picture(copy)).toEqual(withAnotherIdentity(expected))
    expect(copy.credentials.get('credential-1')).toEqual(credential)
    expect(copy.secrets.get('secret-1')).toEqual(Uint8Array.of(1, 2, 255))
    expect(copy.view.desks().map(({ desk }) => desk)).toEqual(['id-1', 'another-desk'])
  })

  it('says of itself what is in it, so that each of its files can be checked with SHA-256 alone', async () => {
    const { into, store } = await deskAndFolder({ segmentBytes: 2000 })
    for (const _ of range(0, 5)) await store.transact(orderNext)
    const { path, bytes } = await store.backup(byHand(into, { kind: 'daily' }))
    const text = (await readFile(join(path, 'backup.json'), 'utf8')).trimEnd()
    const [, content = '', seal] = /^(.*),"seal":"([0-9a-f]{64})"\}$/.exec(text) ?? []
    expect(createHash('sha256').update(`${content}}`).digest('hex')).toBe(seal)
    const { files, ...said } = JSON.parse(text)
    expect(said).toMatchObject({ format: 4, kind: 'daily', made: olga, desk: 'id-1', sequence: 8, cards: 8 })
    const segments = (await readdir(join(path, 'journal'))).map((name) => `journal/${name}`)
    expect(segments.length).toBeGreaterThan(2)
    const names = files.map(({ name }: { name: string }) => name)
    expect(names.toSorted()).toEqual(['credentials.json', 'head.json', 'secrets.json', ...segments].toSorted())
    let sum = 0
    for (const { name, bytes: length, sha256 } of files) {
      const content = await readFile(join(path, name))
      expect(content).toHaveLength(length)
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
      sum += length
    }
    expect(bytes).toBe(sum)
  })

  it('shows one moment while the desk goes on', async () => {
    const during: Promise<unknown>[] = []
    const disk = new FaultyFiles()
    const { into, store } = await deskAndFolder({ files: disk.files, segmentBytes: 3000 })
    const before = picture(store)
    // Whatever the backup does to the disk, the desk orders a card, and forgets a password and a secret.
    disk.fate = ({ path, operation }) => {
      if (!path.startsWith(into) || during.length > 20) return null
      if (operation === 'flush') during.push(store.credentials.keepOnly([]), store.secrets.keepOnly([]))
      during.push(store.transact(orderNext))
      return null
    }
    const made = await store.backup(byHand(into))
    disk.fate = () => null
    await Promise.all(during)
    expect(made.sequence).toBe(3)
    expect(store.view.sequence).toBeGreaterThan(10)
    expect(store.credentials.get('credential-1')).toBeUndefined()
    const copy = await open({ folder: made.path, ids: anotherId })
    expect(picture(copy)).toEqual(withAnotherIdentity(before))
    expect(copy.credentials.get('credential-1')).toEqual(credential)
    expect(copy.secrets.get('secret-1')).toHaveLength(3)
  })

  it('tells how far it is, in bytes, to the end', async () => {
    const { into, store } = await deskAndFolder({ segmentBytes: 2000 })
    const told: (readonly [number, number])[] = []
    const { bytes } = await store.backup(byHand(into, { onProgress: (done, total) => told.push([done, total]) }))
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((one, other) => one - other))
    // Copied, read back, and verified.
    expect(new Set(told.map(([, total]) => total))).toEqual(new Set([3 * bytes]))
    expect(told.at(-1)).toEqual([3 * bytes, 3 * bytes])
  })

  it('waits for the one before it, and gets a name of its own', async () => {
    const { into, store } = await deskAndFolder()
    const made = await Promise.all(range(0, 3).map(() => store.backup(byHand(into))))
    const name = 'card-desk-id_1-2026-11-20T09-00-00-000Z'
    expect(made.map((each) => each.name)).toEqual([name, `${name}-2`, `${name}-3`])
    expect((await listBackups(into)).backups).toHaveLength(3)
  })

  it('does not collide with that of another desk of the same mark at the same moment', async () => {
    const { into, store } = await deskAndFolder()
    const other = await open({ folder: await quickFolder() })
    await write(other, ...orderedCard(7))
    const made = await Promise.all([store.backup(byHand(into)), other.backup(byHand(into))])
    expect(new Set(made.map(({ name }) => name)).size).toBe(2)
    expect(made.map(({ cards }) => cards)).toEqual([3, 1])
    for (const { path } of made) expect((await verifyFolder(path)).ok).toBe(true)
  })

  it('does not take a record that is not finished along', async () => {
    const { folder, into, store } = await deskAndFolder()
    await store.close()
    await writeFile(join(folder, 'journal/000000000001.ndjson'), '{"by":{"at":', { flag: 'a' })
    const again = await open({ folder })
    expect(again.status().tornTail).not.toBeNull()
    const { path } = await again.backup(byHand(into))
    expect(await readFile(join(path, 'journal/000000000001.ndjson'), 'utf8')).not.toContain('{"by":{"at":\n')
    expect((await verifyFolder(path)).checked.join()).not.toContain('unfinished')
  })

  it('removes what a crash left of one, and nothing else', async () => {
    const { into, store } = await deskAndFolder()
    const long = new Date('2020-01-01T00:00:00Z')
    const leftover = 'card-desk-id_1-2020-01-01T00-00-00-000Z.partial'
    const foreign = 'card-desk-3f2a91c0-2020-01-01T00-00-00-000Z.partial'
    const young = 'card-desk-id_1-2020-01-02T00-00-00-000Z.partial'
    const inWork = 'card-desk-id_1-2020-01-03T00-00-00-000Z.partial'
    for (const name of [leftover, foreign, young, inWork]) {
      await mkdir(join(into, name, 'journal'), { recursive: true })
      await writeFile(join(into, name, 'journal/000000000001.ndjson'), '{}\n')
      if (name !== inWork) await utimes(join(into, name, 'journal/000000000001.ndjson'), long, long)
      for (const place of [join(into, name, 'journal'), join(into, name)])
        if (name !== young) await utimes(place, long, long)
    }
    const { name } = await store.backup(byHand(into))
    // The young one, and the one somebody wrote to just now, may be in the making by a copy of this desk elsewhere.
    expect(await readdir(into)).toEqual([foreign, young, inWork, name].toSorted())
  })

  it('is stopped on request, and what was written is gone', async () => {
    const { into, store } = await deskAndFolder({ segmentBytes: 2000 })
    for (const part of range(0, 13)) {
      const stopper = new AbortController()
      const stopAt = (done: number, total: number) => {
        if (done >= (total * part) / 12) stopper.abort(new Error(`stopped at ${part}`))
      }
      const stopped = store.backup(byHand(into, { onProgress: stopAt, signal: stopper.signal }))
      expect((await rejection(stopped)).message).toBe(`stopped at ${part}`)
      expect(await readdir(into)).toEqual([])
    }
    const before = new AbortController()
    before.abort(new Error('not wanted'))
    expect((await rejection(store.backup(byHand(into, { signal: before.signal })))).message).toBe('not wanted')
  })

  it('ends with the store', async () => {
    const disk = new FaultyFiles()
    const { into, store } = await deskAndFolder({ files: disk.files })
    let closed: Promise<void> | null = null
    disk.fate = ({ path }) => {
      if (path.includes('.partial')) closed ??= store.close()
      return null
    }
    expect(await rejection(store.backup(byHand(into)))).toBeInstanceOf(StorageFailed)
    await closed
    expect(await readdir(into)).toEqual([])
    expect(await rejection(store.backup(byHand(into)))).toBeInstanceOf(StorageFailed)
  })
})

describe('A folder for backups', () => {
  it('is refused with a sentence when it cannot be one', async () => {
    const { folder, into, store } = await deskAndFolder()
    const file = join(into, 'a file')
    await writeFile(file, '')
    await mkdir(join(folder, 'backups/mine'), { recursive: true })
    await symlink(join(folder, 'backups'), join(into, 'a way in'))
    const refused = [
      ['backups', 'is not a full path'],
      [join(into, 'nowhere'), 'is not there'],
      [file, 'is not a folder'],
      [folder, 'lies in the data folder'],
      [join(folder, 'backups/mine'), 'lies in the data folder'],
      [join(into, 'a way in'), 'lies in the data folder'],
      [join(into, 'a way in/mine'), 'lies in the data folder'],
    ] as const
    const before = await bytesOf(dirname(folder))
    for (const [path, words] of refused) await expectUnfit(store.backup(byHand(path)), words, path)
    expect(await bytesOf(dirname(folder))).toEqual(before)
  })

  it('is refused in the data folder, also when the desk was opened through a link to that', async () => {
    const { folder, store } = await deskAndFolder()
    await store.close()
    await mkdir(join(folder, 'mine'))
    const link = join(dirname(folder), 'link to the data')
    await symlink(folder, link)
    const linked = await open({ folder: link })
    await expectUnfit(linked.backup(byHand(join(folder, 'mine'))), 'lies in the data folder')
    expect(await readdir(join(folder, 'mine'))).toEqual([])
  })

  it('may be the one in which the data folder lies, or be reached through a link', async () => {
    const { folder, into, store } = await deskAndFolder()
    expect((await store.backup(byHand(dirname(folder)))).cards).toBe(3)
    const link = join(dirname(folder), 'link')
    await symlink(into, link)
    const made = await store.backup(byHand(link))
    expect(made.path.startsWith(link)).toBe(true)
    expect(await readdir(into)).toEqual([made.name])
  })

  it('gets nothing of a desk without a record', async () => {
    const folder = await quickFolder()
    const store = await open({ folder })
    await expectUnfit(store.backup(byHand(dirname(folder))), 'nothing to back up yet')
    expect(await readdir(dirname(folder))).toEqual(['data'])
  })

  it.each([
    ['ENOSPC', 'its disk is full, ENOSPC'],
    ['EROFS', 'its disk is read-only, EROFS'],
    ['EACCES', 'it may not be used by this user, EACCES'],
  ])('that answers %s gets nothing, and says so', async (code, words) => {
    const disk = new FaultyFiles()
    const { into, store } = await deskAndFolder({ files: disk.files })
    for (const operation of ['makeFolder', 'open', 'write', 'flush', 'flushFolder', 'rename'] as const) {
      disk.failOn(operation, into, code)
      await expectUnfit(store.backup(byHand(into)), words, into)
      disk.fate = () => null
      expect(await readdir(into)).toEqual([])
    }
    await store.backup(byHand(into))
  })

  it('that cannot flush names, as some network drives, is one all the same', async () => {
    const disk = new FaultyFiles()
    const { into, store } = await deskAndFolder({ files: disk.files })
    disk.failOn('flushFolder', into, 'EINVAL')
    expect((await store.backup(byHand(into))).cards).toBe(3)
  })

  it('may fail at any call, once or for good: a backup is there whole or not at all', async () => {
    const counting = new FaultyFiles()
    const first = await deskAndFolder({ files: counting.files })
    const start = counting.calls.length
    await first.store.backup(byHand(first.into))
    const count = counting.calls.length - start
    expect(count).toBeGreaterThan(40)
    await forEach(range(1, count + 1), async (number) => {
      // Every other one goes on failing, as it is when a disk is pulled out.
      const forGood = number % 2 === 0
      const disk = new FaultyFiles()
      const { into, store } = await deskAndFolder({ files: disk.files })
      const begun = disk.calls.length
      disk.fate = (_, call) => {
        const at = call - begun
        return (forGood ? at >= number : at === number) ? failure('EIO') : null
      }
      const error = await store.backup(byHand(into)).then(
        () => null,
        (reason: unknown) => reason,
      )
      disk.fate = () => null
      if (error) expect(error instanceof FolderUnfit || error instanceof StorageFailed, String(error)).toBe(true)
      const { backups, unreadable } = await listBackups(into)
      expect(unreadable, `call ${number}`).toEqual([])
      if (error && !forGood) expect(await readdir(into), `call ${number}`).toEqual([])
      for (const { path } of backups) expect((await verifyFolder(path)).ok).toBe(true)
      committed(await store.transact(orderNext))
      expect(await store.backup(byHand(into))).toMatchObject({ cards: 4 })
      await store.close()
    })
  }, 60_000)

  it('on a disk that does not keep what is written is found out', async () => {
    // One bit of what is written into the backup's journal changes on the way to the disk.
    const files: Files = {
      ...realFiles,
      async open(path, mode) {
        const file = await realFiles.open(path, mode)
        if (!withSlashes(path).includes('.partial/journal') || mode === 'read') return file
        return {
          ...file,
          async write(bytes, position) {
            const changed = Buffer.from(bytes)
            changed[100] = (changed[100] ?? 0) ^ 1
            return file.write(changed, position)
          },
        }
      },
    }
    const { into, store } = await deskAndFolder({ files })
    await expectUnfit(store.backup(byHand(into)), 'reads back differently', 'journal/000000000001.ndjson')
    expect(await readdir(into)).toEqual([])
  })

  it('gets nothing of a desk whose own journal turns out to be damaged', async () => {
    const { folder, into, store } = await deskAndFolder()
    const path = join(folder, 'journal/000000000001.ndjson')
    const journal = await readFile(path, 'utf8')
    await writeFile(path, journal.replace(card(2), card(9)))
    const error = await rejection(store.backup(byHand(into)))
    expect(error).toMatchObject({ code: 'data-unreadable', details: { file: 'journal/000000000001.ndjson', line: 2 } })
    expect(error.message).toContain('restore it from a backup')
    await writeFile(path, journal.slice(0, -200))
    expect(await rejection(store.backup(byHand(into)))).toMatchObject({ code: 'data-unreadable' })
    expect(await readdir(into)).toEqual([])
    await writeFile(path, journal)
    expect((await store.backup(byHand(into))).cards).toBe(3)
    committed(await store.transact(abort(card(1))))
    expect(cardsOf(store)).toEqual([card(1), card(2), card(3)])
  })
})
