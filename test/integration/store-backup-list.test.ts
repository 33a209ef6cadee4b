import { cp, mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FolderUnfit, listBackups, removeOldBackups, type Store } from '../../electron/store'
import { formats } from '../../electron/store/formats'
import { seal } from '../../electron/store/seal'
import type { BackupKind } from '../../shared/model'
import { FaultyFiles } from '../support/faulty-files'
import { bytesOf, committed, olga, open, orderNext, quickFolder } from '../support/store-desk'

/** A desk with one card, and an empty folder for backups beside its own. */
async function deskAndFolder(desk = 'desk-one') {
  const folder = await quickFolder()
  const into = join(dirname(folder), 'backups')
  await mkdir(into)
  const store = await open({ folder, ids: { random: () => desk } })
  committed(await store.transact(orderNext))
  return { folder, into, store }
}

/** A backup of the first of November, or another day of it, after one more card was ordered. */
async function backupOf(store: Store, into: string, day: number, kind: BackupKind = 'daily') {
  committed(await store.transact(orderNext))
  const at = `2026-11-${String(day).padStart(2, '0')}T08:00:00.000Z`
  return store.backup({ into, kind, by: { ...olga, at } })
}

const namesIn = async (into: string) => (await listBackups(into)).backups.map(({ name }) => name)

describe('A list of backups', () => {
  it('has the newest first, of every desk and kind', async () => {
    const { into, store } = await deskAndFolder()
    const { store: other } = await deskAndFolder('desk-two')
    const second = await backupOf(store, into, 2, 'by-hand')
    const first = await backupOf(other, into, 1)
    const third = await backupOf(store, into, 3)
    expect(await listBackups(into)).toEqual({ backups: [third, second, first], unreadable: [] })
  })

  it('knows a backup by what it says, whatever its folder is called now', async () => {
    const { into, store } = await deskAndFolder()
    const { path } = await backupOf(store, into, 1)
    await rename(path, join(into, 'vor dem Umzug'))
    expect(await namesIn(into)).toEqual(['vor dem Umzug'])
  })

  it('names what looks like a backup and is none, follows no link, and leaves everything as it is', async () => {
    const { folder, into, store } = await deskAndFolder()
    const good = await backupOf(store, into, 1)
    const copy = async (name: string) => {
      await cp(good.path, join(into, name), { recursive: true })
      return join(into, name)
    }
    const spoil = async (name: string, file: string, change: (text: string) => string) => {
      const path = join(await copy(name), file)
      await writeFile(path, change(await readFile(path, 'utf8')))
    }
    const resealed = (change: (text: string) => string) => (text: string) =>
      `${seal(change(text.replace(/,"seal":.*$/, '}').trimEnd()), 'seal').text}\n`
    await spoil('a changed word', 'backup.json', (text) => text.replace('"cards":2', '"cards":9'))
    await spoil('no json', 'backup.json', () => 'nothing of the kind')
    await spoil(
      'a newer one',
      'backup.json',
      resealed((text) => text.replace('"format":4', '"format":5')),
    )
    await spoil(
      'more than it should say',
      'backup.json',
      resealed((text) => text.replace('{', '{"more":1,')),
    )
    await spoil(
      'a way out',
      'backup.json',
      resealed((text) => text.replace('"head.json"', '"../head.json"')),
    )
    await spoil(
      'so long that reading it would hold the desk up',
      'backup.json',
      resealed((text) => text.replace('"name":"', `"name":"${'O'.repeat(2e6)}`)),
    )
    await spoil('longer', 'head.json', (text) => `${text}\n`)
    await truncate(join(await copy('shorter'), 'journal/000000000001.ndjson'), 100)
    await rm(join(await copy('a file less'), 'credentials.json'))
    const linked = await copy('a link in it')
    await rm(join(linked, 'secrets.json'))
    await symlink(join(folder, 'secrets.json'), join(linked, 'secrets.json'))
    const elsewhere = await copy('linked description')
    await rename(join(elsewhere, 'backup.json'), join(elsewhere, 'real.json'))
    await symlink('real.json', join(elsewhere, 'backup.json'))
    await mkdir(join(into, 'card-desk-of-somebody'))
    await symlink(good.path, join(into, 'card-desk-linked'))
    // These do not even look like one.
    await mkdir(join(into, 'holiday pictures'))
    await symlink(good.path, join(into, 'a link'))
    await writeFile(join(into, 'card-desk-notes.txt'), '')
    await mkdir(join(into, 'card-desk-desk-one-2026.partial'))
    const before = await bytesOf(into)
    const { backups, unreadable } = await listBackups(into)
    expect(backups).toEqual([good])
    expect(unreadable).toEqual(
      [
        'a changed word',
        'no json',
        'a newer one',
        'more than it should say',
        'a way out',
        'so long that reading it would hold the desk up',
        'longer',
        'shorter',
        'a file less',
        'a link in it',
        'linked description',
        'card-desk-of-somebody',
        'card-desk-linked',
      ].toSorted(),
    )
    expect(await bytesOf(into)).toEqual(before)
  })

  it('is read by a newer version, too', async () => {
    const { into, store } = await deskAndFolder()
    const made = await backupOf(store, into, 1)
    const same = (value: Readonly<Record<string, unknown>>) => value
    const step = { to: 5, what: 'nothing', record: same, credentials: same, secrets: same }
    const next = { current: 5, migrations: [...formats.migrations, step] }
    expect(await listBackups(into, { formats: next })).toEqual({ backups: [made], unreadable: [] })
  })

  it('is refused with a sentence where there is no folder to read', async () => {
    const { folder, into } = await deskAndFolder()
    const file = join(folder, 'head.json')
    const refused = [
      ['backups', 'is not a full path'],
      [join(into, 'nowhere'), 'is not there'],
      [file, 'is not a folder'],
    ] as const
    for (const [path, words] of refused) {
      const error = await listBackups(path).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(FolderUnfit)
      expect(String(error)).toContain(words)
    }
    const disk = new FaultyFiles()
    for (const operation of ['follow', 'look', 'list'] as const) {
      disk.failOn(operation, into, 'EACCES')
      await expect(listBackups(into, { files: disk.files })).rejects.toThrow('it may not be used by this user, EACCES')
    }
  })
})

describe('Old backups', () => {
  it('are removed but for the newest daily ones of that desk', async () => {
    const { into, store } = await deskAndFolder()
    const { store: other } = await deskAndFolder('desk-two')
    const daily = []
    for (const day of [1, 2, 3, 4]) daily.push((await backupOf(store, into, day)).name)
    const kept = [
      (await backupOf(store, into, 1, 'by-hand')).name,
      (await backupOf(other, into, 1)).name,
      ...daily.slice(2),
    ]
    expect((await removeOldBackups(into, 'desk-one', 2)).toSorted()).toEqual(daily.slice(0, 2))
    expect((await namesIn(into)).toSorted()).toEqual(kept.toSorted())
    expect(await removeOldBackups(into, 'desk-one', 2)).toEqual([])
    expect((await readdir(into)).toSorted()).toEqual(kept.toSorted())
  })

  it('are told by their records when the clock jumped back', async () => {
    const { into, store } = await deskAndFolder()
    const first = await backupOf(store, into, 20)
    const second = await backupOf(store, into, 3)
    expect(await removeOldBackups(into, 'desk-one', 1)).toEqual([first.name])
    expect(await namesIn(into)).toEqual([second.name])
  })

  it('are never all removed, whatever is asked for', async () => {
    const { into, store } = await deskAndFolder()
    const { name } = await backupOf(store, into, 1)
    expect(await removeOldBackups(into, 'desk-one', 0)).toEqual([])
    expect(await namesIn(into)).toEqual([name])
  })

  it('that cannot be removed are named, and none looks whole that is not', async () => {
    const { into, store } = await deskAndFolder()
    const old = await backupOf(store, into, 1)
    const newest = await backupOf(store, into, 2)
    const disk = new FaultyFiles()
    disk.failOn('rename', '.partial', 'EACCES')
    await expect(removeOldBackups(into, 'desk-one', 1, { files: disk.files })).rejects.toThrow(old.path)
    expect(await namesIn(into)).toEqual([newest.name, old.name])
    disk.failOn('remove', '.partial', 'EIO')
    await expect(removeOldBackups(into, 'desk-one', 1, { files: disk.files })).rejects.toThrow(FolderUnfit)
    expect(await listBackups(into)).toEqual({ backups: [newest], unreadable: [] })
  })
})
