import { Switch } from '@mantine/core'
import { IconAlertTriangle, IconDeviceFloppy } from '@tabler/icons-react'
import type { DataStatus } from '../../../../shared/contract'
import { t } from '../../../../shared/texts'
import { Facts } from '../../../components/facts'
import { Moment } from '../../../components/moment'
import { Panel } from '../../../components/panel'
import { desk } from '../../../desk'
import { formatMoment } from '../../../format'
import editors from '../editors.module.css'
import { NumberWithUnit } from '../number-with-unit'
import { isKeep, keepLimits } from './backup-draft'
import classes from './data.module.css'
import { backupMaker, isNoteOf } from './data-words'
import { FolderField } from './folder-field'
import { TaskPart } from './task-part'
import type { BackupEditor } from './use-backup-editor'

interface BackupsPanelProps {
  readonly status: DataStatus
  /** The folder that is saved; empty when none was chosen yet. */
  readonly folder: string
  readonly editor: BackupEditor
}

/** How backups are made, the last one, and the way to make one now. */
export function BackupsPanel({ status, folder, editor }: BackupsPanelProps) {
  const { draft, setDraft, changed } = editor
  const { backupProblem } = status
  const missing = folder === '' ? t('dataPage.backups.folderFirst') : ''
  return (
    <Panel title={t('dataPage.backups.title')} text={t('dataPage.backups.text')}>
      <div className={classes.parts}>
        <LastBackup status={status} />
        <FolderField
          label={t('dataPage.backups.folder')}
          hint={t('dataPage.backups.folderHint')}
          value={draft.folder}
          fault={editor.folderFault}
          onChange={(chosen) => setDraft({ ...draft, folder: chosen })}
        />
        <Switch
          label={t('dataPage.backups.daily')}
          description={t('dataPage.backups.dailyHint')}
          checked={draft.daily}
          onChange={(event) => setDraft({ ...draft, daily: event.currentTarget.checked })}
        />
        <div className={editors.labelled}>
          <span className={editors.processName}>{t('dataPage.backups.keep')}</span>
          <NumberWithUnit
            aria-label={t('dataPage.backups.keep')}
            aria-describedby="backups-keep-hint"
            unit={t('dataPage.backups.keepUnit')}
            {...keepLimits}
            value={draft.keep}
            valid={isKeep(draft.keep)}
            onChange={(keep) => setDraft({ ...draft, keep })}
          />
          <span id="backups-keep-hint" className={editors.does}>
            {t('dataPage.backups.keepHint')}
          </span>
        </div>
        <TaskPart
          kind="backup"
          start={{
            icon: <IconDeviceFloppy size={16} aria-hidden="true" />,
            label: t('dataPage.backups.now'),
            missing: changed ? t('dataPage.backups.saveFirst') : missing,
            begin: () => desk.data.backup(),
          }}
          // A daily backup that failed is told above.
          isShown={(end) => end.end === 'failed' && backupProblem !== null && isNoteOf(backupProblem, end)}
        />
      </div>
    </Panel>
  )
}

/** The newest backup, and what went wrong with the daily one. */
function LastBackup({ status: { lastBackup, backupProblem } }: Pick<BackupsPanelProps, 'status'>) {
  return (
    <>
      <div className={classes.facts}>
        <Facts
          facts={[
            {
              label: t('dataPage.backups.last'),
              value: lastBackup ? (
                <>
                  <Moment at={lastBackup.made.at} /> <span className={editors.unit}>{backupMaker(lastBackup)}</span>
                </>
              ) : (
                t('dataPage.backups.none')
              ),
            },
          ]}
        />
      </div>
      {backupProblem ? (
        <p className={classes.warning}>
          <IconAlertTriangle size={16} aria-hidden="true" />
          <span>{t('dataPage.backups.problem', { at: formatMoment(backupProblem.at), text: backupProblem.text })}</span>
        </p>
      ) : null}
    </>
  )
}
