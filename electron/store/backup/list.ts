import type { BackupFacts } from '../../../shared/model'
import { FolderUnfit } from '../faults'
import type { Files } from '../../files'
import type { Formats } from '../formats'

/** The disk and the formats; for tests. */
export interface BackupPorts {
  readonly files?: Files
  readonly formats?: Formats
}

/** What a folder of backups holds. */
export interface BackupList {
  /** Those that can be restored by what they say of themselves, of every desk, newest first. */
  readonly backups: readonly BackupFacts[]
  /** Names of folders that look like backups and are none that this program can read. */
  readonly unreadable: readonly string[]
}

/** @throws {FolderUnfit} when the folder itself cannot be read. */
export function listBackups(into: string, _ports: BackupPorts = {}): Promise<BackupList> {
  return Promise.reject(new FolderUnfit(`Backups in ${into} cannot be listed yet.`))
}

/**
 * Removes the daily backups of that desk but for the newest `keep`; answers the names removed.
 * @throws {FolderUnfit} when the folder cannot be read or one of them cannot be removed.
 */
export function removeOldBackups(
  into: string,
  _desk: string,
  _keep: number,
  _ports: BackupPorts = {},
): Promise<readonly string[]> {
  return Promise.reject(new FolderUnfit(`Backups in ${into} cannot be listed yet.`))
}
