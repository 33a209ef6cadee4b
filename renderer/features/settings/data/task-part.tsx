import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconPlayerStop } from '@tabler/icons-react'
import { type ReactNode, useId, useRef } from 'react'
import type { Answer } from '../../../../shared/errors'
import type { DataTaskEnd, DataTaskKind } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import editors from '../editors.module.css'
import classes from './data.module.css'
import { busyWith, useDataTask } from './data-task'
import { endText } from './data-words'
import { TaskUnderWay } from './task-under-way'

interface Start {
  readonly icon: ReactNode
  readonly label: string
  /** Why it cannot be started yet; empty when it can. */
  readonly missing: string
  readonly begin: () => Promise<Answer<null>>
}

interface TaskPartProps {
  readonly kind: DataTaskKind
  /** Its button, where it is started in this part of the page. */
  readonly start?: Start
  /** True of an end that the page shows elsewhere: then it is only heard. */
  readonly isShown?: (end: DataTaskEnd) => boolean
  /** What else is shown once it has ended. */
  readonly children?: ReactNode
}

/** A task in its part of the page: the way to start it, how far it is, and how it ended last. */
export function TaskPart({ kind, start, isShown, children }: TaskPartProps) {
  const busy = useDataTask(busyWith)
  const end = useDataTask((state) => state.ends[kind] ?? null)
  const refused = useDataTask((state) => (state.refused?.kind === kind ? state.refused.error : null))
  const told = useRef<HTMLDivElement>(null)
  const underWay = busy === kind
  return (
    <>
      {start || underWay ? (
        <div className={classes.start}>
          {start ? <StartButton kind={kind} busy={busy} {...start} /> : null}
          {underWay ? <TaskUnderWay kind={kind} onGone={() => told.current?.focus()} /> : null}
        </div>
      ) : null}
      <ErrorNotice error={refused} />
      <div ref={told} role="status" tabIndex={-1} className={classes.told}>
        {underWay ? <span className={classes.heard}>{t(`dataPage.task.busy.${kind}`)}</span> : null}
        {end ? <End end={end} heardOnly={isShown?.(end) ?? false} /> : null}
      </div>
      {end ? children : null}
    </>
  )
}

interface StartButtonProps extends Start {
  readonly kind: DataTaskKind
  /** What is under way. */
  readonly busy: DataTaskKind | null
}

/** While something else is under way, it says what. */
function StartButton({ kind, busy, icon, label, missing, begin }: StartButtonProps) {
  const reason = useId()
  const blocked = busy !== null || missing !== ''
  return (
    <>
      <Button
        variant="default"
        leftSection={icon}
        // Keeps the focus while it cannot be pressed, so that it is still there afterwards.
        aria-disabled={blocked}
        data-disabled={blocked}
        aria-describedby={reason}
        // A task may be over at once: Enter held down must not start one after the other.
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.repeat) event.preventDefault()
        }}
        onClick={() => blocked || void useDataTask.getState().start(kind, begin)}
      >
        {label}
      </Button>
      <span id={reason} className={editors.does}>
        {busy === null ? missing : busy === kind ? '' : t(`dataPage.task.busy.${busy}`)}
      </span>
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
