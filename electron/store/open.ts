import { resolve } from 'node:path'
import type { Clock, Ids, Log } from '../ports'
import { openCredentials } from './credentials'
import { DataFault, StorageFailed, StoreRefusal } from './faults'
import { codeOf, type Files, realFiles } from '../files'
import { type Formats, formats as standardFormats } from './formats'
import { writeHead } from './head'
import { JournalWriter, standardSegmentBytes } from './journal/writer'
import { type FolderLock, lockFolder } from './lock'
import { dataRefused, folderUnusable } from './messages'
import { migrate } from './migrations'
import type { Store } from './port'
import { recover } from './recover'
import { Secrets } from './secrets'
import { Checkpoints } from './snapshot/checkpoint'
import { JournalStore } from './store'
import { cutTornTail } from './torn'

/** What a store needs. The parts after `ids` are for tests and benchmarks. */
export interface OpenOptions {
  /** The data folder; made when it is not there. */
  readonly folder: string
  readonly clock: Clock
  readonly log: Log
  readonly ids: Ids
  /** Commits after which a checkpoint is taken by itself; more when the desk has very many cards. */
  readonly checkpointEvery?: number
  readonly segmentBytes?: number
  readonly files?: Files
  readonly formats?: Formats
}

/** Replaying this many commits takes a fraction of a second. */
const standardCheckpointEvery = 2000

/**
 * Opens a data folder for this process alone.
 * @throws {StoreRefusal} when the folder is in use, cannot be used, cannot be read, or was written by a
 * newer version; nothing in it is changed then, and its message names the way back.
 */
export async function openStore(options: OpenOptions): Promise<Store> {
  const { clock, files = realFiles } = options
  const folder = resolve(options.folder)
  let lock: FolderLock | null = null
  try {
    await files.makeFolders(folder)
    lock = await lockFolder(files, folder, clock)
    return await openLocked({ ...options, folder, files }, lock)
  } catch (error) {
    await lock?.release()
    if (error instanceof StoreRefusal) throw error
    if (error instanceof DataFault) throw dataRefused(folder, error)
    if (error instanceof StorageFailed) throw folderUnusable(folder, error.cause)
    if (codeOf(error)) throw folderUnusable(folder, error)
    throw error
  }
}

async function openLocked(options: OpenOptions & { readonly files: Files }, lock: FolderLock): Promise<Store> {
  const { folder, files, clock, log, ids, formats = standardFormats } = options
  await migrate({ files, folder, formats, clock, log })
  const credentials = await openCredentials(files, folder, formats)
  const secrets = await Secrets.open(files, folder, formats)
  const { memory, positions, end, torn, snapshot, head } = await recover({ files, folder, formats, log })
  let tornTail: string | null = null
  if (torn) {
    tornTail = await cutTornTail(files, folder, torn, clock)
    log.warn('unfinished record put aside', { file: tornTail, bytes: torn.bytes.length, after: end.sequence })
  }
  if (head?.hash !== end.hash || head.format !== formats.current) await writeHead(files, folder, formats, end)
  const { segmentBytes = standardSegmentBytes, checkpointEvery = standardCheckpointEvery } = options
  const writer = new JournalWriter({ files, folder, end, positions, segmentBytes })
  const checkpoints = new Checkpoints(
    { files, folder, formats, memory, positions, log, end: () => writer.end },
    snapshot,
  )
  return new JournalStore({
    files,
    folder,
    formats,
    log,
    ids,
    memory,
    positions,
    writer,
    checkpoints,
    credentials,
    secrets,
    lock,
    tornTail,
    checkpointEvery,
  })
}
