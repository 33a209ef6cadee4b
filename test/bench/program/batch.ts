import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemStamp } from '../../../electron/engine/events'
import { systemClock, timestamp } from '../../../electron/ports'
import { CardStory } from '../../../electron/processes/events'
import type { Order, Stamp, SyncRun } from '../../../shared/model'
import { AtTheDesk, must, storeIn } from './desk'
import { atRest } from './memory'
import { pauseOf } from './pause-watch'

/** Orders that are added in one commit. */
const atOnce = 100

/** Batch sync sends so many orders, or as many as were in the queue when it is stopped after them, to an exchange folder. */
export async function batch(folder: string, place: string, orders: number): Promise<void> {
  await fillQueue(folder, orders)
  const exchange = join(place, 'exchange')
  await mkdir(exchange)
  const ada = await AtTheDesk.signedIn(folder)
  await connect(ada, exchange)
  await atRest()
  await pauseOf(
    'pause.batch',
    () => run(ada, orders),
    ({ counts }) => `${(counts.sent ?? 0).toLocaleString('en')} orders`,
  )
  await ada.close()
}

/** Adds orders for temporary cards until there are so many. */
async function fillQueue(folder: string, wanted: number): Promise<void> {
  const store = await storeIn(folder)
  let queued = 0
  for (const { state } of store.cards()) if (state === 'processing') queued += 1
  while (queued < wanted) {
    const count = Math.min(atOnce, wanted - queued)
    const done = await store.transact((view) => {
      const by = systemStamp(timestamp(systemClock))
      const cards = view.nextIds('temporary-card', count)
      const numbers = view.nextIds('order', count)
      return { ok: true, by, events: cards.flatMap((card, index) => ordered(card, numbers[index] ?? '', by)) }
    })
    if (!done.ok) must(done)
    queued += count
  }
  await store.close()
}

function ordered(card: string, id: string, requested: Stamp) {
  const printed = { layout: 'Blue', commonName: '', upn: '' }
  const order: Order = {
    ...{ id, requested, ...printed, deliveryAddress: 'Card desk\nMain Street 1', decision: null, attempt: 1 },
    ...{ sending: false, failure: null, failedAt: null, bureauNote: null },
    ...{ batch: null, sentAt: null, productionDate: null, chip: null },
  }
  return CardStory.ofNew(card, 'temporary-card', 'TempCardsAddonExtProdProcOrder')
    .move('requested', { set: { layout: printed.layout, order } })
    .move('processing').events
}

async function connect({ client }: AtTheDesk, path: string): Promise<void> {
  const { version, values } = must(await client.settings.read()).settings.bureau
  const { ordersPerBatch, statusWords, rest } = values
  const { address, organisation, clientId } = rest
  must(
    await client.settings.saveBureau({
      version,
      values: {
        connection: 'folder',
        folder: { path, format: 'json' },
        rest: { address, organisation, clientId },
        ordersPerBatch,
        statusWords: [...statusWords],
      },
      confirmed: true,
    }),
  )
}

/** Runs batch sync to its end, stopping it once that many orders are dealt with. */
async function run({ client }: AtTheDesk, orders: number): Promise<SyncRun> {
  must(await client.batch.start())
  let stopped = false
  for (let after = 0; ; ) {
    const followed = must(await client.batch.follow({ after }))
    if (followed.kind === 'running') {
      after = followed.progress.number
      const { phase, done } = followed.progress
      if (stopped || phase !== 'sending' || done < orders) continue
      stopped = true
      must(await client.batch.stop())
      continue
    }
    if (followed.kind === 'idle') throw new Error('there is no run')
    const { end, problem, counts } = followed.run
    if (problem !== null || (counts.sent ?? 0) < orders) throw new Error(`${end}: ${problem ?? 'too few were sent'}`)
    return followed.run
  }
}
