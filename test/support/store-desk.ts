import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CardEdited, CardMoved, DeskEvent, SyncEnded, SyncNoted } from '../../electron/engine/events'
import type { Decision, DeskView } from '../../electron/engine/view'
import { type Committed, type OpenOptions, openStore, type Store, StoreRefusal } from '../../electron/store'
import type { Refusal } from '../../shared/errors'
import type { AnyState, SymbolicName } from '../../shared/lifecycle'
import type { Account, CardData, Order, Person, Stamp, SyncCounts } from '../../shared/model'
import { withSlashes } from './slashes'
import { TestClock, TestLog } from './test-desk'

export { picture, runRecords } from './picture'

/** Everything a store is opened with in tests; each part can be replaced. */
export type StoreOptions = Partial<OpenOptions> & { readonly folder: string }

export const olga: Stamp = { at: '2026-11-20T09:00:00.000Z', user: 'U-000001', name: 'Olga Petersen', role: 'operator' }

const opened = new Set<Store>()

/** A folder of its own for one test, removed when the test is over. `name` comes below it. */
export function temporaryFolder(name = 'data'): Promise<string> {
  return folderBelow(tmpdir(), name)
}

/**
 * As `temporaryFolder`, on a disk in memory where the system has one: for tests that open a thousand folders and do
 * not ask what is durable.
 */
export function quickFolder(name = 'data'): Promise<string> {
  return folderBelow(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), name)
}

async function folderBelow(place: string, name: string): Promise<string> {
  const folder = await mkdtemp(join(place, 'card-desk-store-'))
  onTestFinished(async () => {
    const stores = [...opened].filter((store) => store.status().folder.startsWith(folder))
    await Promise.all(stores.map((store) => store.close()))
    for (const store of stores) opened.delete(store)
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  })
  return join(folder, name)
}

/** Opens a store that is closed when the test is over and its folder removed. */
export async function open(options: StoreOptions): Promise<Store> {
  const store = await openStore({ clock: new TestClock(), log: new TestLog(), ids: countingIds(), ...options })
  opened.add(store)
  return store
}

/** The refusal to open a folder that must be refused. */
export async function refusedToOpen(options: StoreOptions): Promise<StoreRefusal> {
  try {
    await open(options)
  } catch (error) {
    if (error instanceof StoreRefusal) return error
    throw error
  }
  throw new Error('the folder was opened')
}

export function countingIds() {
  let number = 0
  return { random: () => `id-${++number}` }
}

/** The commit of an answer that must be one. */
export function committed(answer: Committed | Refusal): Committed {
  if (answer.ok) return answer
  throw new Error(`refused: ${answer.error.message}`)
}

/** The refusal of an answer that must be one. */
export function refusedWith(answer: Committed | Refusal): Refusal['error'] {
  if (!answer.ok) return answer.error
  throw new Error(`it was committed as ${answer.commit.sequence}`)
}

/** Writes these events, whatever the desk is like. */
export function write(store: Store, ...events: readonly DeskEvent[]): Promise<Committed | Refusal> {
  return store.transact(() => ({ ok: true, by: olga, events }))
}

const ordering = 'TempCardsAddonExtProdProcOrder'
const aborting = 'TempCardsAddonExtProdProcAbort'

export function orderOf(id: string): Order {
  return {
    id,
    requested: olga,
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
  }
}

/** One temporary card with that number, asked for and waiting in the queue: two events. */
export function orderedCard(number: number, holder: string | null = null): readonly CardMoved[] {
  const card = idOf('TC', number)
  const both = { type: 'card-moved', card, cardType: 'temporary-card', process: ordering, previous: null } as const
  return [
    {
      ...both,
      version: 1,
      from: null,
      to: 'requested',
      set: { layout: 'Blue', holder, order: orderOf(idOf('O', number)) },
    },
    { ...both, version: 2, from: 'requested', to: 'processing' },
  ]
}

/** Orders the next temporary card, its number given by the desk. */
export function orderNext(view: DeskView): Decision {
  const [id = ''] = view.nextIds('temporary-card', 1)
  return { ok: true, by: olga, events: orderedCard(Number(id.split('-')[1])) }
}

/** Moves a card that exists. */
export function move(view: DeskView, card: string, process: SymbolicName, to: AnyState): CardMoved {
  const { version, lastSequence, state, cardType } = view.card(card) ?? missing(card)
  return { type: 'card-moved', card, cardType, process, version: version + 1, previous: lastSequence, from: state, to }
}

/** Aborts the order of a temporary card, as the documented use case does. */
export function abort(card: string): (view: DeskView) => Decision {
  return (view) => ({ ok: true, by: olga, events: [move(view, card, aborting, 'aborted')] })
}

/** Gives a card another title; its state stays. */
export function retitle(card: string, title: string): (view: DeskView) => Decision {
  return edit(card, { title })
}

/** Changes data of a card; its state stays. */
export function edit(
  card: string,
  set: Partial<CardData>,
  process: SymbolicName = ordering,
): (view: DeskView) => Decision {
  return (view) => {
    const { version, lastSequence, state, cardType } = view.card(card) ?? missing(card)
    const edited = { type: 'card-edited', card, cardType, process, state, set } as const
    const event: CardEdited = { ...edited, version: version + 1, previous: lastSequence }
    return { ok: true, by: olga, events: [event] }
  }
}

/** Starts the next run of batch sync. */
export function startRun(view: DeskView): Decision {
  const [run = ''] = view.nextIds('sync-run', 1)
  return { ok: true, by: olga, events: [{ type: 'sync-started', run }] }
}

/** What a run notes of a card, or of an order nobody sent. */
export function noted(run: string, card: string | null = null): SyncNoted {
  const outcome = card === null ? 'unknown-order' : 'over'
  return {
    type: 'sync-noted',
    run,
    notes: [{ outcome, card, order: 'O-000001', text: 'Nothing was done.' }],
    files: [],
  }
}

/** The end of a run. */
export function ended(run: string, counts: SyncCounts = { sent: 1 }): SyncEnded {
  return { type: 'sync-ended', run, end: 'done', problem: null, counts }
}

/** A decision on cards as a run of batch sync writes it. */
export function inRun(run: string, decide: (view: DeskView) => Decision): (view: DeskView) => Decision {
  return (view) => {
    const decision = decide(view)
    return decision.ok ? { ...decision, events: decision.events.map((event) => ({ ...event, run })) } : decision
  }
}

function missing(card: string): never {
  throw new Error(`there is no card ${card}`)
}

export function idOf(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(6, '0')}`
}

export function personOf(number: number, changes: Partial<Person> = {}): Person {
  return {
    id: idOf('P', number),
    version: 1,
    employeeNumber: `E-${number}`,
    givenName: 'Zoë',
    familyName: '田中',
    email: 'zoe@example.org',
    upn: 'zoe@corp.example',
    organisationalUnit: 'Research',
    ...changes,
  }
}

export function accountOf(number: number, changes: Partial<Account> = {}): Account {
  const id = idOf('U', number)
  return {
    id,
    version: 1,
    userName: `user${number}`,
    name: 'Ada',
    roles: ['operator'],
    disabled: false,
    person: null,
    credential: null,
    ...changes,
  }
}

/** Does something for many things, some at a time: most of it is waiting for the disk. */
export async function forEach<Thing>(things: readonly Thing[], act: (thing: Thing) => Promise<void>): Promise<void> {
  const left = [...things]
  const lane = async () => {
    for (let thing = left.shift(); thing !== undefined; thing = left.shift()) await act(thing)
  }
  await Promise.all(Array.from({ length: 8 }, lane))
}

/** The numbers from one up to, but not including, another. */
export function range(from: number, to: number, step = 1): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => from + index * step)
}

/** The one segment a small journal has. */
export const firstSegment = 'journal/000000000001.ndjson'

/** The lines of a journal, over all its files. */
export async function journalLines(folder: string): Promise<string[]> {
  const files = (await readdir(join(folder, 'journal'))).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, 'journal', file), 'utf8')))
  // What stands behind the last line is unfinished, or space made ahead.
  return texts.join('').split('\n').slice(0, -1)
}

/** Every file of a folder with its bytes, but for the lock, which every start touches. */
export async function bytesOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const found: Record<string, string> = {}
  for (const entry of names) {
    const path = join(entry.parentPath, entry.name)
    const name = withSlashes(path.slice(folder.length + 1))
    if (!name.startsWith('lock.')) found[name] = (await readFile(path)).toString('hex')
  }
  return found
}
