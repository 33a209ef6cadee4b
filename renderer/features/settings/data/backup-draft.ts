import type { DeskError } from '../../../../shared/errors'
import type { BackupSettings, Settings } from '../../../../shared/model'
import type { Saved } from '../use-editor'

/** What the page edits. While the number is typed it may be empty, which cannot be saved. */
export interface BackupDraft extends Omit<BackupSettings, 'keep'> {
  readonly keep: number | ''
}

/** The limits of the contract, for what can be told while it is typed. */
export const keepLimits = { min: 1, max: 1000 } as const

/** How backups are made, as it is edited. */
export function pickBackup({ backup: { version, values } }: Settings): Saved<BackupDraft> {
  return { version, value: values }
}

/** A draft as a save sends it. Ask `isSavable` first. */
export function backupValues({ folder, daily, keep }: BackupDraft): BackupSettings {
  return { folder: folder.trim(), daily, keep: keep === '' ? 0 : keep }
}

/** Whether the number of daily backups is one. */
export function isKeep(keep: number | ''): boolean {
  return keep !== '' && Number.isInteger(keep) && keep >= keepLimits.min && keep <= keepLimits.max
}

/** A save that main refused, with the draft it refused. */
export interface RefusedBackup {
  readonly draft: BackupDraft
  readonly error: DeskError
}

/** What main found wrong with the folder; nothing once the folder or the switch was changed since. */
export function folderFault(refused: RefusedBackup | null, { folder, daily }: BackupDraft): string | undefined {
  if (!refused || refused.draft.folder !== folder || refused.draft.daily !== daily) return undefined
  return refused.error.details.fields?.folder
}
