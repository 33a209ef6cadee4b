import { join, resolve } from 'node:path'
import type { BackupFacts, Stamp } from '../../shared/model'
import type { Clock, Ids, Log } from '../ports'
import { Anchor } from './anchor'
import { backupItself } from './backup/messages'
import { isWithin } from './backup/place'
import type { Progress } from './backup/ports'
import { putRestoredInPlace } from './backup/put-in-place'
import { readableRestore } from './backup/restore-document'
import { checkRestoredEnd, nameRestored } from './backup/restored'
import { readBackup, stageRestore } from './backup/stage'
import { openCredentials } from './credentials'
import { DataFault, StorageFailed, StoreRefusal } from './faults'
import { codeOf, type Files, realFiles } from '../files'
import { type Formats, formats as standardFormats } from './formats'
import { writeHead } from './head'
import { JournalWriter, standardSegmentBytes } from './journal/writer'
import { removeLeftovers } from './leftovers'
import { type FolderLock, lockFolder } from './lock'
import { dataRefused, folderUnusable } from './messages'
import { migrate } from './migrations'
import type { Store, StoreStatus } from './port'
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
export function openStore(options: OpenOptions): Promise<Store> {
  return locked(options, openLocked)
}

/** A restore into a folder that no desk has open. */
export interface RestoreOptions extends OpenOptions {
  /** Full path of the backup. */
  readonly from: string
  readonly by: Stamp
  readonly onProgress?: Progress
  readonly signal?: AbortSignal
}

/** What a restore did. */
export interface RestoreDone {
  readonly backup: BackupFacts
  /** Full path of what was in the folder before; `null` when there was nothing. */
  readonly replaced: string | null
  /** The desk as it is now. */
  readonly status: StoreStatus
}

/**
 * Restores a backup into a folder, which is made when it is not there: whatever is wrong with the data in it, it is
 * put aside, in the state it is in. Opens the desk once and closes it again.
 * @throws {FolderUnfit} when the backup cannot be used; {StoreRefusal} as `openStore`; the signal's reason when it is
 * aborted: what is in the folder is as it was then.
 */
export async function restoreFolder(options: RestoreOptions): Promise<RestoreDone> {
  const { from, by, onProgress, signal, files: disk = realFiles, formats = standardFormats } = options
  // Before anything is made for it.
  await readBackup(from, options)
  const into = resolve(options.folder)
  if (isWithin((await disk.follow(from)) ?? from, (await disk.follow(into)) ?? into)) throw backupItself(from, into)
  return locked(options, async (opening, lock) => {
    const { folder, files } = opening
    // One that a crash interrupted while things were moved is finished first, so that nothing is left in halves.
    const begun = await readableRestore(files, folder, formats)
    if (begun && begun.state !== 'armed') await putRestoredInPlace({ ...opening, formats })
    const backup = await stageRestore(folder, from, by, onProgress, signal, { files, formats })
    const placed = await putRestoredInPlace({ ...opening, formats })
    const store = await openLocked(opening, lock)
    const status = store.status()
    await store.close()
    return { backup, replaced: placed?.aside ? join(folder, placed.aside) : null, status }
  })
}

type Opening = OpenOptions & { readonly files: Files }

/** Does something with a folder that is made if need be and locked; lets go of it when that fails. */
async function locked<Value>(
  options: OpenOptions,
  act: (opening: Opening, lock: FolderLock) => Promise<Value>,
): Promise<Value> {
  const { clock, files = realFiles } = options
  const folder = resolve(options.folder)
  let lock: FolderLock | null = null
  try {
    await files.makeFolders(folder)
    lock = await lockFolder(files, folder, clock)
    return await act({ ...options, folder, files }, lock)
  } catch (error) {
    await lock?.release()
    if (error instanceof StoreRefusal) throw error
    if (error instanceof DataFault) throw dataRefused(folder, error)
    if (error instanceof StorageFailed) throw folderUnusable(folder, error.cause)
    if (codeOf(error)) throw folderUnusable(folder, error)
    throw error
  }
}

async function openLocked(options: Opening, lock: FolderLock): Promise<Store> {
  const { folder, files, clock, log, ids, formats = standardFormats } = options
  const restore = await putRestoredInPlace({ files, folder, formats, clock, log })
  await migrate({ files, folder, formats, clock, log })
  const credentials = await openCredentials(files, folder, formats)
  const secrets = await Secrets.open(files, folder, formats)
  const { memory, positions, end, torn, snapshot, head } = await recover({ files, folder, formats, log })
  if (restore) checkRestoredEnd(restore, end)
  let tornTail: string | null = null
  if (torn) {
    tornTail = await cutTornTail(files, folder, torn, clock)
    log.warn('unfinished record put aside', { file: tornTail, bytes: torn.bytes.length, after: end.sequence })
  }
  if (head?.hash !== end.hash || head.format !== formats.current) await writeHead(files, folder, formats, end)
  await removeLeftovers(files, folder, log)
  const { segmentBytes = standardSegmentBytes, checkpointEvery = standardCheckpointEvery } = options
  const writer = new JournalWriter({ files, folder, end, positions, segmentBytes })
  const anchor = new Anchor({ files, folder, formats, log, end: () => writer.end }, end.sequence)
  const checkpoints = new Checkpoints(
    { files, folder, formats, memory, positions, log, end: () => writer.end, anchor: () => anchor.move() },
    snapshot,
  )
  const store = new JournalStore({
    files,
    folder,
    formats,
    log,
    ids,
    memory,
    positions,
    writer,
    checkpoints,
    anchor,
    credentials,
    secrets,
    lock,
    tornTail,
    checkpointEvery,
  })
  if (restore) await nameRestored({ store, files, folder, ids }, restore).catch((error) => closedAfter(store, error))
  return store
}

/** Closes a store that cannot be used after all. @throws what went wrong. */
async function closedAfter(store: Store, error: unknown): Promise<never> {
  await store.close()
  throw error
}
