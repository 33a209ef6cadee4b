import type { BackupSettings } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { Lines } from './lines'

/** What changed in the settings of backups, in words. */
export function backupLines(before: BackupSettings, after: BackupSettings): Lines {
  const texts = ({ folder, daily, keep }: BackupSettings) => [
    { label: t('changes.backup.folder'), text: folder },
    { label: t('changes.backup.daily'), text: t(daily ? 'changes.on' : 'changes.off') },
    { label: t('changes.backup.keep'), text: String(keep) },
  ]
  const then = texts(before)
  return texts(after)
    .map(({ label, text }, index) => ({ label, before: then[index]?.text ?? '', after: text }))
    .filter((line) => line.before !== line.after)
}
