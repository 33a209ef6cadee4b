import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyFolder } from '../../electron/store'
import type { Formats } from '../../electron/store/formats'
import { writeDataFixture } from '../support/data-fixture'
import { FaultyFiles, failure } from '../support/faulty-files'
import {
  abort,
  bytesOf,
  committed,
  firstSegment,
  journalLines,
  open,
  picture,
  range,
  refusedToOpen,
  temporaryFolder,
} from '../support/store-desk'
import { TestLog } from '../support/test-desk'

const fixture = new URL('../fixtures/data-v1/', import.meta.url).pathname.replace(/\/$/, '')

// Written once, when the format is made: WRITE_FIXTURE=1 with this file's tests alone.
if (process.env.WRITE_FIXTURE) {
  it('Writes the fixture', async () => {
    const folder = await temporaryFolder()
    await writeDataFixture(folder)
    await rm(fixture, { recursive: true, force: true })
    await mkdir(fixture, { recursive: true })
    await cp(folder, fixture, { recursive: true, filter: (source) => !source.includes('lock.') })
  })
}

/** All but the snapshot, which may look different in every version: it is made anew from the journal. */
async function lastingBytesOf(folder: string): Promise<Record<string, string>> {
  const bytes = Object.entries(await bytesOf(folder))
  return Object.fromEntries(bytes.filter(([file]) => !file.startsWith('snapshot/')))
}

async function copyOfFixture(): Promise<string> {
  const folder = await temporaryFolder()
  await cp(fixture, folder, { recursive: true })
  return folder
}

describe('Data of format 1', () => {
  it.each([true, false])('opens, with its snapshot: %s', async (withSnapshot) => {
    const folder = await copyOfFixture()
    if (!withSnapshot) await rm(join(folder, 'snapshot'), { recursive: true })
    const log = new TestLog()
    const store = await open({ folder, log })
    expect(log.lines.filter((line) => line.includes('warn'))).toEqual([])
    const { view } = store
    expect(store.status()).toMatchObject({ desk: 'desk-of-the-fixture', sequence: 9, cards: 3, tornTail: null })
    expect(view.accounts()).toEqual([
      expect.objectContaining({ id: 'U-000001', version: 2, userName: 'ada', roles: ['operator', 'administrator'] }),
    ])
    expect(store.credentials.get('credential-of-ada')).toMatchObject({ algorithm: 'scrypt', cost: 131072 })
    expect([...store.persons()].map((person) => person.familyName)).toEqual(['田中', 'é', 'محمد'])
    expect(view.personWithEmployeeNumber('ب-7 "x" \\ /')?.id).toBe('P-000003')
    expect(view.card('TC-000001')).toMatchObject({ state: 'aborted', version: 3, lastSequence: 7, holder: null })
    expect(view.card('TC-001001')).toMatchObject({ state: 'processing', holder: 'P-000001', order: { id: 'O-001001' } })
    expect(view.card('C-000007')).toEqual({
      id: 'C-000007',
      cardType: 'card',
      state: 'registered',
      version: 2,
      holder: 'P-000002',
      layout: 'Employee',
      title: 'Dr.',
      organisationalUnit: 'Прага',
      validFrom: '2019-02-03',
      validThrough: '2027-02-03',
      order: null,
      cardNumber: '0815',
      chipUid: '04A224',
      created: { at: '2019-02-03T04:05:06.007Z', user: null, name: 'Olga Petersen', role: 'operator' },
      changed: {
        at: '2026-11-20T09:00:00.000Z',
        user: 'U-000001',
        name: 'Olga Petersen',
        role: 'operator',
        process: 'CardsProcEdit',
        from: 'registered',
      },
      lastSequence: 9,
    })
    const settings = view.settings()
    expect(settings.cardTypes['temporary-card']).toMatchObject({ version: 2, layouts: ['Blue', 'Grün'] })
    expect(settings.processRoles).toMatchObject({ version: 1 })
    expect(settings.options.values).toMatchObject({ FourEyes: false, BatchSyncMinutes: 30 })
    expect(settings.desk).toEqual({ version: 1, values: { idleLockMinutes: 0 } })
    expect(view.nextIds('temporary-card', 1)).toEqual(['TC-001002'])
    const [newest] = await store.history('TC-000001', 1)
    expect(newest?.events[0]).toMatchObject({ comment: 'Nicht mehr nötig', input: { count: 1, sure: true, why: '"' } })
    const [, imported] = await store.history('C-000007', 5)
    expect(imported?.events[0]).toMatchObject({ as: { origin: 'Kartenverwaltung alt' } })
    await store.close()
    expect(await verifyFolder(folder)).toMatchObject({ ok: true, records: 9, cards: 3, fault: null })
  })

  it('is written byte for byte as it was when the format was made', async () => {
    const folder = await temporaryFolder()
    await writeDataFixture(folder)
    expect(await lastingBytesOf(folder)).toEqual(await lastingBytesOf(fixture))
  })

  it('is what the handbook says, line by line', async () => {
    let previous = '0'.repeat(64)
    for (const [index, line] of (await journalLines(fixture)).entries()) {
      const [, content = '', hash = ''] = /^(.*),"hash":"([0-9a-f]{64})"\}$/.exec(line) ?? []
      expect(createHash('sha256').update(`${content}}`).digest('hex')).toBe(hash)
      expect(JSON.parse(line)).toMatchObject({ format: 1, sequence: index + 1, previous, hash })
      previous = hash
    }
  })
})

/** A made-up next format: comments are called remarks, and hashes have a note. */
const next: Formats = {
  current: 2,
  migrations: [
    {
      to: 2,
      what: 'titles are written in capitals; credentials cost twice as much',
      record: (record) => JSON.parse(JSON.stringify(record).replaceAll('"title":"Dr."', '"title":"DR."')),
      credentials: (content) => JSON.parse(JSON.stringify(content).replaceAll('"cost":131072', '"cost":262144')),
    },
  ],
}

describe('A migration', () => {
  it('backs the folder up, leaves the journal as it is, and reads it in the new way', async () => {
    const folder = await copyOfFixture()
    const before = await bytesOf(folder)
    const log = new TestLog()
    const store = await open({ folder, formats: next, log })
    expect(store.view.card('C-000007')?.title).toBe('DR.')
    expect(store.credentials.get('credential-of-ada')?.cost).toBe(262144)
    expect((await bytesOf(folder))[firstSegment]).toBe(before[firstSegment])

    const [name = ''] = await readdir(join(folder, 'backups'))
    expect(name).toBe('format-1-2026-11-20T09-00-00-000Z')
    const backup = await bytesOf(join(folder, 'backups', name))
    expect(backup).toEqual(await lastingBytesOf(fixture))
    expect(log.lines.filter((line) => line.includes('data migrated'))).toHaveLength(1)

    // The backup is a folder of its own, which the version before opens.
    const old = await open({ folder: join(folder, 'backups', name) })
    expect(old.view.card('C-000007')?.title).toBe('Dr.')
    await old.close()
  })

  it('is done once; new records have the new format, old ones are read for ever', async () => {
    const folder = await copyOfFixture()
    const store = await open({ folder, formats: next })
    committed(await store.transact(abort('TC-001001')))
    const expected = picture(store)
    await store.close()
    const formats = (await journalLines(folder)).map((line) => JSON.parse(line).format)
    expect(formats).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 2])
    const log = new TestLog()
    const again = await open({ folder, formats: next, log })
    expect(picture(again)).toEqual(expected)
    expect(log.lines).toEqual([])
    await again.close()
    await rm(join(folder, 'snapshot'), { recursive: true })
    const fromJournal = await open({ folder, formats: next })
    expect(picture(fromJournal)).toEqual(expected)
    await fromJournal.close()
    expect(await verifyFolder(folder, undefined, undefined, { formats: next })).toMatchObject({ ok: true, records: 10 })
    expect(await readdir(join(folder, 'backups'))).toHaveLength(1)
  })

  it('makes the folder one that the version before refuses untouched', async () => {
    const folder = await copyOfFixture()
    await (await open({ folder, formats: next })).close()
    const before = await bytesOf(folder)
    expect(await refusedToOpen({ folder })).toMatchObject({ code: 'data-newer' })
    expect(await bytesOf(folder)).toEqual(before)
  })

  it('also finds its way without an anchor', async () => {
    const folder = await copyOfFixture()
    await rm(join(folder, 'head.json'))
    const store = await open({ folder, formats: next })
    expect(store.view.card('C-000007')?.title).toBe('DR.')
    expect(await readdir(join(folder, 'backups'))).toHaveLength(1)
  })

  it('that is interrupted anywhere leaves a folder that opens in the new version', async () => {
    const calls = new FaultyFiles()
    const whole = await open({ folder: await copyOfFixture(), formats: next, files: calls.files })
    const expected = picture(whole)
    const count = calls.calls.length
    expect(count).toBeGreaterThan(40)
    for (const last of range(0, count)) {
      const folder = await copyOfFixture()
      const disk = new FaultyFiles()
      disk.fate = (_, number) => (number > last ? failure('EIO') : null)
      expect((await refusedToOpen({ folder, formats: next, files: disk.files })).code).toBe('folder-unusable')
      const store = await open({ folder, formats: next })
      expect(picture(store), `after call ${last}`).toEqual(expected)
      expect(store.credentials.get('credential-of-ada')?.cost).toBe(262144)
      await store.close()
    }
  }, 60_000)
})
