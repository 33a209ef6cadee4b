import { IconBuildingFactory2, IconHourglass } from '@tabler/icons-react'
import { t } from '../../../shared/texts'
import { useMirror, useUser } from '../../state/mirror'
import { showAbout } from '../about/about-store'
import { queuedOf } from '../batch-orders/batch-words'
import { BatchItem } from './batch-item'
import classes from './shell.module.css'
import { SimulatedPartners } from './simulated-partners'
import { tabIdsFor } from './tab-roles'

/** One quiet line: what waits in the queue, when it was and will be sent, where orders go, what is simulated, which version this is. */
export function StatusBar() {
  const snapshot = useMirror((state) => state.snapshot)
  const behind = useMirror((state) => state.failure !== null)
  const user = useUser()
  if (!snapshot) return null
  const queued = queuedOf(snapshot.counts, snapshot.batch)
  // Nobody else is told how batch sync stands.
  const reachesBatch = tabIdsFor(user?.roles ?? []).includes('batch-orders')
  return (
    <footer className={classes.status}>
      <span className={classes.statusItem}>
        <IconHourglass size={14} aria-hidden="true" />
        {queued === 0 ? t('shell.status.queueEmpty') : t('shell.status.queued', { count: queued })}
      </span>
      {reachesBatch ? <BatchItem batch={snapshot.batch} /> : null}
      <span className={`${classes.statusItem} ${classes.bureau}`} title={snapshot.bureau.name}>
        <IconBuildingFactory2 size={14} aria-hidden="true" />
        <span>{t('shell.status.bureau', { name: snapshot.bureau.name })}</span>
      </span>
      <SimulatedPartners snapshot={snapshot} />
      {behind ? <span className={classes.notice}>{t('shell.status.behind')}</span> : null}
      <button
        type="button"
        className={`${classes.statusLink} ${classes.version}`}
        title={t('about.open')}
        onClick={showAbout}
      >
        {t('shell.status.version', { version: snapshot.version })}
      </button>
    </footer>
  )
}
