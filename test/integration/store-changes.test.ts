import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DeskEvent } from '../../electron/engine/events'
import type { Store } from '../../electron/store'
import type { Change, ChangesOf } from '../../electron/store/port'
import { FaultyFiles } from '../support/faulty-files'
import {
  accountOf,
  committed,
  firstSegment,
  olga,
  open,
  orderedCard,
  personOf,
  range,
  retitle,
  type StoreOptions,
  temporaryFolder,
  write,
} from '../support/store-desk'

const desk: ChangesOf = 'settings-and-accounts'
const subjects: readonly ChangesOf[] = [desk, { person: 'P-000001' }, { person: 'P-000002' }, { person: 'P-001500' }]

/** What the store must answer, kept by the test as it writes; newest first. */
class Told {
  private readonly told: { sequence: number; of: ChangesOf; changes: Change[] }[] = []

  constructor(readonly store: Store) {}

  async write(of: ChangesOf, ...changes: Change[]) {
    const { commit } = committed(await write(this.store, ...changes.map((change) => change.event as DeskEvent)))
    this.told.unshift({ sequence: commit.sequence, of, changes })
  }

  of(of: ChangesOf) {
    return this.told
      .filter((each) => JSON.stringify(each.of) === JSON.stringify(of))
      .map(({ sequence, changes }) => ({ sequence, by: olga, changes }))
  }
}

const idle = (before: number, after: number): Change => ({
  kind: 'settings',
  event: {
    type: 'settings-saved',
    section: 'desk',
    before: { idleLockMinutes: before },
    after: { idleLockMinutes: after },
  },
})

/** Changes of everything, between work on cards, over several files. */
async function changedDesk(options: StoreOptions) {
  const store = await open(options)
  const told = new Told(store)
  const [ada, adaLater] = [accountOf(1), accountOf(1, { version: 2, name: 'Ada Brandt', credential: 'c-1' })]
  const bea = accountOf(2, { person: 'P-000001' })
  const [zoe, zoeLater] = [personOf(1), personOf(1, { version: 2, familyName: 'Müller' })]
  const zoeLast = { ...zoeLater, version: 3, email: '' }
  const twice = [personOf(1500), personOf(1500, { version: 2, upn: 'new@corp.example' })] as const

  await told.write(desk, {
    kind: 'account',
    event: { type: 'account-saved', account: ada, change: 'added' },
    before: null,
  })
  await told.write(
    { person: 'P-000001' },
    { kind: 'person', event: { type: 'person-saved', person: zoe }, before: null },
  )
  await write(store, ...orderedCard(1, 'P-000001'))
  await told.write(desk, idle(10, 5))
  await told.write(
    desk,
    { kind: 'account', event: { type: 'account-saved', account: adaLater, change: 'password-set' }, before: ada },
    { kind: 'account', event: { type: 'account-saved', account: bea, change: 'added' }, before: null },
    idle(5, 0),
  )
  for (const number of range(0, 40)) await store.transact(retitle('TC-000001', `Title ${number}`))
  await told.write(
    { person: 'P-000001' },
    { kind: 'person', event: { type: 'person-saved', person: zoeLater }, before: zoe },
  )
  await told.write(
    { person: 'P-001500' },
    { kind: 'person', event: { type: 'person-saved', person: twice[0] }, before: null },
    { kind: 'person', event: { type: 'person-saved', person: twice[1] }, before: twice[0] },
  )
  return {
    store,
    told,
    /** Some more of each, for a journal that goes on after a checkpoint. */
    async more() {
      const beaLater = { ...bea, version: 2, disabled: true }
      await told.write(desk, idle(0, 20))
      await told.write(desk, {
        kind: 'account',
        event: { type: 'account-saved', account: beaLater, change: 'changed' },
        before: bea,
      })
      await told.write(
        { person: 'P-000001' },
        { kind: 'person', event: { type: 'person-saved', person: zoeLast }, before: zoeLater },
      )
      await told.write(
        { person: 'P-000002' },
        { kind: 'person', event: { type: 'person-saved', person: personOf(2) }, before: null },
      )
      await store.transact(retitle('TC-000001', 'Last'))
    },
  }
}

async function expectTold(store: Store, told: Told) {
  for (const of of subjects) {
    expect(await store.changes(of, 1000), JSON.stringify(of)).toEqual({ records: told.of(of), before: null })
  }
}

describe('The changes of settings, accounts and persons', () => {
  it('are every record that saved them, newest first, each with what was there before', async () => {
    const { store, told, more } = await changedDesk({ folder: await temporaryFolder(), segmentBytes: 4000 })
    await expectTold(store, told)
    await more()
    expect(told.of(desk)).toHaveLength(5)
    expect(told.of({ person: 'P-000001' })).toHaveLength(3)
    await expectTold(store, told)
    expect(await store.changes({ person: 'P-000009' }, 10)).toEqual({ records: [], before: null })
  })

  it('are the same after a restart, from the journal alone, and from a checkpoint with a journal after it', async () => {
    const folder = await temporaryFolder()
    const { store, told, more } = await changedDesk({ folder, segmentBytes: 4000 })
    await store.checkpoint()
    await more()
    // As a crash would leave it: nothing was put into the snapshot since.
    const crashed = await temporaryFolder()
    await cp(folder, crashed, { recursive: true, filter: (source) => !source.includes('lock.') })
    const afterCrash = await open({ folder: crashed })
    expect(JSON.parse(await readFile(join(crashed, 'snapshot/manifest.json'), 'utf8')).sequence).toBeLessThan(
      store.view.sequence,
    )
    await expectTold(afterCrash, told)
    await store.close()
    const again = await open({ folder })
    await expectTold(again, told)
    await again.close()
    await rm(join(folder, 'snapshot'), { recursive: true })
    await expectTold(await open({ folder }), told)
  })

  it('are not told twice when a document of the snapshot is ahead of its manifest', async () => {
    const folder = await temporaryFolder()
    const disk = new FaultyFiles()
    const { store, told, more } = await changedDesk({ folder, files: disk.files })
    // Commits that come while the documents are written: some documents show them, the manifest does not.
    const taking = store.checkpoint()
    await more()
    await taking
    const copy = await temporaryFolder()
    await cp(folder, copy, { recursive: true, filter: (source) => !source.includes('lock.') })
    const manifest = JSON.parse(await readFile(join(copy, 'snapshot/manifest.json'), 'utf8'))
    const ahead = manifest.documents.filter((entry: { sequence: number }) => entry.sequence > manifest.sequence)
    expect(ahead).not.toEqual([])
    await expectTold(await open({ folder: copy }), told)
  })

  it('come in pages, however they are asked for', async () => {
    const { store, told, more } = await changedDesk({ folder: await temporaryFolder(), segmentBytes: 4000 })
    await more()
    for (const of of subjects) {
      const all = told.of(of)
      for (const size of [1, 2, 3]) {
        const pages = []
        let before: number | null | undefined
        do {
          const page = await store.changes(of, size, before ?? undefined)
          expect(page.records.length).toBeLessThanOrEqual(size)
          pages.push(...page.records)
          before = page.before
        } while (before !== null)
        expect(pages).toEqual(all)
      }
      for (const before of range(1, store.view.sequence + 2)) {
        const expected = all.filter((record) => record.sequence < before)
        const page = await store.changes(of, 2, before)
        expect(page.records).toEqual(expected.slice(0, 2))
        expect(page.before).toBe(expected.length > 2 ? expected[1]?.sequence : null)
      }
    }
  })

  it('are read with a bounded read for each record, not by reading the journal', async () => {
    const disk = new FaultyFiles()
    const { store, more } = await changedDesk({ folder: await temporaryFolder(), files: disk.files })
    await more()
    const from = disk.calls.length
    await store.changes({ person: 'P-000001' }, 2)
    const calls = disk.calls.slice(from).filter((call) => call.path.endsWith('.ndjson'))
    // Two records, and the one before them.
    expect(calls.filter((call) => call.operation === 'read')).toHaveLength(3)
    expect(calls.every((call) => call.operation === 'open' || call.operation === 'read')).toBe(true)
  })

  it('that are damaged on the disk are refused, never shown wrong', async () => {
    const folder = await temporaryFolder()
    const { store } = await changedDesk({ folder })
    await store.close()
    const path = join(folder, firstSegment)
    const bytes = await readFile(path)
    const at = bytes.indexOf('"idleLockMinutes":5')
    bytes[at + 18] = '7'.charCodeAt(0)
    await writeFile(path, bytes)
    const again = await open({ folder })
    await expect(again.changes(desk, 100)).rejects.toMatchObject({ code: 'data-unreadable', details: { sequence: 4 } })
    expect((await again.changes({ person: 'P-000001' }, 100)).records).toHaveLength(2)
  })

  it('of a folder that was begun in format 1 go back to its first record', async () => {
    const folder = await temporaryFolder()
    await cp(new URL('../fixtures/data-v1/', import.meta.url), folder, { recursive: true })
    const store = await open({ folder })
    const { records } = await store.changes(desk, 10)
    expect(records.map((record) => record.sequence)).toEqual([5, 2, 1])
    expect(records[0]?.changes).toHaveLength(5)
    expect(records[1]?.changes).toEqual([
      {
        kind: 'account',
        event: expect.objectContaining({ change: 'changed', account: expect.objectContaining({ name: 'Ada' }) }),
        before: expect.objectContaining({ name: 'Ada Brandt', roles: ['administrator'], person: null }),
      },
    ])
    expect((await store.changes({ person: 'P-000002' }, 10)).records.map((record) => record.sequence)).toEqual([4, 3])
  })
})
