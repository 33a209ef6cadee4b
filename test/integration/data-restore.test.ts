import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Connection, DeskOptions } from '../../electron/compose'
import { openReopeningDesk, type ReopeningDesk } from '../../electron/reopening'
import { verifyFolder } from '../../electron/store'
import type { Notice } from '../../shared/contract'
import { createClient } from '../../shared/contract/client'
import { saveBackups, taskEnd } from '../support/data-walk'
import { FaultyFiles, failure } from '../support/faulty-files'
import {
  cheap,
  must,
  orderTemporaryCards,
  ourWindow,
  password,
  refused,
  type Somebody,
  switchOn,
  TestClock,
  TestLog,
} from '../support/test-desk'
import { ToldBureau } from '../support/told-bureau'

// Restoring a backup at a desk that is open: everybody signs in again, and the desk is as it was then.
const ordering = 'TempCardsAddonExtProdProcOrder'
let folder: string
let backups: string
let disk: FaultyFiles
let log: TestLog
let desk: ReopeningDesk
let lost: unknown[]
let ada: Somebody

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'card-desk-restore-'))
  backups = await mkdtemp(join(tmpdir(), 'card-desk-backups-'))
  disk = new FaultyFiles()
  log = new TestLog()
  lost = []
  desk = await open()
  ada = window()
  const administrator = { userName: 'ada', name: 'Ada Brandt', roles: ['administrator', 'operator'] as const, password }
  must(
    await ada.desk.session.foundDesk({
      administrator: { ...administrator, roles: [...administrator.roles] },
      sampleData: null,
    }),
  )
  await switchOn(ada, 'temporary-card', 'general', ordering)
  await saveBackups(ada, { folder: backups })
})
afterEach(async () => {
  disk.fate = () => null
  await desk.close()
  for (const path of [folder, backups]) await rm(path, { recursive: true, force: true, maxRetries: 3 })
})

function open(options: Partial<DeskOptions> = {}): Promise<ReopeningDesk> {
  const standard = { folder, files: disk.files, log, clock: new TestClock(), passwordCost: cheap }
  return openReopeningDesk({ ...standard, retryMilliseconds: 3_600_000, ...options }, (error) => lost.push(error))
}

function window(): Somebody {
  const notices: Notice[] = []
  const connection: Connection = desk.connect((notice) => notices.push(notice))
  const raw: Somebody['raw'] = (channel, payload, caller = ourWindow) => connection.call(caller, channel, payload)
  return { connection, notices, raw, desk: createClient((channel, payload) => raw(channel, payload)) }
}

async function backUp(): Promise<string> {
  must(await ada.desk.data.backup())
  expect(await taskEnd(ada)).toMatchObject({ end: 'done' })
  return must(await ada.desk.data.backups()).backups[0]?.name ?? ''
}

/** Restores a backup and signs in at the desk that is open then. */
async function restore(backup: string): Promise<void> {
  must(await ada.desk.data.restore({ backup }))
  await expect.poll(async () => must(await ada.desk.session.state()).phase, { timeout: 10_000 }).toBe('signed-out')
  must(await ada.desk.session.signIn({ userName: 'ada', password }))
}

describe('Restoring a backup', () => {
  it('brings back the desk as it was, and keeps aside what it replaced', async () => {
    const before = await orderTemporaryCards(ada, 2)
    const name = await backUp()
    must(await ada.desk.data.verify())
    expect(await taskEnd(ada)).toMatchObject({ kind: 'verification', end: 'done' })
    const { sequence, hash, desk: identity } = must(await ada.desk.data.read())
    const after = await orderTemporaryCards(ada, 3)
    await restore(name)
    for (const card of before) expect(must(await ada.desk.cards.profile({ card })).card.state).toBe('processing')
    for (const card of after) expect(refused(await ada.desk.cards.profile({ card })).code).toBe('not-found')
    const status = must(await ada.desk.data.read())
    // One record more than the backup has: the one that says so.
    expect(status).toMatchObject({ sequence: sequence + 1, cards: 2 })
    // What was found before was found in other data.
    expect(status.verification).toBeNull()
    expect(status.desk).not.toBe(identity)
    expect(status.putAside.bytes).toBeGreaterThan(0)
    const [entry] = must(await ada.desk.settings.history({ limit: 1 })).entries
    expect(entry).toMatchObject({
      name: 'Ada Brandt',
      role: 'administrator',
      subject: 'Data restored from a backup',
      changes: expect.arrayContaining([{ label: 'Its fingerprint', before: '', after: hash }]),
    })
    const [replaced = ''] = await readdir(join(folder, 'replaced'))
    expect(await verifyFolder(join(folder, 'replaced', replaced))).toMatchObject({ ok: true, cards: 5 })
    expect(await verifyFolder(folder)).toMatchObject({ ok: true, cards: 2 })
    expect(lost).toEqual([])
  })

  it('gives out no number a second time', async () => {
    await orderTemporaryCards(ada, 2)
    const name = await backUp()
    expect(await orderTemporaryCards(ada, 3)).toEqual(['TC-000003', 'TC-000004', 'TC-000005'])
    await restore(name)
    expect(await orderTemporaryCards(ada, 1)).toEqual(['TC-000006'])
  })

  it('keeps what the bureau was sent before apart from what it is sent after', async () => {
    await desk.close()
    const bureau = new ToldBureau()
    desk = await open({ bureau })
    ada = window()
    must(await ada.desk.session.signIn({ userName: 'ada', password }))
    const [kept = ''] = await orderTemporaryCards(ada, 1)
    const name = await backUp()
    const { desk: first } = must(await ada.desk.data.read())
    await restore(name)
    const { desk: second } = must(await ada.desk.data.read())
    await orderTemporaryCards(ada, 1)
    must(await ada.desk.batch.start())
    await expect.poll(() => bureau.has.size, { timeout: 10_000 }).toBe(2)
    const sent = bureau.batches.flatMap(({ orders }) => orders.map(({ id }) => id))
    expect(sent).toEqual([`${first?.slice(0, 8)}-O-000001`, `${second?.slice(0, 8)}-O-000002`])
    expect(must(await ada.desk.cards.profile({ card: kept })).card.order?.id).toBe('O-000001')
  })

  it('tells every window why it is signed out', async () => {
    const name = await backUp()
    const other = window()
    must(await other.desk.session.signIn({ userName: 'ada', password }))
    await restore(name)
    await expect
      .poll(() => other.notices.at(-1), { timeout: 10_000 })
      .toMatchObject({ kind: 'session', state: { phase: 'signed-out' }, reason: 'data-restored' })
    expect(refused(await other.desk.search.find({ text: 'x', limit: 1 })).code).toBe('not-signed-in')
  })

  it('that is stopped leaves the desk as it is, and everybody signed in', async () => {
    const cards = await orderTemporaryCards(ada, 1)
    const name = await backUp()
    const { sequence } = must(await ada.desk.data.read())
    let stopped = false
    disk.delay = async ({ path, operation }) => {
      if (stopped || operation !== 'write' || !path.includes('restoring')) return
      stopped = true
      must(await ada.desk.data.stop())
    }
    must(await ada.desk.data.restore({ backup: name }))
    expect(await taskEnd(ada)).toMatchObject({ kind: 'restore', end: 'stopped' })
    expect(stopped).toBe(true)
    expect(must(await ada.desk.data.read()).sequence).toBe(sequence)
    expect(must(await ada.desk.cards.profile({ card: cards[0] ?? '' })).card.state).toBe('processing')
    expect(await readdir(folder)).not.toContain('restoring')
  })

  it('of a damaged one, or one that is not there, is refused and changes nothing', async () => {
    await orderTemporaryCards(ada, 2)
    const name = await backUp()
    expect(refused(await ada.desk.data.restore({ backup: 'card-desk-nobody' })).code).toBe('folder-unfit')
    expect(refused(await ada.desk.data.restore({ backup: `../${name}` })).code).toBe('folder-unfit')
    const path = join(backups, name, 'journal/000000000001.ndjson')
    const bytes = await readFile(path)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1
    await writeFile(path, bytes)
    const { sequence } = must(await ada.desk.data.read())
    must(await ada.desk.data.restore({ backup: name }))
    expect(await taskEnd(ada)).toMatchObject({ kind: 'restore', end: 'failed', text: expect.stringContaining(name) })
    expect(must(await ada.desk.data.read()).sequence).toBe(sequence)
  })

  it('whose switch the disk refuses says so, and the next start completes it', async () => {
    const [card = ''] = await orderTemporaryCards(ada, 1)
    const name = await backUp()
    await orderTemporaryCards(ada, 1)
    disk.fate = ({ operation, path }) => (operation === 'rename' && path.includes('replaced') ? failure('EIO') : null)
    must(await ada.desk.data.restore({ backup: name }))
    await expect.poll(() => lost.length, { timeout: 10_000 }).toBe(1)
    expect(refused(await ada.raw('session.state', null)).code).toBe('storage-failed')
    disk.fate = () => null
    await desk.close()
    desk = await open()
    ada = window()
    must(await ada.desk.session.signIn({ userName: 'ada', password }))
    expect(must(await ada.desk.cards.profile({ card })).card.state).toBe('processing')
    expect(must(await ada.desk.data.read()).cards).toBe(1)
  })
})
