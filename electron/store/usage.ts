import { join } from 'node:path'
import { type Files, realFiles } from '../files'
import { backupsFolder, logsFolder, manifestFile, replacedFolder, setAsideFolder, snapshotFolder } from './names'

/** How much room something takes. */
export interface Room {
  readonly bytes: number
  readonly files: number
}

/** What a data folder holds besides its journal. */
export interface FolderUsage {
  /** `at`: when the newest checkpoint was written, by the clock of the disk; ISO 8601 UTC with milliseconds. */
  readonly snapshot: Room & { readonly at: string | null }
  readonly logs: Room
  /** Torn ends, copies from before migrations, and data that a restore replaced. */
  readonly putAside: Room
}

const nothing: Room = { bytes: 0, files: 0 }

/** Measures a data folder. Reads names and sizes only; what comes and goes meanwhile may be missed. */
export async function folderUsage(folder: string, files: Files = realFiles): Promise<FolderUsage> {
  const room = (name: string) => roomOf(files, join(folder, name))
  const [snapshot, logs, manifest, ...putAside] = await Promise.all([
    room(snapshotFolder),
    room(logsFolder),
    files.look(join(folder, manifestFile)),
    ...[setAsideFolder, backupsFolder, replacedFolder].map(room),
  ])
  const at = manifest ? new Date(manifest.changed).toISOString() : null
  return { snapshot: { ...snapshot, at }, logs, putAside: putAside.reduce(add, nothing) }
}

/** All files in a folder and the folders in it; links are not followed. */
async function roomOf(files: Files, path: string): Promise<Room> {
  const found = await files.look(path)
  if (found?.kind !== 'folder') return nothing
  let sum = nothing
  for (const name of await files.list(path)) {
    const inside = join(path, name)
    const facts = await files.look(inside)
    if (facts?.kind === 'file') sum = add(sum, { bytes: facts.bytes, files: 1 })
    if (facts?.kind === 'folder') sum = add(sum, await roomOf(files, inside))
  }
  return sum
}

function add(one: Room, other: Room): Room {
  return { bytes: one.bytes + other.bytes, files: one.files + other.files }
}
