import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { systemStamp } from '../engine/events'
import { openLog } from '../logging'
import { systemClock, timestamp } from '../ports'
import { openStore, type Store, StoreRefusal } from '../store'
import { expectData } from './data-folder'
import { longWork } from './long-work'
import { needed, readOptions, type Surroundings } from './usage'

/** Writes a backup of a folder that no desk has open, checks it, and answers what it is as JSON. */
export async function backup(parameters: readonly string[], { data }: Surroundings): Promise<number> {
  const values = readOptions(parameters, { data: { type: 'string' }, into: { type: 'string' } })
  const folder = resolve(needed(values.data ?? data, 'the data folder: --data DIR'))
  const into = resolve(needed(values.into, 'the folder for backups: --into DIR'))
  // Opening a folder makes it: a name misspelt would leave an empty desk behind.
  await expectData(folder)
  const store = await openFor(folder)
  try {
    const by = systemStamp(timestamp(systemClock))
    const made = await longWork('The backup', (onProgress, signal) =>
      store.backup({ into, kind: 'by-hand', by, onProgress, signal }),
    )
    process.stdout.write(`${JSON.stringify({ ok: true, ...made })}\n`)
    return 0
  } finally {
    await store.close()
  }
}

async function openFor(folder: string): Promise<Store> {
  try {
    const ids = { random: () => randomUUID() }
    return await openStore({ folder, clock: systemClock, log: openLog(folder), ids })
  } catch (error) {
    if (!(error instanceof StoreRefusal && error.code === 'folder-locked')) throw error
    throw new Error(`${error.message} A desk that is running makes its backups itself, under Settings → Data.`)
  }
}
