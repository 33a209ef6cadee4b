import type { BackupFacts } from '../../../shared/model'
import { FolderUnfit } from '../faults'
import type { BackupRequest } from '../port'

/** See `Store.backup`. */
export function makeBackup({ into }: BackupRequest): Promise<BackupFacts> {
  return Promise.reject(new FolderUnfit(`Backups into ${into} cannot be made yet.`))
}
