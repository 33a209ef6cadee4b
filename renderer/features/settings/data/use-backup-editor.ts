import { useState } from 'react'
import type { Settings } from '../../../../shared/model'
import { desk } from '../../../desk'
import { type Editor, useEditor } from '../use-editor'
import { type BackupDraft, backupValues, folderFault, pickBackup, type RefusedBackup } from './backup-draft'

export interface BackupEditor extends Editor<BackupDraft> {
  /** What main found wrong with the folder. */
  readonly folderFault: string | undefined
}

/** The editor of how backups are made; what is wrong with the folder stands at its field. */
export function useBackupEditor(settings: Settings): BackupEditor {
  const [refused, setRefused] = useState<RefusedBackup | null>(null)
  const editor = useEditor<BackupDraft>(settings, {
    pick: pickBackup,
    save: async (draft, { version }) => {
      const answer = await desk.settings.saveBackup({ version, values: backupValues(draft) })
      setRefused(answer.ok ? null : { draft, error: answer.error })
      return answer
    },
  })
  const fault = folderFault(refused, editor.draft)
  const isOver = refused?.error.details.fields?.folder !== undefined && fault === undefined
  return {
    ...editor,
    error: isOver ? null : editor.error,
    discard: () => {
      setRefused(null)
      editor.discard()
    },
    folderFault: fault,
  }
}
