import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Files, realFiles } from '../../electron/files'
import { listBackups, type Store, verifyFolder } from '../../electron/store'
import { type Formats, formats } from '../../electron/store/formats'
import { writeDataFixture } from '../support/data-fixture'
import { changesIn, FaultyFiles, failure } from '../support/faulty-files'
import { withSlashes } from '../support/slashes'
import {
  abort,
  accountOf,
  bytesOf,
  committed,
  firstSegment,
  forEach,
  journalLines,
  open,
  picture,
  refusedToOpen,
  runRecords,
  quickFolder,
  write,
} from '../support/store-desk'
import { TestLog } from '../support/test-desk'

const fixtureOf = (format: number) =>
  fileURLToPath(new URL(`../fixtures/data-v${format}/`, import.meta.url)).replace(/[\\/]$/, '')
const current = 4

// Written once, when the format is made: WRITE_FIXTURE=1 with this file's tests alone.
if (process.env.WRITE_FIXTURE) {
  it('Writes the fixture', async () => {
    const folder = await quickFolder()
    await writeDataFixture(folder)
    const fixture = fixtureOf(current)
    await rm(fixture, { recursive: true, force: true, maxRetries: 3 })
    await mkdir(fixture, { recursive: true })
    await cp(folder, fixture, { recursive: true, filter: (source) => !source.includes('lock.') })
  })
}

/** All but the snapshot, which may look different in every version: it is made anew from the journal. */
async function lastingBytesOf(folder: string): Promise<Record<string, string>> {
  const bytes = Object.entries(await bytesOf(folder))
  return Object.fromEntries(bytes.filter(([file]) => !file.startsWith('snapshot/')))
}

/** What a backup has of the data: all but what it says of itself. */
async function backedUpBytes(backup: string): Promise<Record<string, string>> {
  const { 'backup.json': description, ...bytes } = await bytesOf(backup)
  expect(description).toBeDefined()
  return bytes
}

async function copyOfFixture(format = current): Promise<string> {
  const folder = await quickFolder()
  await cp(fixtureOf(format), folder, { recursive: true })
  return folder
}

const warnings = (log: TestLog) => log.lines.filter((line) => line.includes('warn'))

/** What the first nine records say, in whichever format they were written. */
async function expectFirstRecords(store: Store) {
  const { view } = store
  expect(view.account('U-000001')).toEqual({
    id: 'U-000001',
    version: 2,
    userName: 'ada',
    name: 'Ada',
    roles: ['operator', 'administrator'],
    disabled: false,
    person: null,
    credential: 'credential-of-ada',
  })
  expect(store.credentials.get('credential-of-ada')).toMatchObject({ algorithm: 'scrypt', cost: 131072 })
  expect([...store.persons()].map((person) => person.familyName)).toEqual(['田中', 'é', 'محمد'])
  expect(view.personWithEmployeeNumber('ب-7 "x" \\ /')?.id).toBe('P-000003')
  expect(view.card('TC-000001')).toMatchObject({ state: 'aborted', version: 3, lastSequence: 7, holder: null })
  expect(view.card('TC-001001')).toMatchObject({ state: 'processing', holder: 'P-000001' })
  expect(view.card('TC-001001')?.order).toEqual({
    id: 'O-001001',
    requested: { at: '2026-11-20T09:00:00.000Z', user: 'U-000001', name: 'Olga Petersen', role: 'operator' },
    layout: 'Blue',
    deliveryAddress: 'Card desk, Main Street 1',
    commonName: '',
    upn: '',
    decision: null,
    attempt: 1,
    sending: false,
    failure: null,
    failedAt: null,
    bureauNote: null,
    batch: null,
    sentAt: null,
    productionDate: null,
    chip: null,
  })
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
    chipProfile: null,
    certificates: [],
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
}

/** The journal of a folder, checked with nothing but SHA-256: line by line what the format says. */
async function expectChained(folder: string, formats: readonly number[]) {
  let previous = '0'.repeat(64)
  const lines = await journalLines(folder)
  for (const [index, line] of lines.entries()) {
    const [, content = '', hash = ''] = /^(.*),"hash":"([0-9a-f]{64})"\}$/.exec(line) ?? []
    expect(createHash('sha256').update(`${content}}`).digest('hex')).toBe(hash)
    expect(JSON.parse(line)).toMatchObject({ format: formats[index], sequence: index + 1, previous, hash })
    previous = hash
  }
  expect(lines).toHaveLength(formats.length)
}

const nineOfFormat1 = Array<number>(9).fill(1)

describe('Data of format 1', () => {
  it.each([true, false])('opens, with its snapshot: %s', async (withSnapshot) => {
    const folder = await copyOfFixture(1)
    if (!withSnapshot) await rm(join(folder, 'snapshot'), { recursive: true })
    const log = new TestLog()
    const store = await open({ folder, log })
    expect(warnings(log)).toEqual([])
    expect(store.status()).toMatchObject({ desk: 'desk-of-the-fixture', sequence: 9, cards: 3, tornTail: null })
    await expectFirstRecords(store)
    await store.close()
    expect(await verifyFolder(folder)).toMatchObject({ ok: true, records: 9, cards: 3, fault: null })
  })

  it('is kept: its journal byte for byte, and all of it in a backup', async () => {
    const folder = await copyOfFixture(1)
    await (await open({ folder })).close()
    expect((await bytesOf(folder))[firstSegment]).toBe((await bytesOf(fixtureOf(1)))[firstSegment])
    const [backup = ''] = await readdir(join(folder, 'backups'))
    expect(await backedUpBytes(join(folder, 'backups', backup))).toEqual(await lastingBytesOf(fixtureOf(1)))
  })

  it('is gone on with in the present format; such a mixed journal is whole and is read again', async () => {
    const folder = await copyOfFixture(1)
    const store = await open({ folder })
    committed(await store.transact(abort('TC-001001')))
    committed(
      await write(store, { type: 'account-saved', change: 'added', account: accountOf(2, { person: 'P-000001' }) }),
    )
    const expected = picture(store)
    await store.close()
    await expectChained(folder, [...nineOfFormat1, current, current])
    expect(await verifyFolder(folder)).toMatchObject({ ok: true, records: 11, cards: 3, fault: null })
    const again = await open({ folder })
    expect(picture(again)).toEqual(expected)
    expect(again.view.accounts().map((account) => account.person)).toEqual([null, 'P-000001'])
    expect((await again.history('TC-001001', 5)).map((record) => record.sequence)).toEqual([10, 6])
    await again.close()
    await rm(join(folder, 'snapshot'), { recursive: true })
    expect(picture(await open({ folder }))).toEqual(expected)
    // Only the first start found an older format.
    expect(await readdir(join(folder, 'backups'))).toHaveLength(1)
  })

  it('is found whole by a check before this version has opened it', async () => {
    const before = await bytesOf(fixtureOf(1))
    const report = await verifyFolder(fixtureOf(1))
    expect(report).toMatchObject({ ok: true, records: 9, cards: 3, fault: null })
    expect(report.checked).toContain('snapshot is of an earlier version: the next start makes it anew')
    expect(await bytesOf(fixtureOf(1))).toEqual(before)
    await expectChained(fixtureOf(1), nineOfFormat1)
  })

  it('is what an older program refuses as newer, and not as damaged, once this one has opened it', async () => {
    const folder = await copyOfFixture(1)
    const store = await open({ folder })
    committed(await store.transact(abort('TC-001001')))
    await store.close()
    const before = await bytesOf(folder)
    const first: Formats = { current: 1, migrations: [] }
    expect(await refusedToOpen({ folder, formats: first })).toMatchObject({ code: 'data-newer' })
    expect(await bytesOf(folder)).toEqual(before)
  })
})

describe('Data of format 2', () => {
  it.each([true, false])('opens, with its snapshot: %s', async (withSnapshot) => {
    const folder = await copyOfFixture(2)
    if (!withSnapshot) await rm(join(folder, 'snapshot'), { recursive: true })
    const log = new TestLog()
    const store = await open({ folder, log })
    expect(warnings(log)).toEqual([])
    expect(store.status()).toMatchObject({ desk: 'desk-of-the-fixture', sequence: 17, cards: 5, tornTail: null })
    await expectFirstRecords(store)
    const { view } = store
    expect(view.account('U-000002')).toMatchObject({ userName: 'amir', person: 'P-000001', credential: null })
    const amir = { at: '2026-11-20T09:00:00.000Z', user: 'U-000002', name: 'Amir Haddad', role: 'approver' }
    expect(view.card('C-000009')).toMatchObject({ state: 'rejected', chipProfile: null, certificates: [] })
    expect(view.card('C-000009')?.order?.decision).toEqual({
      ...amir,
      approved: false,
      comment: 'Bitte erst „umziehen“',
    })
    const days = { validFrom: '2026-11-20', validThrough: '2029-11-20' }
    expect(view.card('C-000008')).toMatchObject({
      state: 'locked',
      version: 7,
      lastSequence: 17,
      chipUid: '04B1',
      chipProfile: 'Standard',
      order: { bureauNote: 'B-17', decision: { ...amir, approved: true, comment: '' } },
      certificates: [
        { serial: '0A1B', purpose: 'authentication', ...days, status: 'revoked', heldBy: null },
        { serial: '0A1C', purpose: 'signature', ...days, status: 'expired', heldBy: null },
      ],
    })
    const [, deactivated] = await store.history('C-000008', 2)
    expect(deactivated?.events[0]).toMatchObject({
      to: 'inactive',
      set: {
        certificates: [
          { status: 'on-hold', heldBy: 'deactivation' },
          { status: 'on-hold', heldBy: 'authority' },
        ],
      },
    })
    expect(view.card('C-000009')?.order).toMatchObject({ batch: null, sentAt: null, productionDate: null, chip: null })
    expect(store.syncRuns()).toEqual([])
    expect(store.secrets.get('secret-of-the-bureau')).toBeUndefined()
    await store.close()
    expect(await verifyFolder(folder)).toMatchObject({ ok: true, records: 17, cards: 5, fault: null })
    // What was never there is not made by the migration.
    expect(await readdir(folder)).not.toContain('secrets.json')
  })

  it('is kept: its journal byte for byte, and all of it in a backup', async () => {
    const folder = await copyOfFixture(2)
    await (await open({ folder })).close()
    expect((await bytesOf(folder))[firstSegment]).toBe((await bytesOf(fixtureOf(2)))[firstSegment])
    const [backup = ''] = await readdir(join(folder, 'backups'))
    expect(await backedUpBytes(join(folder, 'backups', backup))).toEqual(await lastingBytesOf(fixtureOf(2)))
  })

  it('keeps the passwords that a crash left in the file before alone, in the folder and in its backup', async () => {
    const folder = await copyOfFixture(2)
    await rename(join(folder, 'credentials.json'), join(folder, 'credentials.previous.json'))
    const store = await open({ folder })
    expect(store.credentials.get('credential-of-ada')).toMatchObject({ algorithm: 'scrypt', cost: 131072 })
    await store.close()
    expect(JSON.parse(await readFile(join(folder, 'credentials.json'), 'utf8'))).toMatchObject({ format: current })
    const [backup = ''] = await readdir(join(folder, 'backups'))
    const kept = await readFile(join(folder, 'backups', backup, 'credentials.previous.json'), 'utf8')
    expect(JSON.parse(kept)).toMatchObject({ format: 2, credentials: { 'credential-of-ada': { cost: 131072 } } })
  })

  it('is what the format says, line by line', () => expectChained(fixtureOf(2), Array<number>(17).fill(2)))

  it('is what the program of format 2 refuses as newer, and not as damaged, once this one has opened it', async () => {
    const folder = await copyOfFixture(2)
    await (await open({ folder })).close()
    const before = await bytesOf(folder)
    const second: Formats = { current: 2, migrations: formats.migrations.slice(0, 1) }
    expect(await refusedToOpen({ folder, formats: second })).toMatchObject({ code: 'data-newer' })
    expect(await bytesOf(folder)).toEqual(before)
  })
})

describe('Data of format 3', () => {
  it.each([true, false])('opens, with its snapshot: %s', async (withSnapshot) => {
    const folder = await copyOfFixture(3)
    if (!withSnapshot) await rm(join(folder, 'snapshot'), { recursive: true })
    const log = new TestLog()
    const store = await open({ folder, log })
    expect(warnings(log)).toEqual([])
    expect(store.status()).toMatchObject({ desk: 'desk-of-the-fixture', sequence: 24, cards: 7, tornTail: null })
    const { view } = store
    expect(view.card('C-000008')).toMatchObject({ state: 'locked', chipProfile: 'Standard', order: { batch: null } })
    const sent = { batch: 'B-000001', sentAt: '2026-11-20T09:15:01.500Z', sending: false }
    expect(view.card('TC-001002')).toMatchObject({
      state: 'in-production',
      version: 5,
      order: {
        ...sent,
        bureauNote: 'angenommen',
        productionDate: '2026-11-21',
        chip: { type: 'MIFARE DESFire', uid: '04AABBCC' },
      },
    })
    expect(view.card('C-000010')).toMatchObject({
      state: 'failed',
      order: { batch: 'B-000001', sentAt: null, failure: 'no such layout', productionDate: null, chip: null },
    })
    expect(view.settings().bureau).toMatchObject({
      version: 1,
      values: {
        connection: 'rest',
        folder: { path: '/mnt/Büro', format: 'csv' },
        rest: { secret: 'secret-of-the-bureau' },
        ordersPerBatch: 2,
      },
    })
    expect(store.secrets.get('secret-of-the-bureau')).toEqual(Uint8Array.from([0, 1, 127, 128, 255]))
    const system = { user: null, name: 'Card Desk', role: 'system' } as const
    expect(store.syncRuns()).toEqual([
      {
        id: 'S-000001',
        started: { at: '2026-11-20T09:15:00.000Z', ...system },
        ended: '2026-11-20T09:15:02.000Z',
        end: 'done',
        problem: null,
        counts: { sent: 1, refused: 1, 'unknown-order': 1, over: 1 },
      },
      {
        id: 'S-000002',
        started: { at: '2026-11-20T09:00:00.000Z', user: 'U-000001', name: 'Olga Petersen', role: 'operator' },
        ended: '2026-11-20T09:00:00.000Z',
        end: 'stopped',
        problem: 'Gestoppt',
        counts: { moved: 1 },
      },
      {
        id: 'S-000003',
        started: { at: '2026-11-20T09:30:00.000Z', ...system },
        ended: null,
        end: null,
        problem: null,
        counts: {},
      },
    ])
    const sequences = Object.entries(await runRecords(store)).map(([, records]) => records.map((each) => each.sequence))
    expect(sequences).toEqual([[20, 21, 22], [23], [24]])
    const [, answered] = await store.syncRunRecords('S-000001', 2)
    expect(answered?.events[2]).toMatchObject({
      type: 'sync-noted',
      files: [{ outcome: 'taken-in' }, { outcome: 'again' }, { name: 'kaputt.csv', outcome: 'rejected' }],
    })
    expect(view.nextIds('batch', 1)).toEqual(['B-000002'])
    expect(view.nextIds('sync-run', 1)).toEqual(['S-000004'])
    await store.close()
    expect(await verifyFolder(folder)).toMatchObject({ ok: true, records: 24, cards: 7, fault: null })
  })

  it('is kept: its journal byte for byte, and all of it in a backup', async () => {
    const folder = await copyOfFixture(3)
    await (await open({ folder })).close()
    expect((await bytesOf(folder))[firstSegment]).toBe((await bytesOf(fixtureOf(3)))[firstSegment])
    const [backup = ''] = await readdir(join(folder, 'backups'))
    expect(await backedUpBytes(join(folder, 'backups', backup))).toEqual(await lastingBytesOf(fixtureOf(3)))
  })

  it('is what the format says, line by line', () => expectChained(fixtureOf(3), Array<number>(24).fill(3)))

  it('is what the program of format 3 refuses as newer, and not as damaged, once this one has opened it', async () => {
    const folder = await copyOfFixture(3)
    await (await open({ folder })).close()
    const before = await bytesOf(folder)
    const third: Formats = { current: 3, migrations: formats.migrations.slice(0, 2) }
    expect(await refusedToOpen({ folder, formats: third })).toMatchObject({ code: 'data-newer' })
    expect(await bytesOf(folder)).toEqual(before)
  })
})

describe('Data of format 4', () => {
  it.each([true, false])('opens, with its snapshot: %s', async (withSnapshot) => {
    const folder = await copyOfFixture(4)
    if (!withSnapshot) await rm(join(folder, 'snapshot'), { recursive: true })
    const log = new TestLog()
    const store = await open({ folder, log })
    expect(warnings(log)).toEqual([])
    expect(store.status()).toMatchObject({ desk: 'desk-after-the-restore', sequence: 27, cards: 8, tornTail: null })
    const { view } = store
    expect(view.settings().backup).toEqual({
      version: 1,
      values: { folder: '/mnt/Sicherung „eins“', daily: true, keep: 3 },
    })
    // The highest number an order had before the restore is 1003.
    expect(view.desks()).toEqual([
      { desk: 'desk-of-the-fixture', ordersAfter: 0, sequence: 1 },
      { desk: 'desk-after-the-restore', ordersAfter: 1003, sequence: 26 },
    ])
    expect(view.card('TC-002001')).toMatchObject({ state: 'processing', order: { id: 'O-003001' } })
    expect(view.nextIds('order', 1)).toEqual(['O-003002'])
    expect(view.nextIds('temporary-card', 1)).toEqual(['TC-002002'])
    expect(view.nextIds('sync-run', 1)).toEqual(['S-000008'])
    expect(view.nextIds('person', 1)).toEqual(['P-000004'])
    await store.close()
    expect(await verifyFolder(folder)).toMatchObject({ ok: true, records: 27, cards: 8, fault: null })
    expect(await readdir(folder)).not.toContain('backups')
  })

  it('is written byte for byte as it was when the format was made', async () => {
    const folder = await quickFolder()
    await writeDataFixture(folder)
    expect(await lastingBytesOf(folder)).toEqual(await lastingBytesOf(fixtureOf(4)))
  })

  it('is what the format says, line by line', () => expectChained(fixtureOf(4), Array<number>(27).fill(4)))
})

/** A made-up next format: titles in capitals, dearer hashes, secrets under another name. */
const next: Formats = {
  current: 5,
  migrations: [
    ...formats.migrations,
    {
      to: 5,
      what: 'titles are written in capitals; credentials cost twice as much; the secret has another name',
      record: (record) => JSON.parse(JSON.stringify(record).replaceAll('"title":"Dr."', '"title":"DR."')),
      credentials: (content) => JSON.parse(JSON.stringify(content).replaceAll('"cost":131072', '"cost":262144')),
      secrets: (content) => JSON.parse(JSON.stringify(content).replaceAll('"secret-of-the-bureau"', '"renamed"')),
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
    expect(store.secrets.get('renamed')).toEqual(Uint8Array.from([0, 1, 127, 128, 255]))
    expect((await bytesOf(folder))[firstSegment]).toBe(before[firstSegment])

    const [name = ''] = await readdir(join(folder, 'backups'))
    expect(name).toBe('format-4-2026-11-20T09-00-00-000Z')
    const backup = await backedUpBytes(join(folder, 'backups', name))
    expect(backup).toEqual(await lastingBytesOf(fixtureOf(4)))
    expect(log.lines.filter((line) => line.includes('data migrated'))).toHaveLength(1)

    // The backup is a folder of its own, which the version before opens.
    const old = await open({ folder: join(folder, 'backups', name) })
    expect(old.view.card('C-000007')?.title).toBe('Dr.')
    await old.close()
  })

  it.each([
    [1, 10],
    [2, 18],
    [3, 25],
    [4, 28],
  ])(
    'from format %i is done once; new records have the new format, old ones are read for ever',
    async (from, records) => {
      const folder = await copyOfFixture(from)
      const store = await open({ folder, formats: next })
      committed(await store.transact(abort('TC-001001')))
      const expected = picture(store)
      await store.close()
      await expectChained(folder, [...Array<number>(records - 1).fill(from), 5])
      const log = new TestLog()
      const again = await open({ folder, formats: next, log })
      expect(picture(again)).toEqual(expected)
      expect(log.lines).toEqual([])
      await again.close()
      await rm(join(folder, 'snapshot'), { recursive: true })
      const fromJournal = await open({ folder, formats: next })
      expect(picture(fromJournal)).toEqual(expected)
      await fromJournal.close()
      expect(await verifyFolder(folder, undefined, undefined, { formats: next })).toMatchObject({ ok: true, records })
      expect(await readdir(join(folder, 'backups'))).toHaveLength(1)
    },
  )

  it('makes the folder one that the version before refuses untouched', async () => {
    const folder = await copyOfFixture()
    await (await open({ folder, formats: next })).close()
    const before = await bytesOf(folder)
    expect(await refusedToOpen({ folder })).toMatchObject({ code: 'data-newer' })
    expect(await bytesOf(folder)).toEqual(before)
  })

  it.each([firstSegment, 'credentials.json', 'secrets.json', 'head.json'])(
    'changes nothing when %s is damaged',
    async (file) => {
      const folder = await copyOfFixture()
      const bytes = await readFile(join(folder, file))
      bytes[60] = (bytes[60] ?? 0) ^ 1
      await writeFile(join(folder, file), bytes)
      const before = await bytesOf(folder)
      expect(await refusedToOpen({ folder, formats: next })).toMatchObject({ code: 'data-unreadable' })
      expect(await bytesOf(folder)).toEqual(before)
    },
  )

  it('leaves a journal whose first newer record the version before calls newer, and not damaged', async () => {
    const folder = await copyOfFixture()
    const store = await open({ folder, formats: next })
    committed(await store.transact(abort('TC-001001')))
    await store.close()
    for (const file of ['head.json', 'credentials.json', 'secrets.json', 'snapshot'])
      await rm(join(folder, file), { recursive: true })
    const before = await bytesOf(folder)
    const refusal = await refusedToOpen({ folder })
    expect(refusal).toMatchObject({ code: 'data-newer', details: { file: firstSegment, line: 28, sequence: 28 } })
    expect(await bytesOf(folder)).toEqual(before)
  })

  it('is not begun on a disk that does not keep its backup as it was written', async () => {
    const files: Files = {
      ...realFiles,
      async open(path, mode) {
        const file = await realFiles.open(path, mode)
        if (!withSlashes(path).includes('.partial/journal') || mode !== 'read') return file
        const read: typeof file.read = async (length, position) => {
          const bytes = await file.read(length, position)
          if (bytes.length > 9) bytes[9] = (bytes[9] ?? 0) ^ 1
          return bytes
        }
        return { ...file, read }
      },
    }
    const folder = await copyOfFixture()
    const before = await bytesOf(folder)
    expect((await refusedToOpen({ folder, formats: next, files })).code).toBe('folder-unusable')
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
    const points = changesIn(calls)
    expect(points.length).toBeGreaterThan(15)
    await forEach(points, async (last) => {
      const folder = await copyOfFixture()
      const disk = new FaultyFiles()
      disk.fate = (_, number) => (number > last ? failure('EIO') : null)
      expect((await refusedToOpen({ folder, formats: next, files: disk.files })).code).toBe('folder-unusable')
      const store = await open({ folder, formats: next })
      expect(picture(store), `after call ${last}`).toEqual(expected)
      expect(store.credentials.get('credential-of-ada')?.cost).toBe(262144)
      expect(store.secrets.get('renamed')).toHaveLength(5)
      await store.close()
      // A crash after the backup was finished makes a second one; none is there by halves.
      const { backups, unreadable } = await listBackups(join(folder, 'backups'))
      expect(backups.map(({ kind, sequence }) => ({ kind, sequence }))).toContainEqual({
        kind: 'migration',
        sequence: 27,
      })
      expect(unreadable).toEqual([])
      expect(await readdir(join(folder, 'backups'))).toHaveLength(backups.length)
    })
  }, 60_000)
})
