import type { BackupFacts, Stamp } from '../../../shared/model'
import { FolderUnfit } from '../faults'
import type { BackupPorts } from './list'

/** Bytes dealt with so far, and altogether. */
export type Progress = (done: number, total: number) => void

/**
 * Copies a backup into the data folder, beside what is there, checks it, and arms the restore: the next `openStore`
 * completes it. A desk may work in the folder meanwhile.
 * @throws {FolderUnfit} when the backup cannot be used; {StorageFailed} when the data folder refuses; the signal's
 * reason when it is aborted. Then nothing is armed and what was copied is removed.
 */
export function stageRestore(
  _folder: string,
  from: string,
  _by: Stamp,
  _onProgress: Progress = () => {},
  _signal?: AbortSignal,
  _ports: BackupPorts = {},
): Promise<BackupFacts> {
  return Promise.reject(new FolderUnfit(`The backup ${from} cannot be restored yet.`))
}
