import { isAbsolute } from 'node:path'
import type { ParsedRequestOf, SessionUser } from '../../../shared/contract'
import { type Answer, refusal } from '../../../shared/errors'
import type { Settings } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { Clock } from '../../ports'
import type { Store } from '../../store'
import { saveSettings } from '../settings-saves'

interface Needs {
  readonly store: Store
  readonly clock: Clock
}

/** Saves how backups are made. Whether the folder can be used is found out by the backup, which says why not. */
export function saveBackupSettings(
  needs: Needs,
  { version, values }: ParsedRequestOf<'settings.saveBackup'>,
  by: SessionUser,
): Promise<Answer<Settings>> {
  return saveSettings(needs, version, by, ({ backup }) => {
    const fault = folderFault(values)
    if (fault !== null) return refusal('invalid-answers', t('errors.invalid-answers'), { fields: { folder: fault } })
    return { version: backup.version, changes: [{ section: 'backup', before: backup.values, after: values }] }
  })
}

function folderFault({ folder, daily }: ParsedRequestOf<'settings.saveBackup'>['values']): string | null {
  if (folder === '') return daily ? t('data.folderNeeded') : null
  return isAbsolute(folder) ? null : t('data.folderRelative')
}
