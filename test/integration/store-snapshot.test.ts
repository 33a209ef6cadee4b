import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { StorageFailed, type Store } from '../../electron/store'
import { seal } from '../../electron/store/seal'
import { FaultyFiles, failure } from '../support/faulty-files'
import { withSlashes } from '../support/slashes'
import {
  abort,
  accountOf,
  bytesOf,
  committed,
  edit,
  ended,
  forEach,
  idOf,
  inRun,
  noted,
  open,
  orderedCard,
  orderNext,
  personOf,
  picture,
  range,
  refusedToOpen,
  retitle,
  runRecords,
  startRun,
  temporaryFolder,
  write,
} from '../support/store-desk'
import { TestLog } from '../support/test-desk'

/** What the disk would hold if the desk were killed now. */
async function copyOf(folder: string): Promise<string> {
  const copy = await temporaryFolder()
  // What is half written comes and goes while it is copied.
  await cp(folder, copy, { recursive: true, filter: (path) => !path.endsWith('.new') })
  return copy
}

/** The desk in a folder, opened as it is and opened from its journal alone. */
async function bothWays(folder: string) {
  const withSnapshot = await open({ folder: await copyOf(folder) })
  const copy = await copyOf(folder)
  await rm(join(copy, 'snapshot'), { recursive: true, force: true, maxRetries: 3 })
  const journalAlone = await open({ folder: copy })
  const pictures = {
    withSnapshot: { ...picture(withSnapshot), records: await runRecords(withSnapshot) },
    journalAlone: { ...picture(journalAlone), records: await runRecords(journalAlone) },
  }
  await Promise.all([withSnapshot.close(), journalAlone.close()])
  return pictures
}

/** A closed desk with things of every kind in several documents. */
async function richDesk(log = new TestLog()) {
  const folder = await temporaryFolder()
  const store = await open({ folder, log })
  await write(store, { type: 'account-saved', change: 'added', account: accountOf(1) })
  await write(store, { type: 'person-saved', person: personOf(1) }, { type: 'person-saved', person: personOf(1500) })
  for (const number of [1, 2, 999, 1000, 2500]) await write(store, ...orderedCard(number, 'P-000001'))
  await store.transact(startRun)
  await store.transact(inRun('S-000001', retitle('TC-001000', 'sent')))
  await store.checkpoint()
  await store.transact(abort('TC-000001'))
  await write(store, ended('S-000001'))
  await store.close()
  return { folder, before: picture(store) }
}

const manifest = 'snapshot/manifest.json'
const documents = async (folder: string) =>
  (await readdir(join(folder, 'snapshot'))).filter((name) => !/^manifest/.test(name))
const fromJournalAlone = (log: TestLog) => log.lines.some((line) => line.includes('journal alone'))

describe('Snapshot and journal', () => {
  const number = fc.integer({ min: 1, max: 3200 })
  const step = fc.oneof(
    fc.record({ does: fc.constant('order' as const), number }),
    fc.record({ does: fc.constant('abort' as const), number }),
    fc.record({ does: fc.constant('person' as const), number }),
    fc.record({ does: fc.constant('hand over' as const), number, holder: number }),
    fc.record({ does: fc.constant('settings' as const), minutes: fc.nat(60) }),
    fc.record({ does: fc.constant('start run' as const), number }),
    fc.record({ does: fc.constant('run on' as const), number }),
    fc.record({ does: fc.constant('end run' as const), number }),
    fc.record({ does: fc.constant('checkpoint' as const) }),
    fc.record({ does: fc.constant('checkpoint meanwhile' as const) }),
    fc.record({ does: fc.constant('restart' as const) }),
  )
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

  /** What a desk must come to, kept the simplest way there is. */
  class Model {
    readonly states = new Map<string, string>()
    readonly holders = new Map<string, string | null>()
    readonly persons = new Map<string, number>()
    /** For each run whether it has ended, and how many records it wrote. */
    readonly runs = new Map<string, { ended: boolean; records: number }>()
    minutes = 10
    commits = 0

    /** A run that is under way, chosen by a number. */
    underWay(number: number): string | undefined {
      const open = [...this.runs].filter(([, run]) => !run.ended).map(([id]) => id)
      return open[number % Math.max(1, open.length)]
    }
  }

  async function act(store: Store, model: Model, action: Exclude<Step, { does: `checkpoint${string}` | 'restart' }>) {
    const card = 'number' in action ? idOf('TC', action.number) : ''
    switch (action.does) {
      case 'order':
        if (model.states.has(card)) return
        committed(await write(store, ...orderedCard(action.number)))
        model.states.set(card, 'processing')
        model.holders.set(card, null)
        break
      case 'abort':
        if (model.states.get(card) !== 'processing') return
        committed(await store.transact(abort(card)))
        model.states.set(card, 'aborted')
        break
      case 'person': {
        const id = idOf('P', action.number)
        const version = (model.persons.get(id) ?? 0) + 1
        const person = personOf(action.number, { version, employeeNumber: `E-${action.number}-${version}` })
        committed(await write(store, { type: 'person-saved', person }))
        model.persons.set(id, version)
        break
      }
      case 'hand over': {
        const open = [...model.states].filter(([, state]) => state === 'processing').map(([id]) => id)
        const chosen = open[action.number % Math.max(1, open.length)]
        const holder = idOf('P', action.holder)
        if (!chosen) return
        committed(await store.transact(edit(chosen, { holder })))
        model.holders.set(chosen, holder)
        break
      }
      case 'settings': {
        const [before, after] = [model.minutes, action.minutes].map((idleLockMinutes) => ({ idleLockMinutes }))
        committed(await write(store, { type: 'settings-saved', section: 'desk', before, after } as never))
        model.minutes = action.minutes
        break
      }
      case 'start run': {
        const run = idOf('S', action.number)
        if (model.runs.has(run)) return
        committed(await write(store, { type: 'sync-started', run }))
        model.runs.set(run, { ended: false, records: 1 })
        break
      }
      case 'run on': {
        const run = model.underWay(action.number)
        if (!run) return
        const waiting = [...model.states].find(([, state]) => state === 'processing')?.[0]
        if (waiting) committed(await store.transact(inRun(run, retitle(waiting, `Title ${model.commits}`))))
        else committed(await write(store, noted(run)))
        model.runs.set(run, { ended: false, records: (model.runs.get(run)?.records ?? 0) + 1 })
        break
      }
      case 'end run': {
        const run = model.underWay(action.number)
        if (!run) return
        committed(await write(store, ended(run)))
        model.runs.set(run, { ended: true, records: (model.runs.get(run)?.records ?? 0) + 1 })
      }
    }
    model.commits += 1
  }

  function expectModel(found: ReturnType<typeof picture>, model: Model) {
    expect(found.sequence).toBe(model.commits)
    expect(Object.fromEntries(found.cards.map((card) => [card.id, card.state]))).toEqual(
      Object.fromEntries(model.states),
    )
    expect(Object.fromEntries(found.cards.map((card) => [card.id, card.holder]))).toEqual(
      Object.fromEntries(model.holders),
    )
    expect(Object.fromEntries(found.persons.map((person) => [person.id, person.version]))).toEqual(
      Object.fromEntries(model.persons),
    )
    expect(found.settings.desk.values.idleLockMinutes).toBe(model.minutes)
    expect(Object.fromEntries(found.runs.map((run) => [run.id, run.end === 'done']))).toEqual(
      Object.fromEntries([...model.runs].map(([id, run]) => [id, run.ended])),
    )
    expect(found.runs.map((run) => run.id)).toEqual([...model.runs.keys()].toSorted())
  }

  it('together are the journal alone, whatever happened and whenever it was killed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const folder = await temporaryFolder()
        const model = new Model()
        let store = await open({ folder })
        let meanwhile: Promise<void> | undefined
        for (const action of steps) {
          if (action.does === 'checkpoint') await store.checkpoint()
          else if (action.does === 'checkpoint meanwhile') meanwhile = store.checkpoint()
          else if (action.does === 'restart') {
            await store.close()
            store = await open({ folder })
          } else await act(store, model, action)
        }
        expectModel(picture(store), model)
        await meanwhile
        const { withSnapshot, journalAlone } = await bothWays(folder)
        const found = { ...picture(store), records: await runRecords(store) }
        expect(withSnapshot).toEqual(found)
        expect(journalAlone).toEqual(found)
        for (const [id, { records }] of model.runs) expect(found.records[id]).toHaveLength(records)
        await store.close()
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  it('give numbers out once even when the card that used the highest no longer shows it', async () => {
    const folder = await temporaryFolder()
    const store = await open({ folder })
    await write(store, ...orderedCard(7))
    committed(await store.transact(edit('TC-000007', { order: null })))
    await store.close()
    expect((await open({ folder })).view.nextIds('order', 1)).toEqual(['O-000008'])
  })
})

describe('A checkpoint', () => {
  it('writes only what changed since the last one', async () => {
    const { folder } = await richDesk()
    const disk = new FaultyFiles()
    const store = await open({ folder, files: disk.files })
    await store.transact(abort('TC-002500'))
    const from = disk.calls.length
    await store.checkpoint()
    const written = disk.calls.slice(from).filter((call) => call.operation === 'rename')
    expect(written.map((call) => withSlashes(call.path.slice(folder.length + 1)).replace(/-\d+\.json$/, ''))).toEqual([
      'snapshot/temporary-card-2',
      'head.json',
      'snapshot/manifest.previous.json',
      'snapshot/manifest.json',
    ])
    const again = disk.calls.length
    await store.checkpoint()
    expect(disk.calls.length).toBe(again)
  })

  it('keeps the files of this manifest and the one before, and no others', async () => {
    const { folder } = await richDesk()
    for (const title of ['one', 'two', 'three']) {
      const store = await open({ folder })
      await store.transact(retitle('TC-000002', title))
      await store.close()
    }
    const named = async (file: string) => {
      const { documents } = JSON.parse(await readFile(join(folder, file), 'utf8')) as { documents: { file: string }[] }
      return documents.map((entry) => entry.file)
    }
    const kept = new Set([...(await named(manifest)), ...(await named('snapshot/manifest.previous.json'))])
    expect((await documents(folder)).toSorted()).toEqual([...kept].toSorted())
  })

  it('comes by itself after so many commits', async () => {
    const store = await open({ folder: await temporaryFolder(), checkpointEvery: 5 })
    for (let number = 0; number < 5; number += 1) await store.transact(orderNext)
    await vi.waitFor(() => expect(store.status().checkpointSequence).toBe(5))
  })

  it('lets commits go on and misses none of them', async () => {
    const folder = await temporaryFolder()
    const disk = new FaultyFiles()
    const store = await open({ folder, files: disk.files })
    for (const number of range(1, 5000, 250)) await write(store, ...orderedCard(number))
    const ids = [...store.cards()].map((card) => card.id)
    let committing: Promise<unknown> | undefined
    disk.fate = (call) => {
      // The first document is on its way: now everything changes.
      if (call.operation === 'rename') committing ??= Promise.all(ids.map((id) => store.transact(abort(id))))
      return null
    }
    await store.checkpoint()
    await committing
    expect(store.view.sequence).toBe(40)
    const { withSnapshot, journalAlone } = await bothWays(folder)
    const found = { ...picture(store), records: await runRecords(store) }
    expect(withSnapshot).toEqual(found)
    expect(journalAlone).toEqual(found)
  })

  async function withChange(disk: FaultyFiles) {
    const { folder } = await richDesk()
    const store = await open({ folder, files: disk.files })
    await store.transact(abort('TC-002500'))
    await store.transact(retitle('TC-000002', 'changed'))
    return { folder, store }
  }
  async function callsOfCheckpoint() {
    const disk = new FaultyFiles()
    const { store } = await withChange(disk)
    const from = disk.calls.length
    await store.checkpoint()
    return disk.calls.slice(from)
  }

  it('that fails anywhere says so, leaves a usable folder, and the next one works', async () => {
    const calls = await callsOfCheckpoint()
    expect(calls.length).toBeGreaterThan(15)
    await forEach(range(0, calls.length), async (failing) => {
      const disk = new FaultyFiles()
      const { folder, store } = await withChange(disk)
      const from = disk.calls.length
      disk.fate = (_, number) => (number === from + failing + 1 ? failure('ENOSPC') : null)
      const outcome = await store.checkpoint().catch((error: unknown) => error)
      // Only tidying up afterwards may fail without a word to the caller.
      if (outcome !== undefined) {
        expect(outcome).toBeInstanceOf(StorageFailed)
        expect((outcome as StorageFailed).refusal.error).toMatchObject({
          code: 'storage-failed',
          details: { cause: 'ENOSPC' },
        })
      } else expect(['list', 'remove']).toContain(calls[failing]?.operation)
      disk.fate = () => null
      const found = { ...picture(store), records: await runRecords(store) }
      expect((await bothWays(folder)).withSnapshot, `call ${failing}`).toEqual(found)
      await store.checkpoint()
      expect(store.status().checkpointSequence).toBe(store.view.sequence)
      const log = new TestLog()
      const copy = await open({ folder: await copyOf(folder), log })
      expect(picture(copy)).toEqual(picture(store))
      expect(log.lines).toEqual([])
      await Promise.all([copy.close(), store.close()])
    })
  }, 120_000)

  it('that a crash ends anywhere leaves the desk whole', async () => {
    const calls = await callsOfCheckpoint()
    await forEach(range(0, calls.length), async (last) => {
      const disk = new FaultyFiles()
      const { folder, store } = await withChange(disk)
      const from = disk.calls.length
      disk.fate = (_, number) => (number > from + last ? failure('EIO') : null)
      await store.checkpoint().catch(() => {})
      const log = new TestLog()
      const copy = await open({ folder: await copyOf(folder), log })
      expect(picture(copy), `after call ${last}`).toEqual(picture(store))
      expect(fromJournalAlone(log), `after call ${last}`).toBe(false)
      disk.fate = () => null
      await Promise.all([copy.close(), store.close()])
    })
  }, 120_000)
})

describe('A snapshot that is not usable', () => {
  async function openedAnyway(folder: string, before: ReturnType<typeof picture>) {
    const journal = async () => Object.entries(await bytesOf(folder)).filter(([name]) => name.startsWith('journal/'))
    const bytes = await journal()
    const log = new TestLog()
    const store = await open({ folder, log })
    expect(picture(store)).toEqual(before)
    expect(await journal()).toEqual(bytes)
    expect(log.lines.filter((line) => line.includes('snapshot not usable'))).not.toEqual([])
    await store.close()
    return log
  }

  it('with any byte of any document changed is not believed', async () => {
    const { folder, before } = await richDesk()
    const files = [manifest, ...(await documents(folder)).map((name) => `snapshot/${name}`)]
    const places = (
      await Promise.all(files.map(async (file) => ({ file, bytes: await readFile(join(folder, file)) })))
    ).flatMap(({ file, bytes }) =>
      range(0, bytes.length - 1, Math.ceil(bytes.length / 12)).map((place) => ({ file, bytes, place })),
    )
    await forEach(places, async ({ file, bytes, place }) => {
      const copy = await copyOf(folder)
      const spoilt = Buffer.from(bytes)
      spoilt[place] = (spoilt[place] ?? 0) ^ 0x04
      await writeFile(join(copy, file), spoilt)
      const log = new TestLog()
      const store = await open({ folder: copy, log })
      expect(picture(store), `${file}, byte ${place}`).toEqual(before)
      await store.close()
    })
  }, 120_000)

  it('is answered by the one before it', async () => {
    const { folder, before } = await richDesk()
    await writeFile(join(folder, manifest), '{}')
    expect(fromJournalAlone(await openedAnyway(folder, before))).toBe(false)
  })

  it.each<[string, (folder: string) => Promise<unknown>]>([
    [
      'is missing documents',
      async (folder) => Promise.all((await documents(folder)).map((name) => rm(join(folder, 'snapshot', name)))),
    ],
    [
      'is of another desk',
      async (folder) => {
        const other = await temporaryFolder()
        const store = await open({ folder: other, ids: { random: () => 'another' } })
        for (let number = 1; number <= 8; number += 1) await write(store, ...orderedCard(number))
        await store.close()
        await rm(join(folder, 'snapshot'), { recursive: true })
        await cp(join(other, 'snapshot'), join(folder, 'snapshot'), { recursive: true })
      },
    ],
    ['is no JSON at all', (folder) => spoil(folder, () => 'not JSON')],
    ['has another form', (folder) => spoil(folder, () => seal('{"format":4,"documents":"none"}', 'seal').text)],
    ['has the layout of another version', (folder) => spoil(folder, (text) => resealed(text, { layout: 0 }))],
    ['has a format that never was', (folder) => spoil(folder, (text) => resealed(text, { format: 0 }))],
    ['is of a later moment than the journal', (folder) => spoil(folder, (text) => resealed(text, { sequence: 99 }))],
  ])('because it %s, is answered by the journal', async (_, change) => {
    const { folder, before } = await richDesk()
    await change(folder)
    expect(fromJournalAlone(await openedAnyway(folder, before))).toBe(true)
    // And made anew.
    const log = new TestLog()
    expect(picture(await open({ folder, log }))).toEqual(before)
    expect(log.lines).toEqual([])
  })

  it('deleted comes back from the journal', async () => {
    const { folder, before } = await richDesk()
    await rm(join(folder, 'snapshot'), { recursive: true })
    const store = await open({ folder })
    expect(picture(store)).toEqual(before)
    await store.close()
    expect(await documents(folder)).not.toEqual([])
  })

  it('because a newer version made it, stops the start, and nothing is touched', async () => {
    const { folder } = await richDesk()
    await spoil(folder, (text) => resealed(text, { format: 99 }))
    const before = await bytesOf(folder)
    expect(await refusedToOpen({ folder })).toMatchObject({ code: 'data-newer' })
    expect(await bytesOf(folder)).toEqual(before)
  })
})

/** Changes both manifests, so that neither can stand in for the other. */
async function spoil(folder: string, change: (text: string) => string) {
  for (const file of [manifest, 'snapshot/manifest.previous.json']) {
    const path = join(folder, file)
    await writeFile(path, change(await readFile(path, 'utf8')))
  }
}

/** The document with some members replaced and a seal that fits. */
function resealed(text: string, changes: object): string {
  const { seal: _, ...content } = JSON.parse(text) as Record<string, unknown>
  return seal(JSON.stringify({ ...content, ...changes }), 'seal').text
}
