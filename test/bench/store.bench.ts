import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { it } from 'vitest'
import type { DeskView } from '../../electron/engine/view'
import { silentLog, systemClock } from '../../electron/ports'
import { colleagues, sampleData } from '../../electron/services/sample-data'
import { openStore, type Store, verifyFolder } from '../../electron/store'

// Figures, not verdicts: nothing here is asserted. CARDS sets the size.
const cards = Number(process.env.CARDS ?? 100_000)
const by = { at: '2026-11-20T09:00:00.000Z', user: 'U-000001', name: 'Olga Petersen', role: 'operator' } as const
const lines: Record<string, string>[] = []
const note = (what: string, value: string) => lines.push({ what, value })
const milliseconds = (since: number) => `${(performance.now() - since).toFixed(0)} ms`

it(`store with ${cards} cards`, { timeout: 3_600_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'card-desk-bench-'))
  const open = () =>
    openStore({ folder, clock: systemClock, log: silentLog, ids: { random: () => crypto.randomUUID() } })
  try {
    let store = await open()
    let start = performance.now()
    await fill(store)
    note('make them', milliseconds(start))
    start = performance.now()
    await store.close()
    note('close, with a checkpoint', milliseconds(start))

    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    start = performance.now()
    store = await open()
    note('open from the snapshot', milliseconds(start))
    globalThis.gc?.()
    note('memory a card', `${((process.memoryUsage().heapUsed - before) / cards).toFixed(0)} bytes`)
    note('journal', `${(store.status().journalBytes / 1e6).toFixed(0)} MB in ${store.status().segments} files`)
    await rates(store, folder)
    await pauses(store)
    await batches(store)
    await histories(store)
    await store.close()

    start = performance.now()
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const report = await verifyFolder(folder)
    delay.disable()
    note('verify', `${milliseconds(start)}, ok: ${report.ok}, longest pause ${(delay.max / 1e6).toFixed(1)} ms`)
    await rm(join(folder, 'snapshot'), { recursive: true })
    start = performance.now()
    store = await open()
    note('open from the journal alone', milliseconds(start))
    await store.close()
  } finally {
    console.table(lines)
    await rm(folder, { recursive: true, force: true })
  }
})

async function fill(store: Store) {
  const firstNumbers = { card: 1, 'temporary-card': 1, order: 1, person: 1, account: 7, batch: 1, 'sync-run': 1 }
  const ids = Object.fromEntries(colleagues.map(({ userName }, index) => [userName, `U-00000${index + 2}`]))
  let waiting: Promise<unknown>[] = []
  for (const commit of sampleData({
    seed: 1,
    cards,
    now: by.at,
    by: { ...by, role: 'administrator' },
    firstNumbers,
  }).commits(ids)) {
    waiting.push(store.transact(() => ({ ok: true, ...commit })))
    if (waiting.length < 400) continue
    await Promise.all(waiting)
    waiting = []
  }
  await Promise.all(waiting)
}

/** A small change to one card: its title. */
function edit(card: string) {
  return (view: DeskView) => {
    const { cardType, version, lastSequence, state } = view.card(card) ?? never()
    const process = cardType === 'card' ? 'CardsProcEdit' : 'TempCardsProcExtend'
    const event = {
      type: 'card-edited',
      card,
      cardType,
      process,
      version: version + 1,
      previous: lastSequence,
      state,
    } as const
    return { ok: true, by, events: [{ ...event, set: { title: `Title ${version}` } }] } as const
  }
}

function never(): never {
  throw new Error('there is no such card')
}

async function rates(store: Store, folder: string) {
  const editable = [...store.cards()]
    .filter((card) => card.state === 'active' || card.state === 'assigned')
    .map((card) => card.id)
  const times: number[] = []
  for (const card of editable.slice(0, 2000)) {
    const start = performance.now()
    await store.transact(edit(card))
    times.push(performance.now() - start)
  }
  note('one at a time', rate(times))
  const start = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: 100 }, async (_, lane) => {
      for (let index = lane; index < Math.min(20_000, editable.length); index += 100) {
        await store.transact(edit(editable[index] ?? ''))
        done += 1
      }
    }),
  )
  note('100 waiting', `${Math.round(done / ((performance.now() - start) / 1000))} commits/s`)

  const file = await open(join(folder, 'floor'), 'w')
  const line = Buffer.alloc(600, 97)
  const floor: number[] = []
  for (let index = 0; index < 2000; index += 1) {
    const start = performance.now()
    await file.write(line, 0, line.length, index * line.length)
    await file.datasync()
    floor.push(performance.now() - start)
  }
  await file.close()
  await stat(join(folder, 'floor'))
  note('floor: append and fdatasync', rate(floor))
}

function rate(times: number[]): string {
  const total = times.reduce((sum, time) => sum + time, 0)
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)
  return `${Math.round((times.length / total) * 1000)}/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`
}

async function pauses(store: Store) {
  // Every card changed: the dearest checkpoint there is.
  const waiting = [...store.cards()].filter((card) => ['active', 'assigned', 'processing'].includes(card.state))
  await Promise.all(waiting.map((card) => store.transact(edit(card.id))))
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const start = performance.now()
  await store.checkpoint()
  delay.disable()
  note('checkpoint, every document', `${milliseconds(start)}, longest pause ${(delay.max / 1e6).toFixed(1)} ms`)
}

/** Commits of a hundred card events each, as batch sync writes them. */
async function batches(store: Store) {
  const run = store.view.nextIds('sync-run', 1)[0] ?? never()
  await store.transact(() => ({ ok: true, by, events: [{ type: 'sync-started', run }] }))
  const waiting = [...store.cards()].filter(({ state, order }) => order && ['active', 'assigned'].includes(state))
  const times: number[] = []
  for (let first = 0; first < Math.min(waiting.length, 10_000); first += 100) {
    const before = process.threadCpuUsage()
    await store.transact((view) => ({
      ok: true,
      by,
      events: waiting.slice(first, first + 100).flatMap(({ id }) => {
        const { order } = view.card(id) ?? never()
        const [event] = edit(id)(view).events
        return order ? [{ ...event, run, set: { order: { ...order, bureauNote: 'Shipped' } } }] : []
      }),
    }))
    const { user, system } = process.threadCpuUsage(before)
    times.push((user + system) / 1000)
  }
  await store.transact(() => ({
    ok: true,
    by,
    events: [{ type: 'sync-ended', run, end: 'done', problem: null, counts: {} }],
  }))
  note('a batch of 100 orders, of the main thread', rate(times))
}

async function histories(store: Store) {
  const ids = [...store.cards()].map((card) => card.id).filter((_, index) => index % Math.ceil(cards / 500) === 0)
  const start = performance.now()
  for (const id of ids) await store.history(id, 20)
  note('history of a card', `${((performance.now() - start) / ids.length).toFixed(2)} ms`)
}
