import { Button, Progress } from '@mantine/core'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { useHasRole } from '../../state/mirror'
import classes from './batch-orders.module.css'
import { useBatchWork } from './batch-work'

/** The run under way: what is being done, how far it is, and Stop for those who may. */
export function RunWork() {
  const progress = useBatchWork((state) => state.progress)
  const stopAsked = useBatchWork((state) => state.stopAsked)
  const starting = useBatchWork((state) => state.starting)
  const lost = useBatchWork((state) => state.lost)
  const operator = useHasRole('operator')
  if (lost) {
    const error = { ...lost, message: t('batchOrders.follow.lost', { reason: lost.message }) }
    return <ErrorNotice error={error} onRetry={() => void useBatchWork.getState().follow()} />
  }
  const { done, total } = progress ?? { done: 0, total: 0 }
  const stopping = stopAsked || (progress?.stopping ?? false)
  const count = total > 0 ? t('batchOrders.work.count', { done, total }) : ''
  return (
    <section className={classes.work} aria-label={t('batchOrders.work.label')}>
      <div className={classes.workWords}>
        <p role="status" className={classes.workText}>
          {stopping
            ? t('batchOrders.work.stopping')
            : (progress?.text ?? (starting ? t('batchOrders.work.starting') : ''))}
        </p>
        <span className={classes.workCount}>{count}</span>
        <Progress.Root
          className={classes.bar}
          size={8}
          radius="xl"
          transitionDuration={120}
          role="progressbar"
          aria-label={t('batchOrders.work.progress')}
          aria-valuemin={0}
          aria-valuemax={Math.max(1, total)}
          // Without a number it is one that goes on for as long as it takes.
          aria-valuenow={total > 0 ? done : undefined}
          aria-valuetext={count || undefined}
        >
          {/* Its own value would be heard in hundredths. */}
          <Progress.Section withAria={false} value={total > 0 ? (100 * done) / total : 0} />
        </Progress.Root>
      </div>
      {operator ? (
        <Button
          variant="default"
          title={t('batchOrders.work.stopTitle')}
          data-disabled={stopping}
          aria-disabled={stopping}
          onClick={() => void useBatchWork.getState().stop()}
        >
          {t('batchOrders.work.stop')}
        </Button>
      ) : null}
    </section>
  )
}
