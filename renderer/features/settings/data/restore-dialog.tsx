import { Button, Checkbox, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import type { DeskError } from '../../../../shared/errors'
import type { BackupFacts } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import { Facts } from '../../../components/facts'
import { Moment } from '../../../components/moment'
import { desk } from '../../../desk'
import { formatMoment } from '../../../format'
import editors from '../editors.module.css'
import classes from './data.module.css'
import { useDataTask } from './data-task'
import { backupHolds } from './data-words'

interface RestoreProps {
  readonly backup: BackupFacts
  /** False for a backup of another desk, or of this one before a restore. */
  readonly own: boolean
  readonly onClose: () => void
}

const consequences = ['becomes', 'gone', 'orders', 'signIn'] as const

function Question({ backup, own, onClose }: RestoreProps) {
  const [ticked, setTicked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<DeskError | null>(null)
  const blocked = !ticked || busy
  const restore = async () => {
    if (blocked) return
    setBusy(true)
    setError(null)
    const refused = await useDataTask.getState().start('restore', () => desk.data.restore({ backup: backup.name }))
    setBusy(false)
    if (refused) setError(refused)
    else onClose()
  }
  return (
    <div className={editors.form}>
      <div className={classes.facts}>
        <Facts
          facts={[
            { label: t('dataPage.restore.made'), value: <Moment at={backup.made.at} /> },
            { label: t('dataPage.restore.holds'), value: backupHolds(backup) },
          ]}
        />
      </div>
      <ul className={editors.read}>
        {own ? null : <li>{t('dataPage.restore.other')}</li>}
        {consequences.map((each) => (
          <li key={each}>{t(`dataPage.restore.${each}`)}</li>
        ))}
      </ul>
      <Checkbox
        label={t('dataPage.restore.tick', { at: formatMoment(backup.made.at) })}
        checked={ticked}
        onChange={(event) => setTicked(event.currentTarget.checked)}
      />
      <ErrorNotice error={error} />
      <Group justify="space-between">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button aria-disabled={blocked} data-disabled={blocked} onClick={() => void restore()}>
          {t('dataPage.restore.restore')}
        </Button>
      </Group>
    </div>
  )
}

interface RestoreDialogProps extends Omit<RestoreProps, 'backup'> {
  /** The backup that is asked about; `null` while none is. */
  readonly backup: BackupFacts | null
}

/** Says what a restore does before it is begun. Leaving everything as it is is the easy answer. */
export function RestoreDialog({ backup, own, onClose }: RestoreDialogProps) {
  return (
    <Modal opened={backup !== null} onClose={onClose} title={t('dataPage.restore.title')} size={520}>
      {backup ? <Question key={backup.name} backup={backup} own={own} onClose={onClose} /> : null}
    </Modal>
  )
}
