import { type Refusal, refusal } from '../../shared/errors'
import { t } from '../../shared/texts'
import { type DataFault, FolderUnfit, StoreRefusal } from './faults'
import { deskCommand } from '../desk-command'
import { codeOf } from '../files'
import { backupFile, credentialsFile, headFile, restoreFile, secretsFile } from './names'
import type { Holder } from './lock'

/** Every sentence the store says to people, in one place. */

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'the folder may not be written to',
  EPERM: 'the folder may not be written to',
  EROFS: 'the disk is read-only',
  EIO: 'the disk reported an error',
  ENOENT: 'the data folder is gone',
  ENOTDIR: 'the data folder is gone',
  EMFILE: 'too many files are open',
}

/** What a failure of the disk means, as part of a sentence. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  const reason = reasons[code]
  return reason ? `${reason}, ${code}` : code || 'the data folder cannot be written to'
}

/** The answer when the disk refused a change. */
export function storageFailed(error: unknown): Refusal {
  return refusal('storage-failed', t('errors.storage-failed', { reason: reasonOf(error) }), { cause: codeOf(error) })
}

/** The answer when the disk would not hand out a record. */
export function storageUnreadable(error: unknown): Refusal {
  return refusal('storage-unreadable', t('errors.storage-unreadable', { reason: reasonOf(error) }), {
    cause: codeOf(error),
  })
}

/** The answer after the store was closed. */
export function storeClosed(): Refusal {
  return refusal('storage-failed', t('errors.storage-failed', { reason: 'the data folder was closed' }), {
    cause: 'closed',
  })
}

export function folderLocked(folder: string, holder: Holder | null): StoreRefusal {
  const who = holder
    ? `It is held by process ${holder.pid} on ${holder.host}, since ${holder.startedAt}.`
    : 'Who holds it is not known.'
  return new StoreRefusal(
    'folder-locked',
    `The data folder ${folder} is in use by another Card Desk. ${who} Close that one, or choose another folder.`,
    { folder, holder },
  )
}

/** Where a failure means something else while a folder is opened than it does at work. */
const reasonsAtStart: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file in its place, or in its path',
  ENOENT: 'it is not there and cannot be made',
  ENOTDIR: 'there is a file in its place, or in its path',
  EISDIR: 'there is a folder in the place of one of its files',
  ENAMETOOLONG: 'its path, or a name in it, is too long',
  ELOOP: 'a link in its path leads in a circle',
}

const otherFolder = 'choose another folder.'

/** What a person can do about it. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: `Make room on the disk, or ${otherFolder}`,
  EDQUOT: `Make room on the disk, or ${otherFolder}`,
  EROFS: `Make the disk writable, or ${otherFolder}`,
  EIO: `Have the disk looked at: keep a copy of the folder elsewhere before anything else.`,
  EMFILE: 'Close other programs and start again.',
  EEXIST: `Move the file away, or ${otherFolder}`,
  ENOTDIR: `Move the file away, or ${otherFolder}`,
  EISDIR: `Restore the folder from a backup, or ${otherFolder}`,
  ENOENT: 'Choose another folder.',
  ENAMETOOLONG: 'Choose another folder.',
  ELOOP: 'Choose another folder.',
}

export function folderUnusable(folder: string, error: unknown): StoreRefusal {
  const code = codeOf(error)
  const reason = reasonsAtStart[code] ? `${reasonsAtStart[code]}, ${code}` : reasonOf(error)
  const remedy = remedies[code] ?? `Make it writable for this user, or ${otherFolder}`
  return new StoreRefusal('folder-unusable', `The data folder ${folder} cannot be used: ${reason}. ${remedy}`, {
    folder,
    cause: code,
  })
}

export function lockUnreadable(folder: string, error: unknown): StoreRefusal {
  return new StoreRefusal(
    'folder-unusable',
    `The data folder ${folder} cannot be locked: lock.sqlite in it is damaged. It holds no data: make sure that no Card Desk is running, delete it and start again.`,
    { folder, cause: codeOf(error) },
  )
}

const restore = () =>
  `Keep a copy of the folder as it is, then restore it from a backup: with "Restore…" under Settings, Data, where the desk still opens, or with "${deskCommand('restore')}".`

/** What to do about data that cannot be read. */
export function wayBack({ kind, fault }: DataFault): string {
  if (kind === 'gone') {
    return `Restore the folder from a backup with "${deskCommand('restore')}". To begin with an empty desk, choose an empty folder.`
  }
  if (kind === 'half-restored') return 'Start Card Desk with this folder: it finishes the restore. Then check again.'
  if (kind === 'cut') {
    return `${restore()} To go on without the missing records, which are then lost for good, move head.json out of the folder.`
  }
  if (fault.file === headFile) {
    return `${restore()} If you know that the journal is complete, move head.json out of the folder: it is made anew.`
  }
  if (fault.file === restoreFile) {
    return `Keep a copy of the folder as it is, then restore the backup again with "${deskCommand('restore')}".`
  }
  if (fault.file === backupFile) {
    return `Restore it with "${deskCommand('restore')}" from the backup that it came from, or from another one.`
  }
  if (fault.file === credentialsFile) {
    return 'Restore credentials.json from a backup; credentials.previous.json, where it is there, is the file as it was before the last password was set.'
  }
  if (fault.file === secretsFile) {
    return 'Restore secrets.json from a backup. To go on without it, move secrets.json and secrets.previous.json out of the folder, and enter the secrets again in Settings.'
  }
  return restore()
}

/** Data that cannot be read, or that a newer version wrote. Nothing was changed. */
export function dataRefused(folder: string, problem: DataFault): StoreRefusal {
  const details = { folder, ...problem.fault }
  return problem.kind === 'newer'
    ? new StoreRefusal(
        'data-newer',
        `The data folder ${folder} was written by a newer version of Card Desk (${problem.message}). Nothing was changed. Start it with that version, or restore a backup made by this one.`,
        details,
      )
    : new StoreRefusal(
        'data-unreadable',
        `The data folder ${folder} cannot be read: ${problem.message}. Nothing was changed. ${wayBack(problem)}`,
        details,
      )
}

export function notAbsolute(folder: string): FolderUnfit {
  return new FolderUnfit(`${folder} is no full path. Name the folder from the root of its disk on.`)
}

export function folderMissing(folder: string): FolderUnfit {
  return new FolderUnfit(`There is no folder ${folder}. Make it, or choose another one.`)
}

export function noFolder(path: string): FolderUnfit {
  return new FolderUnfit(`${path} is no folder. Choose a folder.`)
}

export function insideData(folder: string): FolderUnfit {
  return new FolderUnfit(`${folder} lies in the data folder itself. Choose a folder outside it.`)
}

export function folderRefused(folder: string, error: unknown): FolderUnfit {
  return new FolderUnfit(
    `${folder} cannot be used: ${placeReasons[codeOf(error)] ?? reasonOf(error)}. Choose another folder.`,
  )
}

/** What some failures mean where the folder is not the desk's own. */
const placeReasons: Readonly<Record<string, string>> = {
  ENOENT: 'the folder is gone, ENOENT',
  ENOTDIR: 'it is no folder, ENOTDIR',
}
