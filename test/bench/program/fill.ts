import { randomUUID } from 'node:crypto'
import { silentLog, systemClock } from '../../../electron/ports'
import { Accounts } from '../../../electron/services/accounts'
import { Seeder } from '../../../electron/services/seeder'
import { administrator, AtTheDesk, must, passwordCost, storeIn } from './desk'
import { progress } from './tell'
import { flushAll, unflushedFiles } from './unflushed-files'

/** So many more cards are told of. */
const told = 100_000

/**
 * Makes a desk of so many cards as a person would: it is founded, set to send by hand only, and given invented
 * people and cards, with a record for the history of each card, all of it written and checked by the store.
 */
export async function fill(folder: string, cards: number): Promise<void> {
  await found(folder)
  // Flushed once and one checkpoint, both at the end: nobody works here whom the ones between would serve.
  const store = await storeIn(folder, { checkpointEvery: Number.POSITIVE_INFINITY, files: unflushedFiles })
  const ids = { random: () => randomUUID() }
  const accounts = new Accounts({ store, clock: systemClock, ids, log: silentLog, passwordCost })
  let next = told
  const onProgress = (made: number) => {
    if (made < next) return
    progress(`${made.toLocaleString('en')} are made`)
    next += told
  }
  const seeder = new Seeder(store, accounts, systemClock)
  must(await seeder.seed({ cards, seed: 1, password: null, by: null, onProgress }))
  await store.close()
  await flushAll(folder)
}

async function found(folder: string): Promise<void> {
  const { client, desk } = await AtTheDesk.open(folder)
  const roles = ['administrator', 'operator'] as const
  must(await client.session.foundDesk({ administrator: { ...administrator, roles: [...roles] }, sampleData: null }))
  const { settings } = must(await client.settings.read())
  must(await client.settings.saveOptions({ version: settings.options.version, values: { BatchSyncMinutes: 0 } }))
  must(await client.settings.saveDesk({ version: settings.desk.version, values: { idleLockMinutes: 0 } }))
  await desk.close()
}
