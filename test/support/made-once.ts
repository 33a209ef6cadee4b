import { cp, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Names the place to all workers of a run. */
const variable = 'CARD_DESK_MADE_ONCE'

/** Makes the place for what the end-to-end tests of a run need once; answers how it is removed in the end. */
export default async function placeForMadeOnce(): Promise<() => Promise<void>> {
  const place = await mkdtemp(join(tmpdir(), 'card-desk-made-once-'))
  process.env[variable] = place
  return () => rm(place, { recursive: true, force: true, maxRetries: 3 })
}

/**
 * Copies a folder that is made when it is needed first, for all workers of a run. Workers that need it at the same
 * time may each make it; the first that is done is kept.
 * @param make fills the folder whose path it is given, which is not there yet
 * @param to where the copy goes; not there yet
 */
export async function copyOfMadeOnce(name: string, make: (folder: string) => Promise<void>, to: string): Promise<void> {
  const place = process.env[variable]
  if (place === undefined) throw new Error('There is no place for what is made once: it is made at the start of a run.')
  const kept = join(place, name)
  if (await copied(kept, to)) return
  const own = join(await mkdtemp(join(place, 'making-')), 'data')
  await make(own)
  await rename(own, kept).catch((error: NodeJS.ErrnoException) => {
    // Another worker was quicker.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'EPERM') throw error
  })
  await cp(kept, to, { recursive: true })
}

/** False when there is nothing to copy yet. A folder comes to its name whole. */
async function copied(from: string, to: string): Promise<boolean> {
  try {
    await cp(from, to, { recursive: true })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
