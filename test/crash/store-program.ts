import { silentLog, systemClock } from '../../electron/ports'
import { openStore } from '../../electron/store'
import type { DeskView } from '../../electron/engine/view'

// A desk that works until it is killed: several hands order and abort temporary cards as fast as they can.
// Prints one line for each answer, after it was given: `order TC-000001`, `abort TC-000001`.
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

await Promise.all(Array.from({ length: Number(hands) }, work))
