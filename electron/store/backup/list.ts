import { join } from 'node:path'
import type { BackupFacts } from '../../../shared/model'
import type { Files } from '../../files'
import type { Formats } from '../formats'
import { told } from './copy'
import { type Description, factsOf, isComplete, readDescription } from './description'
import { backupNotRemoved, folderUnreadable } from './messages'
import { folderForBackups, nameStart, partialEnd } from './place'
import { type BackupPorts, filledIn } from './ports'

/** What a folder of backups holds. */
export interface BackupList {
  /** Those that can be restored by what they say of themselves, of every desk, newest first. */
  readonly backups: readonly BackupFacts[]
  /** Names of folders and links that look like backups and are none that this program can read. */
  readonly unreadable: readonly string[]
}

/**
 * The backups in a folder. Looks at names, sizes and what each says of itself; whether what is in it is still right
 * is found out when it is restored. Unfinished ones are left out, links are not followed.
 * @throws {FolderUnfit} when the folder itself cannot be read.
 */
export async function listBackups(into: string, ports: BackupPorts = {}): Promise<BackupList> {
  const { files, formats } = filledIn(ports)
  await folderForBackups(files, into)
  const names = await told({ folder: into, fail: (error) => folderUnreadable(into, error) }, () => files.list(into))
  const backups: BackupFacts[] = []
  const unreadable: string[] = []
  for (const name of names) {
    if (name.endsWith(partialEnd)) continue
    const found = await lookAt(files, join(into, name), formats).catch(() => 'unreadable' as const)
    if (found === 'unreadable') unreadable.push(name)
    else if (found) backups.push(factsOf(found, join(into, name)))
    else if (name.startsWith(nameStart) && (await isNoFile(files, join(into, name)))) unreadable.push(name)
  }
  return { backups: backups.toSorted(newestFirst), unreadable }
}

/**
 * Removes the daily backups that were made under that identity of a desk, but for the newest `keep`; answers the
 * names of those removed. Those made by hand stay, and so do those of an identity from before a restore: another
 * desk may still go by it.
 * @throws {FolderUnfit} when the folder cannot be read or one of them cannot be removed.
 */
export async function removeOldBackups(
  into: string,
  desk: string,
  keep: number,
  ports: BackupPorts = {},
): Promise<readonly string[]> {
  const { files } = filledIn(ports)
  const { backups } = await listBackups(into, ports)
  // A desk's records only become more: unlike the clock, their count does not jump back.
  const newest = (one: BackupFacts, other: BackupFacts) => other.sequence - one.sequence || newestFirst(one, other)
  const daily = backups.filter((backup) => backup.kind === 'daily' && backup.desk === desk).toSorted(newest)
  const removed: string[] = []
  for (const { name, path } of daily.slice(Math.max(1, keep))) {
    try {
      // Under the name of an unfinished one first: a crash in between leaves nothing that looks like a backup.
      await files.rename(path, `${path}${partialEnd}`)
      await files.remove(`${path}${partialEnd}`)
    } catch (error) {
      throw backupNotRemoved(path, error)
    }
    removed.push(name)
  }
  return removed
}

/** What a folder says of itself as a backup; `null` when it is none. @throws when it should be one and is not. */
async function lookAt(files: Files, path: string, formats: Formats): Promise<Description | null> {
  if ((await files.look(path))?.kind !== 'folder') return null
  const description = await readDescription(files, path, formats)
  if (description && !(await isComplete(files, path, description))) throw new Error(`${path} is not complete`)
  return description
}

async function isNoFile(files: Files, path: string): Promise<boolean> {
  const facts = await files.look(path).catch(() => null)
  return facts?.kind !== 'file'
}

function newestFirst(one: BackupFacts, other: BackupFacts): number {
  if (one.made.at !== other.made.at) return one.made.at < other.made.at ? 1 : -1
  return one.name < other.name ? 1 : -1
}
