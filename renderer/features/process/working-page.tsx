import { Progress } from '@mantine/core'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { SimulatedNotice } from '../../components/simulated-notice'
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
        <Progress.Root
          size={8}
          radius="xl"
          transitionDuration={120}
          role="progressbar"
          aria-label={t('process.work.progress')}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={done}
          aria-valuetext={count}
        >
          {/* Its own value would be heard in hundredths. */}
          <Progress.Section withAria={false} value={total > 0 ? (100 * done) / total : 0} />
        </Progress.Root>
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
