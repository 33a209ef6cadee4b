import { Button, Progress } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconPlayerStop } from '@tabler/icons-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import type { DataTaskEnd, DataTaskKind } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import classes from './data.module.css'
import { busyWith, useDataTask } from './data-task'
import { endText, progressText } from './data-words'

interface TaskWorkProps {
  readonly kind: DataTaskKind
  /** True of an end that the page shows elsewhere: then it is only heard. */
  readonly isShown?: (end: DataTaskEnd) => boolean
  /** What else is said at the end, below how it ended. */
  readonly children?: ReactNode
}

/** A task in the part of the page that starts it: how far it is while it is under way, then how it ended. */
export function TaskWork({ kind, isShown, children }: TaskWorkProps) {
  const underWay = useDataTask((state) => busyWith(state) === kind)
  const end = useDataTask((state) => state.ends[kind] ?? null)
  const refused = useDataTask((state) => (state.refused?.kind === kind ? state.refused.error : null))
  const told = useRef<HTMLDivElement>(null)
  return (
    <>
      {underWay ? <UnderWay kind={kind} onGone={() => told.current?.focus()} /> : null}
      <ErrorNotice error={refused} />
      <div ref={told} role="status" tabIndex={-1} className={classes.told}>
        {underWay ? <span className={classes.heard}>{t(`dataPage.task.label.${kind}`)}</span> : null}
        {!underWay && end ? <End end={end} heardOnly={isShown?.(end) ?? false} /> : null}
      </div>
      {underWay || !end ? null : children}
    </>
  )
}

const icons = { done: IconCircleCheck, stopped: IconPlayerStop, failed: IconAlertTriangle }

function End({ end, heardOnly }: { readonly end: DataTaskEnd; readonly heardOnly: boolean }) {
  const Icon = icons[end.end]
  if (heardOnly) return <span className={classes.heard}>{endText(end)}</span>
  return (
    <p className={classes.end} data-end={end.end}>
      <Icon size={16} aria-hidden="true" />
      <span>{endText(end)}</span>
    </p>
  )
}

interface UnderWayProps {
  readonly kind: DataTaskKind
  /** Stop had the focus and is gone with the task. */
  readonly onGone: () => void
}

function UnderWay({ kind, onGone }: UnderWayProps) {
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
        <Progress.Root
          className={classes.bar}
          size={8}
          radius="xl"
          transitionDuration={120}
          role="progressbar"
          aria-label={t('dataPage.task.progress')}
          aria-valuemin={0}
          aria-valuemax={Math.max(1, total)}
          // Without a number it is one that goes on for as long as it takes.
          aria-valuenow={total > 0 ? done : undefined}
          aria-valuetext={count || undefined}
        >
          {/* Its own value would be heard in hundredths. */}
          <Progress.Section withAria={false} value={total > 0 ? (100 * done) / total : 0} />
        </Progress.Root>
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
