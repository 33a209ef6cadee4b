import { Button } from '@mantine/core'
import { useLayoutEffect, useRef } from 'react'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { WorkBar } from '../../components/work-bar'
import { useHasRole } from '../../state/mirror'
import classes from './batch-orders.module.css'
import { useBatchWork } from './batch-work'

/** What the run under way is doing, in one sentence. */
export function useWorkText(): string {
  return useBatchWork(({ progress, starting, stopAsked }) => {
    if (stopAsked || progress?.stopping) return t('batchOrders.work.stopping')
    return progress?.text ?? (starting ? t('batchOrders.work.starting') : '')
  })
}

/** The run under way: what is being done, how far it is, and Stop for those who may. */
export function RunWork() {
  const progress = useBatchWork((state) => state.progress)
  const stopAsked = useBatchWork((state) => state.stopAsked)
  const lost = useBatchWork((state) => state.lost)
  const operator = useHasRole('operator')
  const text = useWorkText()
  const frame = useRef<HTMLElement>(null)
  // Stop goes with the end of the run. Not to the command beside it: Enter meant for Stop would start another.
  useLayoutEffect(() => {
    const element = frame.current
    return () => {
      if (element?.contains(document.activeElement)) document.querySelector<HTMLElement>('[data-standing]')?.focus()
    }
  }, [])
  const { done, total } = progress ?? { done: 0, total: 0 }
  const stopping = stopAsked || (progress?.stopping ?? false)
  const count = total > 0 ? t('batchOrders.work.count', { done, total }) : ''
  const error = lost && { ...lost, message: t('batchOrders.follow.lost', { reason: lost.message }) }
  return (
    <section ref={frame} className={classes.work} aria-label={t('batchOrders.work.label')}>
      {error ? (
        <div className={classes.workWords}>
          <ErrorNotice error={error} onRetry={() => void useBatchWork.getState().follow()} />
        </div>
      ) : (
        <div className={classes.workWords}>
          <p className={classes.workText}>{text}</p>
          <span className={classes.workCount}>{count}</span>
          <WorkBar
            className={classes.bar}
            label={t('batchOrders.work.progress')}
            done={done}
            total={total}
            count={count}
          />
        </div>
      )}
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
