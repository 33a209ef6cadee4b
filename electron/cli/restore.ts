import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { systemStamp } from '../engine/events'
import { openLog } from '../logging'
import { systemClock, timestamp } from '../ports'
import { restoreFolder, StoreRefusal } from '../store'
import { longWork } from './long-work'
import { needed, readOptions, type Surroundings } from './usage'

/**
 * Puts a backup in the place of what a folder holds, which is put aside; makes the folder when it is not there.
 * Answers what was restored, and where the replaced data is, as JSON.
 */
export async function restore(parameters: readonly string[], { data }: Surroundings): Promise<number> {
  const values = readOptions(parameters, { data: { type: 'string' }, from: { type: 'string' } })
  const folder = resolve(needed(values.data ?? data, 'the data folder: --data DIR'))
  const from = resolve(needed(values.from, 'the backup: --from DIR'))
  const by = systemStamp(timestamp(systemClock))
  const opening = { folder, clock: systemClock, log: openLog(folder), ids: { random: () => randomUUID() } }
  try {
    const done = await longWork('The restore', (onProgress, signal) =>
      restoreFolder({ ...opening, from, by, onProgress, signal }),
    )
    const { backup, replaced, status } = done
    const { desk, cards, newest } = status
    process.stdout.write(
      `${JSON.stringify({ ok: true, folder, replaced, backup, desk, cards, sequence: newest.sequence })}\n`,
    )
    return 0
  } catch (error) {
    if (!(error instanceof StoreRefusal && error.code === 'folder-locked')) throw error
    throw new Error(`${error.message} A desk that is running restores backups itself, under Settings → Data.`)
  }
}
