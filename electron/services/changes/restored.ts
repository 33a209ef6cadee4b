import type { ChangeEntry } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { DeskRestored } from '../../engine/events'

/** That a backup was restored, in words. */
export function restoredChange({ backup }: DeskRestored): Pick<ChangeEntry, 'subject' | 'changes'> {
  const line = (label: string, after: string) => ({ label, before: '', after })
  return {
    subject: t('changes.subjects.restored'),
    changes: [
      line(
        t('changes.restored.made'),
        t('changes.restored.moment', { moment: backup.at.slice(0, 16).replace('T', ' ') }),
      ),
      line(t('changes.restored.sequence'), String(backup.sequence)),
      line(t('changes.restored.hash'), backup.hash),
    ],
  }
}
