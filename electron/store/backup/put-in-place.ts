import { join } from 'node:path'
import { systemStamp } from '../../engine/events'
import { type Clock, type Log, timestamp } from '../../ports'
import { openDocument, SealedDocument } from '../document'
import { DataFault } from '../faults'
import type { Files } from '../../files'
import type { Formats } from '../formats'
import {
  backupFile,
  credentialsFile,
  headFile,
  journalFolder,
  previousCredentialsFile,
  previousSecretsFile,
  replacedFolder,
  restoreFile,
  restoringFolder,
  secretsFile,
  setAsideFolder,
  snapshotFolder,
} from '../names'
import { folderFormat } from '../migrations'
import { type Description, isComplete, parseDescription, readDescription } from './description'
import { higher, highestNumbers } from './numbers'
import { inName } from './place'
import { readRestore, type Restore, restored, writeRestore } from './restore-document'

interface PutOptions {
  readonly files: Files
  readonly folder: string
  readonly formats: Formats
  readonly clock: Clock
  readonly log: Log
}

/**
 * What comes in, in this order. The anchor is the first to come and the last to go: what a crash leaves in between is
 * an anchor whose records are missing, which versions refuse that know nothing of restores.
 */
const incoming = [
  headFile,
  credentialsFile,
  previousCredentialsFile,
  secretsFile,
  previousSecretsFile,
  journalFolder,
] as const

/** What belongs to a desk's data and makes room, in this order. Logs, backups and notes of upkeep stay. */
const outgoing = [snapshotFolder, setAsideFolder, backupFile, ...incoming.toReversed()] as const

/**
 * Goes on with a restore that is armed or was interrupted: what is there moves to `replaced/`, the staged backup into
 * its place. Call it with the folder locked, before anything in it is read. It can be interrupted anywhere and begun
 * again; until the first thing is moved the old data is untouched. A folder that was opened as a backup, or over which
 * one was copied by hand, is treated as if it had been restored. Answers the restore whose desk now needs another
 * identity, or `null`.
 * @throws {DataFault} when what is known of the restore is damaged or of a newer version: nothing is changed then.
 */
export async function putRestoredInPlace(options: PutOptions): Promise<Restore | null> {
  const { files, folder, formats } = options
  let restore = (await readRestore(files, folder, formats)) ?? (await openedBackup(options))
  if (!restore) {
    // Copied, but never armed: it was stopped by a crash.
    if (await isThere(files, join(folder, restoringFolder))) await files.remove(join(folder, restoringFolder))
    return null
  }
  while (restore.state !== 'placed') {
    restore = await nextStep(options, restore)
    await writeRestore(files, folder, formats, restore)
  }
  return restore
}

/** Does what a restore's state calls for; answers how it is afterwards. */
async function nextStep(options: PutOptions, restore: Restore): Promise<Restore> {
  const { files, folder, log } = options
  switch (restore.state) {
    case 'armed': {
      await checkStaged(options, restore)
      const numbers = higher(restore.numbers, await highestNumbers(options))
      return { ...restore, numbers, aside: await freeAside(options), state: 'moving-out' }
    }
    case 'moving-out':
      if (restore.aside !== null) await moveAside(files, folder, restore.aside)
      return { ...restore, state: 'moving-in' }
    case 'moving-in': {
      for (const name of incoming) await moveIfThere(files, join(folder, restoringFolder, name), join(folder, name))
      await files.flushFolder(folder)
      await files.remove(join(folder, restoringFolder))
      const { backup, aside } = restore
      log.info('backup put in place', { desk: backup.desk, sequence: backup.sequence, replaced: aside })
      return { ...restore, state: 'placed' }
    }
    case 'opened':
      // It may show records that only other data has.
      await files.remove(join(folder, snapshotFolder))
      return { ...restore, state: 'placed' }
    case 'placed':
      return restore
  }
}

/** Before anything is moved: a staged backup that somebody took away must not leave an empty desk. */
async function checkStaged({ files, folder, formats }: PutOptions, { backup }: Restore): Promise<void> {
  const staging = join(folder, restoringFolder)
  const description = await readDescription(files, staging, formats).catch((error: unknown) => {
    if (error instanceof DataFault) return null
    throw error
  })
  const isTheOne = description?.hash === backup.hash && (await isComplete(files, staging, description))
  if (isTheOne) return
  const what = 'the backup it speaks of is not in the folder "restoring" any more'
  throw new DataFault({ file: restoreFile, line: null, sequence: null, what })
}

/** Everything that belongs to the data goes into one folder, under the names it had. */
async function moveAside(files: Files, folder: string, aside: string): Promise<void> {
  await files.makeFolder(join(folder, replacedFolder))
  await files.flushFolder(folder)
  await files.makeFolder(join(folder, aside))
  await files.flushFolder(join(folder, replacedFolder))
  for (const name of outgoing) await moveIfThere(files, join(folder, name), join(folder, aside, name))
  await files.flushFolder(join(folder, aside))
  await files.flushFolder(folder)
}

/** Where what is there goes, as a path inside the data folder; `null` when nothing is there. */
async function freeAside({ files, folder, clock }: PutOptions): Promise<string | null> {
  let found = false
  for (const name of outgoing) found ||= await isThere(files, join(folder, name))
  if (!found) return null
  const taken = await files.list(join(folder, replacedFolder))
  const name = inName(timestamp(clock))
  let free = name
  for (let number = 2; taken.includes(free); number += 1) free = `${name}-${number}`
  return `${replacedFolder}/${free}`
}

/** The backup that a folder holds or is, as a restore that only lacks its new identity; `null` when there is none. */
async function openedBackup(options: PutOptions): Promise<Restore | null> {
  const { files, folder, formats, clock } = options
  const document = new SealedDocument<Description>({
    files,
    folder,
    file: backupFile,
    parse: parseDescription(formats),
  })
  const { data } = await openDocument(document)
  if (!data) return null
  await folderFormat(options)
  // The snapshot of what was there before a backup was copied over it.
  const numbers = (await isThere(files, join(folder, snapshotFolder))) ? await highestNumbers(options) : {}
  const by = systemStamp(timestamp(clock))
  const restore: Restore = { state: 'opened', by, backup: restored(data), aside: null, numbers }
  await writeRestore(files, folder, formats, restore)
  return restore
}

async function moveIfThere(files: Files, from: string, to: string): Promise<void> {
  if (await isThere(files, from)) await files.rename(from, to)
}

async function isThere(files: Files, path: string): Promise<boolean> {
  return (await files.look(path)) !== null
}

/** Ends a restore whose desk has its new identity: nothing speaks of it any more but the record. */
export async function forgetRestore(files: Files, folder: string): Promise<void> {
  await files.remove(join(folder, backupFile))
  await files.flushFolder(folder)
  await files.remove(join(folder, restoreFile))
  await files.flushFolder(folder)
}
