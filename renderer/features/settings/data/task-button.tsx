import { Button } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import type { Answer } from '../../../../shared/errors'
import type { DataTaskKind } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import editors from '../editors.module.css'
import classes from './data.module.css'
import { busyWith, useDataTask } from './data-task'

interface TaskButtonProps {
  readonly kind: DataTaskKind
  readonly icon: ReactNode
  readonly label: string
  /** Why it cannot be started yet; empty when it can. */
  readonly missing?: string
  readonly begin: () => Promise<Answer<null>>
}

/** Starts a task. While another one is under way, it says which. */
export function TaskButton({ kind, icon, label, missing = '', begin }: TaskButtonProps) {
  const busy = useDataTask(busyWith)
  const reason = useId()
  const blocked = busy !== null || missing !== ''
  return (
    <div className={classes.start}>
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
        {busy !== null ? t(`dataPage.task.busy.${busy}`) : missing}
      </span>
    </div>
  )
}
