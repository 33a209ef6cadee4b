import { IconBuildingFactory2, IconHourglass } from '@tabler/icons-react'
import { cardTypes } from '../../../shared/lifecycle'
import { t } from '../../../shared/texts'
import { useMirror } from '../../state/mirror'
import classes from './shell.module.css'
import { SimulatedPartners } from './simulated-partners'

/** One quiet line: what waits in the queue, where orders go, what is simulated, which version this is. */
export function StatusBar() {
  const snapshot = useMirror((state) => state.snapshot)
  const behind = useMirror((state) => state.failure !== null)
  if (!snapshot) return null
  const queued = cardTypes.reduce((sum, type) => sum + (snapshot.counts[type].processing ?? 0), 0)
  return (
    <footer className={classes.status}>
      <span className={classes.statusItem}>
        <IconHourglass size={14} aria-hidden="true" />
        {queued === 0 ? t('shell.status.queueEmpty') : t('shell.status.queued', { count: queued })}
      </span>
      <span className={classes.statusItem}>
        <IconBuildingFactory2 size={14} aria-hidden="true" />
        {t('shell.status.bureau', { name: snapshot.bureau.name })}
      </span>
      <SimulatedPartners snapshot={snapshot} />
      {behind ? <span className={classes.notice}>{t('shell.status.behind')}</span> : null}
      <span className={classes.version}>{t('shell.status.version', { version: snapshot.version })}</span>
    </footer>
  )
}
