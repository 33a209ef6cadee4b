import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { DeskError } from '../../shared/errors'
import { t } from '../../shared/texts'
import classes from './states.module.css'

interface ErrorNoticeProps {
  readonly error: DeskError | null
  /** Trying again is offered when this is given. */
  readonly onRetry?: (() => void) | undefined
}

/** What main refused and why, in place. Draws nothing without an error; screen readers hear it at once. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  return (
    <div role="alert" className={classes.alertSlot}>
      {error ? (
        <div className={classes.error} data-error-code={error.code}>
          <IconAlertTriangle size={16} aria-hidden="true" />
          <p>{error.message}</p>
          {onRetry ? (
            <Button variant="default" size="compact-sm" onClick={onRetry}>
              {t('shell.tryAgain')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
