import { Button } from '@mantine/core'
import { useLayoutEffect, useRef } from 'react'
import type { DataTaskKind } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import { WorkBar } from '../../../components/work-bar'
import classes from './data.module.css'
import { useDataTask } from './data-task'
import { progressText } from './data-words'

interface TaskUnderWayProps {
  readonly kind: DataTaskKind
  /** Stop had the focus and is gone with the task. */
  readonly onGone: () => void
}

/** The task under way: what is being done, how far it is, and Stop. */
export function TaskUnderWay({ kind, onGone }: TaskUnderWayProps) {
  const progress = useDataTask((state) => state.progress)
  const stopAsked = useDataTask((state) => state.stopAsked)
  const lost = useDataTask((state) => state.lost)
  const frame = useRef<HTMLElement>(null)
  const gone = useRef(onGone)
  // Not to a button: Enter meant for Stop would start another task.
  useLayoutEffect(() => {
    const element = frame.current
    return () => {
      if (element?.contains(document.activeElement)) gone.current()
    }
  }, [])
  const { done, total } = progress ?? { done: 0, total: 0 }
  const stopping = stopAsked || (progress?.stopping ?? false)
  const count = progress ? progressText(progress) : ''
  const error = lost && { ...lost, message: t('dataPage.task.lost', { reason: lost.message }) }
  return (
    <section ref={frame} className={classes.work} aria-label={t(`dataPage.task.label.${kind}`)}>
      <div className={classes.workWords}>
        <p>{stopping ? t('dataPage.task.stopping') : t(`dataPage.task.text.${kind}`)}</p>
        <span className={classes.workCount}>{count}</span>
        <WorkBar className={classes.bar} label={t('dataPage.task.progress')} done={done} total={total} count={count} />
        <ErrorNotice error={error} onRetry={() => void useDataTask.getState().follow()} />
      </div>
      <Button
        variant="default"
        data-disabled={stopping || !progress}
        aria-disabled={stopping || !progress}
        onClick={() => void useDataTask.getState().stop()}
      >
        {t('dataPage.task.stop')}
      </Button>
    </section>
  )
}
