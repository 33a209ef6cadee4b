import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  FolderUnfit,
  listBackups,
  restoreFolder,
  stageRestore,
  StorageFailed,
  type Store,
  StoreRefusal,
  verifyFolder,
} from '../../electron/store'
import { type Formats, formats } from '../../electron/store/formats'
import { seal } from '../../electron/store/seal'
import type { BackupFacts, Stamp } from '../../shared/model'
import { changesIn, FaultyFiles, failure } from '../support/faulty-files'
import {
  abort,
  accountOf,
  bytesOf,
  committed,
  forEach,
  journalLines,
  olga,
  open,
  orderNext,
  personOf,
  picture,
  range,
  refusedToOpen,
  quickFolder,
  write,
} from '../support/store-desk'
import { TestClock, TestLog } from '../support/test-desk'

const ada: Stamp = { at: '2026-11-20T12:30:00.000Z', user: 'U-000001', name: 'Ada Brandt', role: 'administrator' }
const credential = {
  algorithm: 'scrypt',
  cost: 131072,
  blockSize: 8,
  parallelization: 1,
  salt: 'AAEC',
  hash: 'EBES',
} as const
const ids = (desk: string) => ({ random: () => desk })
const fixtureOf = (format: number) => fileURLToPath(new URL(`../fixtures/data-v${format}`, import.meta.url))

interface Made {
  readonly folder: string
  readonly into: string
  readonly backup: BackupFacts
  /** The desk at the moment of the backup, and when it was closed. */
  readonly then: ReturnType<typeof picture>
  readonly later: ReturnType<typeof picture>
}

/**
 * A closed desk, a backup of it, and what it did after the backup: three cards and a person more, a card aborted,
 * a password forgotten.
 */
async function deskWithBackup(): Promise<Made> {
  const folder = await quickFolder()
  const into = join(dirname(folder), 'backups')
  await mkdir(into)
  const store = await open({ folder, ids: ids('desk-one'), segmentBytes: 2500 })
  await store.credentials.put('credential-1', credential)
  await store.secrets.put('secret-1', Uint8Array.of(7))
  for (const _ of range(0, 3)) committed(await store.transact(orderNext))
  const then = picture(store)
  const backup = await store.backup({ into, kind: 'by-hand', by: olga })
  for (const _ of range(0, 3)) committed(await store.transact(orderNext))
  committed(await write(store, { type: 'person-saved', person: personOf(1) }))
  committed(await store.transact(abort('TC-000002')))
  await store.credentials.keepOnly([])
  const later = picture(store)
  await store.close()
  return { folder, into, backup, then, later }
}

/** Numbers of cards, orders and persons that both desks had given out; where the next ones go on. */
const afterBoth = ['C-000001', 'TC-000007', 'O-000007', 'P-000002']

/** The desk of the backup, under another identity, with the numbers of the one that was replaced. */
function restoredPicture({ then, later }: Made, desk = 'desk-restored') {
  const sequence = then.sequence + 1
  return { ...then, sequence, next: later.next, desks: [...then.desks, { desk, ordersAfter: 3, sequence }] }
}

/** Opens a folder, as its next start does. */
const start = (folder: string, desk = 'desk-restored') => open({ folder, ids: ids(desk) })

async function pictureOf(folder: string, desk?: string) {
  const store = await start(folder, desk)
  const found = picture(store)
  await store.close()
  return found
}

/** What was replaced, opened somewhere else by itself. */
async function replacedOf(folder: string): Promise<ReturnType<typeof picture>> {
  const names = await readdir(join(folder, 'replaced'))
  expect(names).toHaveLength(1)
  const elsewhere = await quickFolder('elsewhere')
  await cp(join(folder, 'replaced', names[0] ?? ''), elsewhere, { recursive: true })
  expect((await verifyFolder(elsewhere)).ok).toBe(true)
  return pictureOf(elsewhere)
}

async function copyOf(folder: string): Promise<string> {
  const copy = await quickFolder()
  await cp(folder, copy, { recursive: true })
  return copy
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error('it was done'),
    (reason: unknown) => reason,
  )
}

async function expectUnfit(promise: Promise<unknown>, ...words: readonly string[]) {
  const error = await rejection(promise)
  expect(error).toBeInstanceOf(FolderUnfit)
  for (const each of words) expect(String(error)).toContain(each)
}

describe('A restore', () => {
  it('puts the desk of the backup in place at the next start, and what was there aside', async () => {
    const made = await deskWithBackup()
    const { folder, backup } = made
    const before = await bytesOf(folder)
    expect(await stageRestore(folder, backup.path, ada)).toEqual(backup)
    // Until then nothing of the data is touched.
    const { 'restore.json': armed, ...others } = await bytesOf(folder)
    expect(armed).toBeDefined()
    expect(Object.fromEntries(Object.entries(others).filter(([name]) => !name.startsWith('restoring/')))).toEqual(
      before,
    )

    const log = new TestLog()
    const store = await open({ folder, ids: ids('desk-restored'), log })
    expect(picture(store)).toEqual(restoredPicture(made))
    expect(store.view.nextIds('temporary-card', 1)).toEqual(['TC-000007'])
    expect(afterBoth.every((id) => picture(store).next.includes(id))).toBe(true)
    expect(store.credentials.get('credential-1')).toEqual(credential)
    expect(store.secrets.get('secret-1')).toEqual(Uint8Array.of(7))
    const { records } = await store.changes('settings-and-accounts', 1)
    expect(records).toEqual([
      {
        sequence: 4,
        by: ada,
        changes: [
          {
            kind: 'restored',
            event: {
              type: 'desk-restored',
              desk: 'desk-restored',
              backup: { desk: 'desk-one', sequence: 3, hash: backup.hash, at: olga.at },
              numbers: { 'temporary-card': 6, order: 6, person: 1 },
            },
          },
        ],
      },
    ])
    committed(await store.transact(orderNext))
    await store.close()
    expect((await readdir(folder)).toSorted()).toEqual(
      ['credentials.json', 'head.json', 'journal', 'lock.sqlite', 'replaced', 'secrets.json', 'snapshot'].toSorted(),
    )
    expect((await verifyFolder(folder)).ok).toBe(true)
    expect(await replacedOf(folder)).toEqual(made.later)
    expect(log.lines.filter((line) => line.includes('backup put in place'))).toHaveLength(1)
    expect((await pictureOf(folder, 'not used')).desks).toHaveLength(2)
  })

  it('can be staged while the desk works: what it still writes is put aside with the rest', async () => {
    const made = await deskWithBackup()
    const { folder, backup } = made
    const store = await start(folder, 'not used')
    const staging = stageRestore(folder, backup.path, ada)
    committed(await store.transact(orderNext))
    await staging
    committed(await store.transact(orderNext))
    await store.checkpoint()
    await store.close()
    const again = await start(folder)
    expect(again.view.nextIds('temporary-card', 1)).toEqual(['TC-000009'])
    expect(again.view.sequence).toBe(4)
    await again.close()
    expect((await replacedOf(folder)).cards).toHaveLength(8)
  })

  it('keeps logs, backups, notes of upkeep and what is not the desk’s where they are', async () => {
    const { folder, backup } = await deskWithBackup()
    const kept = [
      'logs/card-desk.log',
      'backups/format-3/head.json',
      'upkeep.json',
      'letter.txt',
      'replaced/old/head.json',
    ]
    for (const name of kept) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), `this is ${name}`)
    }
    await mkdir(join(folder, 'set-aside'))
    await writeFile(join(folder, 'set-aside/2026.torn'), '{')
    await stageRestore(folder, backup.path, ada)
    await pictureOf(folder)
    for (const name of kept) expect(await readFile(join(folder, name), 'utf8')).toBe(`this is ${name}`)
    expect(await readdir(folder)).not.toContain('set-aside')
    const aside = (await readdir(join(folder, 'replaced'))).find((name) => name !== 'old') ?? ''
    expect(aside).toBe('2026-11-20T09-00-00-000Z')
    expect((await readdir(join(folder, 'replaced', aside))).toSorted()).toEqual(
      ['credentials.json', 'head.json', 'journal', 'secrets.json', 'set-aside', 'snapshot'].toSorted(),
    )
  })

  it('can be done again, of the same backup or of one of the restored desk', async () => {
    const made = await deskWithBackup()
    const { folder, into, backup } = made
    for (const desk of ['desk-two', 'desk-three']) {
      await stageRestore(folder, backup.path, ada)
      const store = await start(folder, desk)
      committed(await store.transact(orderNext))
      await store.close()
    }
    const store = await start(folder, 'not used')
    expect(store.view.desks().map(({ desk }) => desk)).toEqual(['desk-one', 'desk-three'])
    expect(store.view.nextIds('order', 1)).toEqual(['O-000009'])
    const second = await store.backup({ into, kind: 'daily', by: olga })
    expect(second.desk).toBe('desk-three')
    await stageRestore(folder, second.path, ada)
    await store.close()
    const last = await start(folder, 'desk-four')
    expect(last.view.desks()).toEqual([
      { desk: 'desk-one', ordersAfter: 0, sequence: 1 },
      { desk: 'desk-three', ordersAfter: 3, sequence: 4 },
      { desk: 'desk-four', ordersAfter: 8, sequence: 6 },
    ])
    await last.close()
    expect(await readdir(join(folder, 'replaced'))).toEqual([
      '2026-11-20T09-00-00-000Z',
      '2026-11-20T09-00-00-000Z-2',
      '2026-11-20T09-00-00-000Z-3',
    ])
  })

  it('drops one that was armed before', async () => {
    const made = await deskWithBackup()
    const { folder, into, backup } = made
    const store = await start(folder, 'not used')
    const newer = await store.backup({ into, kind: 'by-hand', by: olga })
    await store.close()
    await stageRestore(folder, backup.path, ada)
    await stageRestore(folder, newer.path, ada)
    expect((await pictureOf(folder)).cards).toHaveLength(6)
  })

  it('is stopped on request, and nothing is left of it', async () => {
    const { folder, backup, later } = await deskWithBackup()
    const before = await bytesOf(folder)
    for (const part of range(0, 13)) {
      const stopper = new AbortController()
      const stopAt = (done: number, total: number) => {
        if (done >= (total * part) / 12) stopper.abort(new Error(`stopped at ${part}`))
      }
      const stopped = await rejection(stageRestore(folder, backup.path, ada, stopAt, stopper.signal))
      expect(stopped).toMatchObject({ message: `stopped at ${part}` })
      expect(await bytesOf(folder)).toEqual(before)
    }
    expect(await pictureOf(folder)).toEqual(later)
  })
})

describe('A restore that is interrupted', () => {
  it('while it is copied leaves the desk that is there, or is armed and leads to the desk of the backup', async () => {
    const made = await deskWithBackup()
    const counting = new FaultyFiles()
    const counted = await copyOf(made.folder)
    await stageRestore(counted, made.backup.path, ada, undefined, undefined, { files: counting.files })
    const ends = new Set<string>()
    await forEach(changesIn(counting), async (last) => {
      const folder = await copyOf(made.folder)
      const disk = new FaultyFiles()
      disk.fate = (_, number) => (number > last ? failure('EIO') : null)
      const staged = stageRestore(folder, made.backup.path, ada, undefined, undefined, { files: disk.files })
      const error = await rejection(staged)
      expect(error instanceof StorageFailed || error instanceof FolderUnfit, String(error)).toBe(true)
      const found = await pictureOf(folder)
      const isOld = found.desks.length === 1
      ends.add(isOld ? 'old' : 'new')
      expect(found, `after call ${last}`).toEqual(isOld ? made.later : restoredPicture(made))
      expect(await readdir(folder)).not.toContain('restoring')
    })
    expect(ends).toContain('old')
  }, 60_000)

  it('by a disk that fails once while it is copied is refused, and nothing is left of it', async () => {
    const made = await deskWithBackup()
    const data = await bytesOf(made.folder)
    const counting = new FaultyFiles()
    const counted = await copyOf(made.folder)
    await stageRestore(counted, made.backup.path, ada, undefined, undefined, { files: counting.files })
    await forEach(range(1, counting.calls.length + 1), async (number) => {
      const folder = await copyOf(made.folder)
      const disk = new FaultyFiles()
      disk.fate = (_, call) => (call === number ? failure('EIO') : null)
      const staged = stageRestore(folder, made.backup.path, ada, undefined, undefined, { files: disk.files })
      const error = await rejection(staged)
      expect(error instanceof StorageFailed || error instanceof FolderUnfit, String(error)).toBe(true)
      expect(await bytesOf(folder), `call ${number}`).toEqual(data)
      expect(await readdir(folder), `call ${number}`).not.toContain('restoring')
    })
  }, 60_000)

  it('once it is armed ends at a later start: the desk of the backup, whole, and the replaced one, whole', async () => {
    const made = await deskWithBackup()
    const data = await bytesOf(made.folder)
    await stageRestore(made.folder, made.backup.path, ada)
    const counting = new FaultyFiles()
    const whole = await open({ folder: await copyOf(made.folder), ids: ids('desk-restored'), files: counting.files })
    const points = changesIn(counting)
    await whole.close()
    expect(points.length).toBeGreaterThan(20)
    await forEach(points, async (last) => {
      const folder = await copyOf(made.folder)
      const disk = new FaultyFiles()
      disk.fate = (_, number) => (number > last ? failure('EIO') : null)
      expect((await refusedToOpen({ folder, ids: ids('desk-restored'), files: disk.files })).code).toBe(
        'folder-unusable',
      )
      const store = await start(folder, 'desk-later')
      // Which of the two starts gave it its name is a matter of when the first one broke off.
      const [, { desk = '' } = {}, ...more] = store.view.desks()
      expect(more).toEqual([])
      expect(picture(store), `after call ${last}`).toEqual(restoredPicture(made, desk))
      expect(store.credentials.get('credential-1')).toEqual(credential)
      await store.close()
      expect(await readdir(folder)).not.toContain('restore.json')
      expect(await readdir(folder)).not.toContain('restoring')
      const [aside = ''] = await readdir(join(folder, 'replaced'))
      expect(await bytesOf(join(folder, 'replaced', aside)), `after call ${last}`).toEqual(data)
    })
  }, 120_000)

  it('by a disk that fails once is refused, or done, and done at the next start', async () => {
    const made = await deskWithBackup()
    const data = await bytesOf(made.folder)
    await stageRestore(made.folder, made.backup.path, ada)
    const counting = new FaultyFiles()
    const whole = await open({ folder: await copyOf(made.folder), ids: ids('desk-restored'), files: counting.files })
    const count = counting.calls.length
    await whole.close()
    await forEach(range(1, count + 1), async (number) => {
      const folder = await copyOf(made.folder)
      const disk = new FaultyFiles()
      disk.fate = (_, call) => (call === number ? failure('EIO') : null)
      const first = await open({ folder, ids: ids('desk-restored'), files: disk.files }).catch(
        (error: unknown) => error,
      )
      if (first instanceof Error) expect(first, `call ${number}`).toBeInstanceOf(StoreRefusal)
      else await (first as Store).close()
      const store = await start(folder, 'desk-later')
      const [, { desk = '' } = {}] = store.view.desks()
      expect(picture(store), `call ${number}`).toEqual(restoredPicture(made, desk))
      await store.close()
      const [aside = ''] = await readdir(join(folder, 'replaced'))
      expect(await bytesOf(join(folder, 'replaced', aside)), `call ${number}`).toEqual(data)
    })
  }, 60_000)

  it('is not begun when somebody took the staged backup away', async () => {
    const { folder, into, backup, later } = await deskWithBackup()
    await stageRestore(folder, backup.path, ada)
    await rm(join(folder, 'restoring/journal'), { recursive: true })
    const before = await bytesOf(folder)
    const refused = await refusedToOpen({ folder })
    expect(refused).toMatchObject({ code: 'data-unreadable', details: { file: 'restore.json' } })
    expect(refused.message).toContain('desk -- restore')
    expect(await bytesOf(folder)).toEqual(before)
    // Another one than was armed is none either.
    const store = await open({ folder: await copyOf(backup.path) })
    committed(await store.transact(orderNext))
    const other = await store.backup({ into, kind: 'by-hand', by: ada })
    await rm(join(folder, 'restoring'), { recursive: true })
    await cp(other.path, join(folder, 'restoring'), { recursive: true })
    expect(await refusedToOpen({ folder })).toMatchObject({ details: { file: 'restore.json' } })
    await rm(join(folder, 'restore.json'))
    expect(await pictureOf(folder)).toEqual(later)
  })

  it('stops the start when what is known of it is damaged or newer, and nothing is touched', async () => {
    const { folder, backup } = await deskWithBackup()
    await stageRestore(folder, backup.path, ada)
    const path = join(folder, 'restore.json')
    const text = await readFile(path, 'utf8')
    const newer = `${
      seal(
        text
          .trimEnd()
          .replace(/,"seal":.*$/, '}')
          .replace('"format":4', '"format":5'),
        'seal',
      ).text
    }\n`
    const aside = text
      .replace('"aside":null', '"aside":"../elsewhere"')
      .trimEnd()
      .replace(/,"seal":.*$/, '}')
    const cases = [
      [text.replace('Ada', 'Eva'), 'data-unreadable'],
      [newer, 'data-newer'],
      [`${seal(aside, 'seal').text}\n`, 'data-unreadable'],
    ] as const
    for (const [content, code] of cases) {
      await writeFile(path, content)
      const before = await bytesOf(folder)
      expect((await refusedToOpen({ folder })).code).toBe(code)
      expect(await bytesOf(folder)).toEqual(before)
    }
    await writeFile(path, newer)
    await expect(stageRestore(folder, backup.path, ada)).rejects.toThrow('format 5')
    expect(await readFile(path, 'utf8')).toBe(newer)
  })
})

describe('A backup that is not right', () => {
  it('is refused, whatever is wrong, and the data folder is left byte for byte', async () => {
    const { folder, into, backup } = await deskWithBackup()
    const before = await bytesOf(folder)
    const spoiled = async (change: (path: string) => Promise<unknown>) => {
      const path = join(into, 'spoiled')
      await rm(path, { recursive: true, force: true, maxRetries: 3 })
      await cp(backup.path, path, { recursive: true })
      await change(path)
      await expectUnfit(stageRestore(folder, path, ada), path)
      expect(await bytesOf(folder)).toEqual(before)
    }
    for (const name of Object.keys(await bytesOf(backup.path))) {
      await spoiled(async (path) => {
        const bytes = await readFile(join(path, name))
        bytes[50] = (bytes[50] ?? 0) ^ 1
        await writeFile(join(path, name), bytes)
      })
      await spoiled((path) => rm(join(path, name)))
      await spoiled(async (path) => {
        await rename(join(path, name), join(path, 'elsewhere'))
        await symlink(join(path, 'elsewhere'), join(path, name))
      })
      await spoiled(async (path) => writeFile(join(path, name), (await readFile(join(path, name))).subarray(0, 60)))
    }
  })

  it('is refused when its files are what it says, but do not make a desk', async () => {
    const { folder, into, backup } = await deskWithBackup()
    const before = await bytesOf(folder)
    const path = join(into, 'made up')
    await cp(backup.path, path, { recursive: true })
    const description = (await readFile(join(path, 'backup.json'), 'utf8')).trimEnd().replace(/,"seal":.*$/, '}')
    const change = (from: string | RegExp, to: string) =>
      writeFile(join(path, 'backup.json'), `${seal(description.replace(from, to), 'seal').text}\n`)
    await change('"sequence":3', '"sequence":2')
    await expectUnfit(stageRestore(folder, path, ada), 'its records are not those of record 2')
    await change('"cards":3', '"cards":4')
    await expectUnfit(stageRestore(folder, path, ada), 'its records are not those')
    // Without its anchor nobody can tell whether records were cut off.
    await change(/\{"name":"head.json"[^}]*\},/, '')
    await expectUnfit(stageRestore(folder, path, ada), 'head.json')
    expect(await bytesOf(folder)).toEqual(before)
  })

  it('of a newer version is refused untouched, and so is the data of one, which a backup of this one replaces', async () => {
    const { folder, into, backup } = await deskWithBackup()
    const same = (value: Readonly<Record<string, unknown>>) => value
    const step = { to: 5, what: 'nothing', record: same, credentials: same, secrets: same }
    const next: Formats = { current: 5, migrations: [...formats.migrations, step] }
    const store = await open({ folder, formats: next })
    committed(await store.transact(orderNext))
    const newer = await store.backup({ into, kind: 'by-hand', by: ada })
    await store.close()
    const [bytes, data] = [await bytesOf(newer.path), await bytesOf(folder)]
    await expectUnfit(stageRestore(folder, newer.path, ada), 'newer version', 'format 5', newer.path)
    expect((await refusedToOpen({ folder: newer.path })).code).toBe('data-newer')
    expect((await refusedToOpen({ folder })).code).toBe('data-newer')
    expect([await bytesOf(newer.path), await bytesOf(folder)]).toEqual([bytes, data])

    await stageRestore(folder, backup.path, ada)
    expect((await pictureOf(folder)).cards).toHaveLength(3)
    const [aside = ''] = await readdir(join(folder, 'replaced'))
    const replaced = await bytesOf(join(folder, 'replaced', aside))
    expect(replaced).toEqual(Object.fromEntries(Object.entries(data).filter(([name]) => !name.startsWith('backups/'))))
  })

  it('is refused when the desk in it could not be opened, because passwords of its accounts are missing', async () => {
    const folder = await quickFolder()
    const store = await open({ folder, ids: ids('desk-one') })
    const account = accountOf(1, { credential: 'credential-1' })
    committed(await write(store, { type: 'account-saved', change: 'added', account }))
    const into = dirname(folder)
    const lacking = await store.backup({ into, kind: 'by-hand', by: olga })
    await store.credentials.put('credential-1', credential)
    const whole = await store.backup({ into, kind: 'by-hand', by: olga })
    const before = await readdir(folder)
    await expectUnfit(stageRestore(folder, lacking.path, ada), 'credentials.json', 'password of an account is missing')
    expect(await readdir(folder)).toEqual(before)
    expect((await stageRestore(folder, whole.path, ada)).sequence).toBe(1)
  })

  it('is never restored into itself', async () => {
    const { into, backup } = await deskWithBackup()
    const before = await bytesOf(backup.path)
    await symlink(backup.path, join(into, 'link'))
    for (const folder of [backup.path, join(backup.path, 'data'), join(into, 'link')]) {
      const restoring = restoreFolder({
        folder,
        from: backup.path,
        by: ada,
        clock: new TestClock(),
        log: new TestLog(),
        ids: ids('x'),
      })
      await expectUnfit(restoring, 'Name another data folder')
    }
    expect(await bytesOf(backup.path)).toEqual(before)
  })

  it('is refused with a sentence where there is none', async () => {
    const { folder, into, backup } = await deskWithBackup()
    await expectUnfit(stageRestore(folder, 'backups', ada), 'not named by its full path')
    await expectUnfit(stageRestore(folder, join(into, 'nowhere'), ada), 'There is no backup')
    await expectUnfit(stageRestore(folder, into, ada), 'There is no backup')
    await expectUnfit(stageRestore(folder, folder, ada), 'There is no backup')
    const disk = new FaultyFiles()
    for (const operation of ['open', 'read'] as const) {
      disk.failOn(operation, backup.path, 'EIO')
      const staged = stageRestore(folder, backup.path, ada, undefined, undefined, { files: disk.files })
      await expectUnfit(staged, 'its disk reported an error, EIO')
    }
    disk.failOn('writeDurably', 'restoring', 'ENOSPC')
    disk.failOn('write', 'restoring', 'ENOSPC')
    const full = await rejection(stageRestore(folder, backup.path, ada, undefined, undefined, { files: disk.files }))
    expect(full).toBeInstanceOf(StorageFailed)
    expect(String(full)).toContain('ENOSPC')
    expect(await readdir(folder)).not.toContain('restoring')
  })
})

describe('A backup that is opened', () => {
  it('by itself is a desk of its own, once', async () => {
    const made = await deskWithBackup()
    const { path } = made.backup
    const store = await start(path, 'desk-opened')
    expect(store.view.desks()).toEqual([
      { desk: 'desk-one', ordersAfter: 0, sequence: 1 },
      { desk: 'desk-opened', ordersAfter: 3, sequence: 4 },
    ])
    const { records } = await store.changes('settings-and-accounts', 1)
    expect(records).toMatchObject([{ by: { role: 'system' }, changes: [{ kind: 'restored', event: { numbers: {} } }] }])
    expect(await readdir(path)).not.toContain('backup.json')
    await store.close()
    expect((await pictureOf(path, 'not used')).desks).toHaveLength(2)
    expect((await verifyFolder(path)).ok).toBe(true)
  })

  it('anywhere interrupted is one all the same', async () => {
    const made = await deskWithBackup()
    const counting = new FaultyFiles()
    await open({ folder: await copyOf(made.backup.path), ids: ids('desk-opened'), files: counting.files })
    await forEach(changesIn(counting), async (last) => {
      const folder = await copyOf(made.backup.path)
      const disk = new FaultyFiles()
      disk.fate = (_, number) => (number > last ? failure('EIO') : null)
      await refusedToOpen({ folder, ids: ids('desk-opened'), files: disk.files })
      const store = await start(folder, 'desk-later')
      expect(store.view.desks(), `after call ${last}`).toHaveLength(2)
      expect(store.view.sequence).toBe(4)
      expect(await readdir(folder)).not.toContain('backup.json')
      await store.close()
    })
  }, 60_000)

  it('by copying it over a data folder shows nothing of what was there, but goes on from its numbers', async () => {
    const made = await deskWithBackup()
    const { folder, backup } = made
    await rm(join(folder, 'journal'), { recursive: true })
    await cp(backup.path, folder, { recursive: true })
    expect(await pictureOf(folder)).toEqual(restoredPicture(made))
    expect((await verifyFolder(folder)).ok).toBe(true)
  })

  it('with records cut off its end is refused, even without its anchor', async () => {
    const { backup } = await deskWithBackup()
    const journal = join(backup.path, 'journal')
    const newest = join(journal, (await readdir(journal)).at(-1) ?? '')
    const text = await readFile(newest, 'utf8')
    await writeFile(newest, text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1))
    await rm(join(backup.path, 'head.json'))
    const before = await bytesOf(backup.path)
    const refused = await refusedToOpen({ folder: backup.path })
    expect(refused).toMatchObject({ code: 'data-unreadable', details: { file: 'backup.json', sequence: 3 } })
    const { 'restore.json': _, ...after } = await bytesOf(backup.path)
    expect(after).toEqual(before)
  })
})

describe('Restoring into a folder', () => {
  const options = (folder: string, from: string) => ({
    ...{ folder, from, by: ada, clock: new TestClock(), log: new TestLog(), ids: ids('desk-restored') },
  })

  it('makes it when it is not there', async () => {
    const { backup, then } = await deskWithBackup()
    const folder = await quickFolder('new one/data')
    const done = await restoreFolder(options(folder, backup.path))
    expect(done).toMatchObject({ backup, replaced: null, status: { desk: 'desk-restored', sequence: 4, cards: 3 } })
    expect((await pictureOf(folder, 'not used')).cards).toEqual(then.cards)
  })

  it('replaces what cannot be read any more, and still goes on from its numbers', async () => {
    const made = await deskWithBackup()
    const { folder, backup } = made
    const [, damaged = ''] = await readdir(join(folder, 'journal'))
    const path = join(folder, 'journal', damaged)
    const lines = (await readFile(path, 'utf8')).split('\n')
    await writeFile(path, ['{"damaged":', ...lines.slice(1)].join('\n'))
    for (const name of ['head.json', 'credentials.json', 'snapshot']) await rm(join(folder, name), { recursive: true })
    expect((await refusedToOpen({ folder })).code).toBe('data-unreadable')
    const before = await bytesOf(folder)
    const { replaced } = await restoreFolder(options(folder, backup.path))
    expect(replaced).toBe(join(folder, 'replaced/2026-11-20T09-00-00-000Z'))
    expect(await bytesOf(replaced ?? '')).toEqual(before)
    const store = await start(folder, 'not used')
    // The newest records are whole: their numbers count.
    expect(store.view.nextIds('temporary-card', 1)).toEqual(['TC-000007'])
    expect(store.view.nextIds('person', 1)).toEqual(['P-000002'])
  })

  it('goes on from the numbers of records whose predecessors are gone', async () => {
    const { folder, backup } = await deskWithBackup()
    await rm(join(folder, 'journal/000000000001.ndjson'))
    await rm(join(folder, 'snapshot'), { recursive: true })
    await restoreFolder(options(folder, backup.path))
    const store = await start(folder, 'not used')
    expect(afterBoth.slice(1)).toEqual(
      (['temporary-card', 'order', 'person'] as const).flatMap((counter) => store.view.nextIds(counter, 1)),
    )
  })

  it('ends one that was interrupted first, and nothing of either is lost', async () => {
    const made = await deskWithBackup()
    const { folder, backup } = made
    await stageRestore(folder, backup.path, ada)
    const disk = new FaultyFiles()
    disk.failOn('rename', join(folder, 'credentials.json'), 'EIO')
    expect((await refusedToOpen({ folder, files: disk.files })).code).toBe('folder-unusable')
    await expectUnfit(stageRestore(folder, backup.path, ada), 'was begun and not finished')
    expect(await verifyFolder(folder)).toMatchObject({
      ok: false,
      fault: { file: 'restore.json', what: 'a restore was begun and not finished' },
      advice: expect.stringMatching(/^Start Card Desk/),
    })
    const { replaced, status } = await restoreFolder(options(folder, backup.path))
    expect(status).toMatchObject({ desk: 'desk-restored', cards: 3 })
    expect(picture(await start(folder, 'not used')).next).toEqual(made.later.next)
    expect((await verifyFolder(join(folder, 'replaced/2026-11-20T09-00-00-000Z'))).records).toBe(made.later.sequence)
    expect((await verifyFolder(replaced ?? '')).records).toBe(made.then.sequence)
  })

  it('is refused while a desk has it open', async () => {
    const { folder, backup } = await deskWithBackup()
    await start(folder, 'not used')
    expect(await rejection(restoreFolder(options(folder, backup.path)))).toMatchObject({ code: 'folder-locked' })
    expect(await readdir(folder)).not.toContain('restoring')
  })

  it('makes nothing for a backup that cannot be used', async () => {
    const { into } = await deskWithBackup()
    const folder = await quickFolder()
    await expectUnfit(restoreFolder(options(folder, into)), 'There is no backup')
    expect(await readdir(dirname(folder))).toEqual([])
  })

  it.each([1, 2, 3])('brings a backup from before the migration of format %i up to date', async (format) => {
    const old = await copyOf(fixtureOf(format))
    const expected = await pictureOf(old)
    const { backups } = await listBackups(join(old, 'backups'))
    expect(backups).toMatchObject([{ kind: 'migration', desk: 'desk-of-the-fixture', cards: expected.cards.length }])
    const [{ path = '' } = {}] = backups
    const folder = await quickFolder()
    await restoreFolder(options(folder, path))
    const found = await pictureOf(folder, 'not used')
    expect({ ...found, sequence: found.sequence - 1, desks: found.desks.slice(0, 1) }).toEqual(expected)
    const [first] = await journalLines(folder)
    expect(first).toBe((await journalLines(fixtureOf(format)))[0])
  })
})

describe('Other programs', () => {
  it('find no desk in a folder where a restore stopped halfway', async () => {
    const made = await deskWithBackup()
    await stageRestore(made.folder, made.backup.path, ada)
    const counting = new FaultyFiles()
    await (await open({ folder: await copyOf(made.folder), files: counting.files })).close()
    const moves = counting.calls.filter(({ operation, path }) => operation === 'rename' && !path.endsWith('.json.new'))
    let refused = 0
    for (const last of range(1, moves.length)) {
      const folder = await copyOf(made.folder)
      const disk = new FaultyFiles()
      let done = 0
      disk.fate = ({ operation }) => (operation === 'rename' && done++ >= last ? failure('EIO') : null)
      const opened = await rejection(open({ folder, files: disk.files }))
      if (!(opened instanceof StoreRefusal)) continue
      // What a version without restores sees: the files of the data alone. With none of them, it sees an empty folder.
      const seen = await copyOf(folder)
      for (const name of ['restore.json', 'restoring', 'replaced', 'lock.sqlite'])
        await rm(join(seen, name), { recursive: true, force: true, maxRetries: 3 })
      if ((await readdir(seen)).length === 0) continue
      const found = await pictureOf(seen, 'not used').catch((reason: unknown) => reason)
      if (found instanceof StoreRefusal) {
        refused += 1
        continue
      }
      expect([made.then.cards, made.later.cards]).toContainEqual((found as ReturnType<typeof picture>).cards)
    }
    expect(refused).toBeGreaterThan(2)
  })
})
