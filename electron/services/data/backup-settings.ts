import { isAbsolute } from 'node:path'
import type { ParsedRequestOf, SessionUser } from '../../../shared/contract'
import { type Answer, refusal } from '../../../shared/errors'
import type { Settings } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { Files } from '../../files'
import type { Clock } from '../../ports'
import { folderFaultOf, type Store } from '../../store'
import { saveSettings } from '../settings-saves'

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly files: Files
}

type Values = ParsedRequestOf<'settings.saveBackup'>['values']

/**
 * Saves how backups are made. A folder that is not there now is let through, for its disk may be one that comes and
 * goes; the backup says when it is away. What can never be one is refused.
 */
export async function saveBackupSettings(
  needs: Needs,
  { version, values }: ParsedRequestOf<'settings.saveBackup'>,
  by: SessionUser,
): Promise<Answer<Settings>> {
  const { files, store } = needs
  const fault =
    folderFault(values) ??
    (values.folder === '' ? null : await folderFaultOf(files, store.status().folder, values.folder))
  if (fault !== null) return refusal('invalid-answers', t('errors.invalid-answers'), { fields: { folder: fault } })
  return saveSettings(needs, version, by, ({ backup }) => {
    return { version: backup.version, changes: [{ section: 'backup', before: backup.values, after: values }] }
  })
}

function folderFault({ folder, daily }: Values): string | null {
  if (folder === '') return daily ? t('data.folderNeeded') : null
  return isAbsolute(folder) ? null : t('data.folderRelative')
}
