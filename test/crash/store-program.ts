import { silentLog, systemClock } from '../../electron/ports'
import { openStore } from '../../electron/store'
import type { DeskView } from '../../electron/engine/view'

// A desk that works until it is killed: several hands order and abort temporary cards as fast as they can, another
// sends what it orders in runs of batch sync. Prints one line for each answer, after it was given:
// `order TC-000001`, `abort TC-000001`, `start S-000001`, `send TC-000001 S-000001`, `end S-000001`.
const [folder = '', hands = '8'] = process.argv.slice(2)
const by = { at: '2026-11-20T09:00:00.000Z', user: null, name: 'Card Desk', role: 'system' } as const
const ids = { random: () => crypto.randomUUID() }

const store = await openStore({
  folder,
  clock: systemClock,
  log: silentLog,
  ids,
  checkpointEvery: 20,
  segmentBytes: 40_000,
})
process.stdout.write(`open ${store.view.sequence}\n`)

function order(view: DeskView) {
  const [card = ''] = view.nextIds('temporary-card', 1)
  const process = 'TempCardsAddonExtProdProcOrder'
  const both = { type: 'card-moved', card, cardType: 'temporary-card', process, previous: null } as const
  const asked = { ...both, version: 1, from: null, to: 'requested' } as const
  const queued = { ...both, version: 2, from: 'requested', to: 'processing' } as const
  return { ok: true, by, events: [asked, queued] } as const
}

function abort(card: string) {
  return (view: DeskView) => {
    const { version, lastSequence: previous, cardType } = view.card(card) ?? fail(`${card} is not there`)
    const process = 'TempCardsAddonExtProdProcAbort'
    const change = { version: version + 1, previous, from: 'processing', to: 'aborted' } as const
    return { ok: true, by, events: [{ type: 'card-moved', card, cardType, process, ...change }] } as const
  }
}

function start(view: DeskView) {
  const [run = ''] = view.nextIds('sync-run', 1)
  return { ok: true, by, events: [{ type: 'sync-started', run }] } as const
}

function send(card: string, run: string) {
  return (view: DeskView) => {
    const { version, lastSequence: previous, cardType } = view.card(card) ?? fail(`${card} is not there`)
    const process = 'TempCardsAddonExtProdBatchSend'
    const change = { version: version + 1, previous, from: 'processing', to: 'ordered' } as const
    const note = { outcome: 'unchanged', card, order: card, text: '' } as const
    return {
      ok: true,
      by,
      events: [
        { type: 'card-moved', card, cardType, process, run, ...change },
        { type: 'sync-noted', run, notes: [note], files: [] },
      ],
    } as const
  }
}

function end(run: string) {
  const ended = { type: 'sync-ended', run, end: 'done', problem: null, counts: { sent: 1 } } as const
  return () => ({ ok: true, by, events: [ended] }) as const
}

function fail(why: string): never {
  throw new Error(why)
}

async function work(): Promise<never> {
  while (true) {
    const ordered = await store.transact(order)
    const card = ordered.ok ? (ordered.cards[0]?.card.id ?? '') : fail(ordered.error.message)
    process.stdout.write(`order ${card}\n`)
    const aborted = await store.transact(abort(card))
    if (!aborted.ok) fail(aborted.error.message)
    process.stdout.write(`abort ${card}\n`)
  }
}

async function sync(): Promise<never> {
  while (true) {
    const ordered = await store.transact(order)
    const card = ordered.ok ? (ordered.cards[0]?.card.id ?? '') : fail(ordered.error.message)
    process.stdout.write(`order ${card}\n`)
    const started = await store.transact(start)
    const [first] = started.ok ? started.commit.events : fail(started.error.message)
    const run = first?.type === 'sync-started' ? first.run : fail('no run was started')
    process.stdout.write(`start ${run}\n`)
    for (const [line, decide] of [
      [`send ${card} ${run}`, send(card, run)],
      [`end ${run}`, end(run)],
    ] as const) {
      const answer = await store.transact(decide)
      if (!answer.ok) fail(answer.error.message)
      process.stdout.write(`${line}\n`)
    }
  }
}

await Promise.all([...Array.from({ length: Number(hands) }, work), sync()])
