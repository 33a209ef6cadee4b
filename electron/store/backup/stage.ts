import { isAbsolute, join } from 'node:path'
import type { BackupFacts, Stamp } from '../../../shared/model'
import type { Files } from '../../files'
import { DataFault, StorageFailed } from '../faults'
import type { Formats } from '../formats'
import { dataRefused, storageFailed } from '../messages'
import { restoreFile, restoringFolder } from '../names'
import { type Side, type Source, told } from './copy'
import { type BackedUpFile, type Description, factsOf, readDescription } from './description'
import { backupEmpty, backupRelative, backupUnfit, noBackup, restoreBegun } from './messages'
import { type BackupPorts, filledIn, type Progress } from './ports'
import { readableRestore, type Restore, restored, writeRestore } from './restore-document'
import { makeWholeCopy } from './whole-copy'

/**
 * Copies a backup into the data folder, beside what is there, checks every byte of it, and arms the restore: the next
 * `openStore` puts it in the place of the data. A desk may work in the folder meanwhile: what it still writes ends up
 * with the data that is replaced. A restore that was armed before is dropped.
 * @throws {FolderUnfit} when the backup cannot be used; {StorageFailed} when the data folder refuses; {StoreRefusal}
 * when a newer version has begun a restore there; the signal's reason when it is aborted. Then nothing is armed and
 * what was copied is removed.
 */
export async function stageRestore(
  folder: string,
  from: string,
  by: Stamp,
  onProgress?: Progress,
  signal?: AbortSignal,
  ports: BackupPorts = {},
): Promise<BackupFacts> {
  const { files, formats } = filledIn(ports)
  const description = await readBackup(from, ports)
  const own: Side = { folder, fail: (error) => ownFolderFailed(folder, error) }
  const before = await told(own, () => dropRestore(files, folder, formats))
  await makeWholeCopy({
    files,
    formats,
    from: { folder: from, fail: (error) => backupUnfit(from, error) },
    to: { ...own, folder: join(folder, restoringFolder) },
    sources: description.files.map(({ name, bytes }): Source => ({ name, length: bytes, mode: 'read-foreign' })),
    describe(copied) {
      checkSame(from, copied, description)
      return description
    },
    passwords: true,
    onProgress,
    signal,
  })
  await told(own, async () => {
    const numbers = before?.numbers ?? {}
    try {
      await files.flushFolder(folder)
      await writeRestore(files, folder, formats, {
        ...{ state: 'armed', by, backup: restored(description), aside: null, numbers },
      })
    } catch (error) {
      // It may be there although it could not be made durable: nobody may be told that it failed and find it done.
      await disarm(files, folder, formats, before).catch(() => {})
      throw error
    }
  })
  return factsOf(description, from)
}

/**
 * What a backup says of itself, from a folder that may be anybody's.
 * @throws {FolderUnfit} when there is no backup, or one that cannot be restored.
 */
export async function readBackup(from: string, ports: BackupPorts = {}): Promise<Description> {
  const { files, formats } = filledIn(ports)
  if (!isAbsolute(from)) throw backupRelative(from)
  const side: Side = { folder: from, fail: (error) => backupUnfit(from, error) }
  const description = await told(side, () => readDescription(files, from, formats))
  if (!description) throw noBackup(from)
  if (description.sequence === 0) throw backupEmpty(from)
  return description
}

/**
 * Forgets a restore that is armed and removes what is staged; answers what was known of it. One that is in place and
 * wants its new identity stays until the new one is armed in its place.
 */
async function dropRestore(files: Files, folder: string, formats: Formats): Promise<Restore | null> {
  const before = await readableRestore(files, folder, formats)
  if (before && before.state !== 'armed' && before.state !== 'placed') throw restoreBegun(folder)
  if (before?.state !== 'placed') {
    await files.remove(join(folder, restoreFile))
    await files.flushFolder(folder)
  }
  await files.remove(join(folder, restoringFolder))
  return before
}

/** Takes an armed restore back; `before` is what there was before it. */
async function disarm(files: Files, folder: string, formats: Formats, before: Restore | null): Promise<void> {
  if (before?.state === 'placed') await writeRestore(files, folder, formats, before)
  else await files.remove(join(folder, restoreFile))
  await files.flushFolder(folder)
  await files.remove(join(folder, restoringFolder))
}

function checkSame(from: string, copied: readonly BackedUpFile[], { files }: Description): void {
  for (const [index, { name, sha256 }] of copied.entries()) {
    if (sha256 === files[index]?.sha256) continue
    const what = 'it is not what it was when the backup was made'
    throw backupUnfit(from, new DataFault({ file: name, line: null, sequence: null, what }))
  }
}

function ownFolderFailed(folder: string, error: unknown): Error {
  // A restore that a newer version began there.
  if (error instanceof DataFault && error.kind === 'newer') return dataRefused(folder, error)
  return new StorageFailed(storageFailed(error), error)
}
