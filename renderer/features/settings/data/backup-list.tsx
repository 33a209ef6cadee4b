import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { BackupFacts } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import { Loading } from '../../../components/loading'
import { Panel } from '../../../components/panel'
import { formatExactly, formatMoment } from '../../../format'
import editors from '../editors.module.css'
import classes from './data.module.css'
import { useData } from './data-store'
import { busyWith, useDataTask } from './data-task'
import { backupHolds, backupMaker } from './data-words'
import { OpenFolder } from './open-folder'
import { RestoreDialog } from './restore-dialog'
import { TaskPart } from './task-part'

/** So many are shown at first, and more with each press. */
const step = 10

interface BackupListProps {
  /** Identity of this desk. */
  readonly desk: string | null
  /** Its identities before backups were restored. */
  readonly formerDesks: readonly string[]
  /** The folder that is saved; empty when none was chosen yet. */
  readonly folder: string
}

/** The backups in the folder that is saved, and the way to restore one. */
export function BackupList({ desk, formerDesks, folder }: BackupListProps) {
  const read = useData((state) => state.backups)
  const error = useData((state) => state.backupsError)
  const { readBackups } = useData.getState()
  const [shown, setShown] = useState(step)
  const [chosen, setChosen] = useState<BackupFacts | null>(null)
  const lines = useRef<HTMLUListElement>(null)
  const whoseOf = (backup: BackupFacts | null): Whose => {
    if (!backup || backup.desk === desk) return 'own'
    return formerDesks.includes(backup.desk) ? 'former' : 'other'
  }
  const showMore = () => {
    flushSync(() => setShown(shown + step))
    // The button may be gone, and the focus with it: whoever goes on reading goes on with the first new line.
    lines.current?.children[shown]?.querySelector('button')?.focus()
  }
  return (
    <Panel
      title={t('dataPage.list.title')}
      {...(folder !== '' && { actions: <OpenFolder which="backups" label={t('dataPage.backups.open')} /> })}
    >
      <div className={classes.parts}>
        <TaskPart kind="restore" />
        <ErrorNotice error={error} onRetry={() => void readBackups()} />
        {read === null && error === null ? <Loading /> : null}
        {read && !error ? (
          <>
            {read.unreadable.length > 0 ? (
              <p className={editors.note}>{t('dataPage.list.unreadable', { names: read.unreadable.join(', ') })}</p>
            ) : null}
            {read.backups.length === 0 ? (
              <p className={editors.note}>{t(folder === '' ? 'dataPage.list.noFolder' : 'dataPage.list.none')}</p>
            ) : (
              <ul ref={lines} className={editors.lines} aria-label={t('dataPage.list.title')}>
                {read.backups.slice(0, shown).map((backup) => (
                  <Line key={backup.name} backup={backup} whose={whoseOf(backup)} onRestore={setChosen} />
                ))}
              </ul>
            )}
            {read.backups.length > shown ? (
              <Button variant="subtle" size="compact-sm" onClick={showMore}>
                {t('dataPage.list.more', { count: read.backups.length - shown })}
              </Button>
            ) : null}
          </>
        ) : null}
      </div>
      <RestoreDialog backup={chosen} own={whoseOf(chosen) !== 'other'} onClose={() => setChosen(null)} />
    </Panel>
  )
}

/** Of this desk, of this desk under an identity from before a restore, or of another desk. */
type Whose = 'own' | 'former' | 'other'

interface LineProps {
  readonly backup: BackupFacts
  readonly whose: Whose
  readonly onRestore: (backup: BackupFacts) => void
}

function Line({ backup, whose, onRestore }: LineProps) {
  const busy = useDataTask((state) => busyWith(state) !== null)
  const at = formatMoment(backup.made.at)
  return (
    <li className={editors.line} data-backup={backup.name}>
      <div className={classes.backup} title={backup.name}>
        <span>
          <time dateTime={backup.made.at}>{formatExactly(backup.made.at)}</time>{' '}
          <span className={editors.unit}>{backupMaker(backup)}</span>
        </span>
        <span className={editors.does}>{backupHolds(backup)}</span>
        {whose === 'own' ? null : <span className={editors.does}>{t(`dataPage.list.${whose}`)}</span>}
      </div>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('dataPage.list.restoreLabel', { at: formatExactly(backup.made.at) })}
        title={t('dataPage.list.restoreLabel', { at })}
        aria-disabled={busy}
        data-disabled={busy}
        onClick={() => busy || onRestore(backup)}
      >
        {t('dataPage.list.restore')}
      </Button>
    </li>
  )
}
