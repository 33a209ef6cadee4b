import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { SimulatedNotice } from '../../components/simulated-notice'
import { WorkBar } from '../../components/work-bar'
import classes from './process-panel.module.css'
import { useProcess } from './process-store'
import type { WorkingStage } from './stage'

/** Work under way: what is being done, how far it is, what of it is simulated, and whether it can be stopped. */
export function WorkingPage({ stage }: { readonly stage: WorkingStage }) {
  const { progress, stopping, followed, notice } = stage
  const { text, done, total, stoppable, simulated } = progress
  const count = t('process.work.count', { done, total })
  return (
    // Not the button: Enter pressed once too often would stop what has just begun.
    <section className={classes.working} aria-label={progress.title} data-start tabIndex={-1}>
      <div role="status">
        <h3 className={classes.pageTitle}>{text}</h3>
      </div>
      <div className={classes.progress}>
        <WorkBar label={t('process.work.progress')} done={done} total={total} count={count} />
        <span className={classes.progressCount}>{count}</span>
      </div>
      <p className={classes.progressNote} role="status">
        {stopping ? t('process.work.stopAsked') : stoppable ? '' : t('process.work.notStoppable')}
      </p>
      {simulated ? <SimulatedNotice text={simulated} /> : null}
      <ErrorNotice error={notice} onRetry={followed ? undefined : useProcess.getState().followAgain} />
    </section>
  )
}
