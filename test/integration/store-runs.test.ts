import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DeskEvent, RecordedCommit } from '../../electron/engine/events'
import type { Decision, DeskView } from '../../electron/engine/view'
import { type Files, realFiles } from '../../electron/files'
import type { Store } from '../../electron/store'
import { FaultyFiles } from '../support/faulty-files'
import {
  abort,
  committed,
  ended,
  firstSegment,
  inRun,
  journalLines,
  noted,
  olga,
  open,
  orderedCard,
  picture,
  range,
  refusedWith,
  retitle,
  runRecords,
  type StoreOptions,
  startRun,
  temporaryFolder,
  write,
} from '../support/store-desk'

type Decide = (view: DeskView) => Decision
const events = (...written: readonly DeskEvent[]): Decide => {
  return () => ({ ok: true, by: olga, events: written })
}

/** A desk with cards, and what each run was answered to have written. */
async function deskOf(cards: number, options: StoreOptions) {
  const store = await open(options)
  const told: Record<string, RecordedCommit[]> = {}
  store.subscribe(({ commit }) => {
    const runs = new Set(commit.events.flatMap((event) => ('run' in event && event.run ? [event.run] : [])))
    for (const run of runs) told[run] = [...(told[run] ?? []), commit]
  })
  for (const number of range(1, cards + 1)) await write(store, ...orderedCard(number))
  return { store, told }
}

async function take(store: Store, ...decisions: readonly Decide[]) {
  for (const decide of decisions) committed(await store.transact(decide))
}

/** Two runs at once, and work beside them. */
async function busy(store: Store) {
  await take(
    store,
    startRun,
    inRun('S-000001', retitle('TC-000001', 'first')),
    retitle('TC-000002', 'by hand'),
    startRun,
    inRun('S-000002', retitle('TC-000003', 'second')),
    events(noted('S-000001', 'TC-000002'), noted('S-000001')),
  )
}

/** They go on and one of them ends, for a journal that goes on after a checkpoint. */
async function busyOn(store: Store) {
  await take(
    store,
    inRun('S-000001', abort('TC-000001')),
    events(ended('S-000001', { sent: 2, over: 1 })),
    inRun('S-000002', retitle('TC-000002', 'second')),
    startRun,
  )
}

/** As a crash would leave it: nothing is put into the snapshot any more. */
async function crashed(folder: string): Promise<string> {
  const copy = await temporaryFolder()
  await cp(folder, copy, { recursive: true, filter: (source) => !source.includes('lock.') })
  return copy
}

describe('The runs of batch sync', () => {
  it('begin, end and say how it went', async () => {
    const { store } = await deskOf(3, { folder: await temporaryFolder() })
    await busy(store)
    const begun = { started: olga, ended: null, end: null, problem: null, counts: {} }
    expect(store.syncRuns()).toEqual([
      { id: 'S-000001', ...begun },
      { id: 'S-000002', ...begun },
    ])
    await busyOn(store)
    expect(store.syncRuns()).toEqual([
      { id: 'S-000001', ...begun, ended: olga.at, end: 'done', counts: { sent: 2, over: 1 } },
      { id: 'S-000002', ...begun },
      { id: 'S-000003', ...begun },
    ])
    expect(store.view.nextIds('sync-run', 1)).toEqual(['S-000004'])
  })

  it('have every record they wrote, oldest first, and no other', async () => {
    const { store, told } = await deskOf(3, { folder: await temporaryFolder(), segmentBytes: 2000 })
    await busy(store)
    expect(await runRecords(store)).toEqual(told)
    await busyOn(store)
    expect(store.status().segments).toBeGreaterThan(2)
    expect(told['S-000001']?.map((record) => record.sequence)).toEqual([4, 5, 9, 10, 11])
    expect(told['S-000002']?.map((record) => record.sequence)).toEqual([7, 8, 12])
    expect(await runRecords(store)).toEqual(told)
    for (const unknown of ['S-000009', 'S-1', 'P-000001', 'TC-000001', '']) {
      expect(await store.syncRunRecords(unknown, 10)).toEqual([])
    }
  })

  it('are the same after a restart, from the journal alone, and from a checkpoint with a journal after it', async () => {
    const folder = await temporaryFolder()
    const { store, told } = await deskOf(3, { folder, segmentBytes: 2000 })
    await busy(store)
    await store.checkpoint()
    await busyOn(store)
    const expected = picture(store)
    const copy = await crashed(folder)
    const afterCrash = await open({ folder: copy })
    expect(JSON.parse(await readFile(join(copy, 'snapshot/manifest.json'), 'utf8')).sequence).toBe(9)
    expect(picture(afterCrash)).toEqual(expected)
    expect(await runRecords(afterCrash)).toEqual(told)
    await store.close()
    const again = await open({ folder })
    expect(picture(again)).toEqual(expected)
    expect(await runRecords(again)).toEqual(told)
    await again.close()
    await rm(join(folder, 'snapshot'), { recursive: true })
    const journalAlone = await open({ folder })
    expect(picture(journalAlone)).toEqual(expected)
    expect(await runRecords(journalAlone)).toEqual(told)
  })

  it('are right when the document they are in is ahead of the manifest', async () => {
    const folder = await temporaryFolder()
    let first = true
    const files: Files = {
      ...realFiles,
      async rename(from, to) {
        // The cards' document is on its way: now the runs go on, and one ends, before theirs is taken.
        if (first && to.includes('temporary-card-0')) {
          first = false
          await busyOn(store)
        }
        await realFiles.rename(from, to)
      },
    }
    const { store, told } = await deskOf(3, { folder, files })
    await busy(store)
    await store.checkpoint()
    const copy = await crashed(folder)
    const { documents, sequence } = JSON.parse(await readFile(join(copy, 'snapshot/manifest.json'), 'utf8'))
    const runs = documents.find((entry: { name: string }) => entry.name === 'sync-run-0')
    expect(runs.sequence).toBeGreaterThan(sequence)
    const afterCrash = await open({ folder: copy })
    expect(picture(afterCrash)).toEqual(picture(store))
    expect(await runRecords(afterCrash)).toEqual(told)
  })

  it('give their records in pages, however they are asked for', async () => {
    const { store, told } = await deskOf(3, { folder: await temporaryFolder(), segmentBytes: 2000 })
    await busy(store)
    await busyOn(store)
    const records = told['S-000001'] ?? []
    for (const size of [1, 2, 3, 9]) {
      const pages: RecordedCommit[] = []
      let page: readonly RecordedCommit[]
      do {
        page = await store.syncRunRecords('S-000001', size, pages.at(-1)?.sequence)
        expect(page.length).toBeLessThanOrEqual(size)
        pages.push(...page)
      } while (page.length > 0)
      expect(pages).toEqual(records)
    }
    for (const after of range(0, store.view.sequence + 2)) {
      const expected = records.filter((record) => record.sequence > after).slice(0, 2)
      expect(await store.syncRunRecords('S-000001', 2, after)).toEqual(expected)
    }
  })

  it('are read with a bounded read for each record, not by reading the journal', async () => {
    const disk = new FaultyFiles()
    const { store } = await deskOf(3, { folder: await temporaryFolder(), files: disk.files })
    await busy(store)
    const from = disk.calls.length
    await store.syncRunRecords('S-000001', 2)
    const calls = disk.calls.slice(from).filter((call) => call.path.endsWith('.ndjson'))
    expect(calls.filter((call) => call.operation === 'read')).toHaveLength(2)
    expect(calls.every((call) => call.operation === 'open' || call.operation === 'read')).toBe(true)
  })

  it('with a damaged record are refused, never shown wrong', async () => {
    const folder = await temporaryFolder()
    const { store, told } = await deskOf(3, { folder })
    await busy(store)
    await store.close()
    const path = join(folder, firstSegment)
    const bytes = await readFile(path)
    bytes[bytes.indexOf('"title":"first"') + 10] = 'F'.charCodeAt(0)
    await writeFile(path, bytes)
    const again = await open({ folder })
    const refused = { code: 'data-unreadable', details: { sequence: 5 } }
    await expect(again.syncRunRecords('S-000001', 10)).rejects.toMatchObject(refused)
    // What does not need it can be read.
    expect(await again.syncRunRecords('S-000001', 1)).toEqual(told['S-000001']?.slice(0, 1))
    expect(await again.syncRunRecords('S-000002', 10)).toEqual(told['S-000002'])
  })
})

describe('What a run of batch sync writes', () => {
  async function begun(cards: number, disk = new FaultyFiles()) {
    const folder = await temporaryFolder()
    const { store } = await deskOf(cards, { folder, files: disk.files })
    await take(store, startRun)
    return { store, disk, folder }
  }
  const transactAll = (store: Store, ...decisions: readonly Decide[]) =>
    Promise.allSettled(decisions.map((decide) => store.transact(decide)))

  it('shares a flush, and its end with it', async () => {
    // Few enough that no space is made ahead, which would be taken back with a flush of its own.
    const { store, disk } = await begun(12)
    const flushes = disk.count('flush', '.ndjson')
    const cards = [...store.cards()].map((card) => card.id)
    const answers = await transactAll(
      store,
      ...cards.map((card) => inRun('S-000001', retitle(card, 'sent'))),
      events(noted('S-000001')),
      events(ended('S-000001')),
    )
    expect(answers.map((answer) => answer.status === 'fulfilled' && answer.value.ok)).toEqual(Array(14).fill(true))
    expect(disk.count('flush', '.ndjson')).toBe(flushes + 1)
    expect(await store.syncRunRecords('S-000001', 100)).toHaveLength(15)
    expect(store.syncRuns()[0]?.end).toBe('done')
  })

  it('waits for its start', async () => {
    const disk = new FaultyFiles()
    const { store } = await deskOf(1, { folder: await temporaryFolder(), files: disk.files })
    const flushes = disk.count('flush', '.ndjson')
    const answers = await Promise.all(
      [startRun, inRun('S-000001', retitle('TC-000001', 'sent'))].map((decide) => store.transact(decide)),
    )
    expect(answers.map((answer) => committed(answer).commit.sequence)).toEqual([2, 3])
    expect(disk.count('flush', '.ndjson')).toBe(flushes + 2)
  })

  it('does not come after its end', async () => {
    const { store, folder } = await begun(2)
    const [moved, over, late] = await transactAll(
      store,
      inRun('S-000001', retitle('TC-000001', 'sent')),
      events(ended('S-000001')),
      inRun('S-000001', retitle('TC-000002', 'sent')),
    )
    expect([moved?.status, over?.status]).toEqual(['fulfilled', 'fulfilled'])
    expect(late).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('has ended') } })
    expect(await journalLines(folder)).toHaveLength(5)
    expect(store.view.card('TC-000002')?.title).toBe('')
    await expect(store.transact(events(ended('S-000001')))).rejects.toThrow(/has ended/)
    // A bug of one run stops nothing else.
    await take(store, startRun, inRun('S-000002', abort('TC-000002')))
  })

  it('starts two runs with two numbers, also in one flush', async () => {
    const { store } = await deskOf(0, { folder: await temporaryFolder() })
    await transactAll(store, startRun, startRun, startRun)
    expect(store.syncRuns().map((run) => run.id)).toEqual(['S-000001', 'S-000002', 'S-000003'])
    await expect(store.transact(events({ type: 'sync-started', run: 'S-000002' }))).rejects.toThrow(/started before/)
  })

  it('is not there when the disk refused it, and is started with the same number again', async () => {
    const { store, disk } = await begun(1)
    disk.failOn('flush', '.ndjson', 'ENOSPC')
    expect(refusedWith(await store.transact(startRun)).code).toBe('storage-failed')
    expect(refusedWith(await store.transact(events(ended('S-000001')))).code).toBe('storage-failed')
    disk.fate = () => null
    expect(store.syncRuns()).toMatchObject([{ id: 'S-000001', end: null }])
    expect(await store.syncRunRecords('S-000001', 10)).toHaveLength(1)
    await take(store, startRun, events(ended('S-000001')))
    expect(store.syncRuns()).toMatchObject([
      { id: 'S-000001', end: 'done' },
      { id: 'S-000002', end: null },
    ])
  })
})
