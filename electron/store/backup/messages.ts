import { codeOf } from '../../files'
import { DataFault, FolderUnfit } from '../faults'

/** Every sentence the store says about folders of backups and about backups, in one place. */

/** Of a folder that is not the desk's own: a stick, a network drive, somebody else's folder. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'its disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'it may not be used by this user',
  EPERM: 'it may not be used by this user',
  EROFS: 'its disk is read-only',
  EIO: 'its disk reported an error',
  ENOENT: 'it is gone',
  ENOTDIR: 'it is gone',
  ESTALE: 'its network drive is gone',
  ETIMEDOUT: 'its network drive does not answer',
  EHOSTDOWN: 'its network drive does not answer',
  ELOOP: 'there is a link where a file should be',
  EINVAL: 'there is something else where a file should be',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
}

function reasonOf(error: unknown): string {
  if (error instanceof DataFault) return error.message
  const code = codeOf(error)
  const reason = reasons[code]
  return reason ? `${reason}, ${code}` : code || 'it cannot be used'
}

export function folderRelative(into: string): FolderUnfit {
  return new FolderUnfit(`The folder for backups ${into} is not a full path. Name it from the root of its disk on.`)
}

export function folderMissing(into: string): FolderUnfit {
  return new FolderUnfit(`The folder for backups ${into} is not there. Connect its disk, or choose another folder.`)
}

export function noFolder(into: string): FolderUnfit {
  return new FolderUnfit(`${into} is not a folder. Choose a folder for backups.`)
}

export function folderInside(into: string, data: string): FolderUnfit {
  return new FolderUnfit(
    `The folder for backups ${into} lies in the data folder ${data}. A backup must outlive that folder: choose one elsewhere, best on another disk.`,
  )
}

export function nothingToBackUp(): FolderUnfit {
  return new FolderUnfit('There is nothing to back up yet: this desk has no record.')
}

/** The folder refused while a backup was written: nothing of it is left, unless the folder is gone. */
export function notBackedUp(into: string, error: unknown): FolderUnfit {
  return new FolderUnfit(
    `No backup was made: the folder ${into} cannot be used: ${reasonOf(error)}. What was written was removed. Free the cause, or choose another folder.`,
    { cause: error },
  )
}

/** What was written is not what is there now. */
export function readsBackDifferently(file: string): DataFault {
  return new DataFault({
    file,
    line: null,
    sequence: null,
    what: 'it reads back differently from what was written, so the disk cannot be relied on',
  })
}

export function folderUnreadable(into: string, error: unknown): FolderUnfit {
  return new FolderUnfit(
    `The folder for backups ${into} cannot be read: ${reasonOf(error)}. Free the cause, or choose another folder.`,
    { cause: error },
  )
}

export function backupNotRemoved(path: string, error: unknown): FolderUnfit {
  return new FolderUnfit(`The old backup ${path} cannot be removed: ${reasonOf(error)}. Remove it by hand.`, {
    cause: error,
  })
}

/** A backup that cannot be restored; nothing of it is left in the data folder. */
export function backupUnfit(path: string, error: unknown): FolderUnfit {
  if (error instanceof DataFault && error.kind === 'newer') {
    return new FolderUnfit(
      `The backup ${path} was made by a newer version of Card Desk (${error.message}). Nothing was changed. Restore it with that version, or choose another backup.`,
      { cause: error },
    )
  }
  return new FolderUnfit(
    `The backup ${path} cannot be restored: ${reasonOf(error)}. Nothing was changed. Choose another backup.`,
    { cause: error },
  )
}

export function backupItself(path: string, folder: string): FolderUnfit {
  return new FolderUnfit(
    `The backup ${path} cannot be restored into ${folder}, which is that backup or lies in it: it would be none any more. Nothing was changed. Name another data folder.`,
  )
}

export function backupRelative(path: string): FolderUnfit {
  return new FolderUnfit(`The backup ${path} is not named by its full path. Name it from the root of its disk on.`)
}

export function noBackup(path: string): FolderUnfit {
  return new FolderUnfit(
    `There is no backup in ${path}: it has no backup.json. Choose a folder that Card Desk made as a backup.`,
  )
}

export function backupEmpty(path: string): FolderUnfit {
  return new FolderUnfit(`The backup ${path} holds no record: there is nothing to restore. Choose another backup.`)
}

export function restoreBegun(folder: string): FolderUnfit {
  return new FolderUnfit(
    `A restore into ${folder} was begun and not finished. Start Card Desk with that folder, which finishes it, and then restore again.`,
  )
}
