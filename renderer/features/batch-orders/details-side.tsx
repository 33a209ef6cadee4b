import { Button } from '@mantine/core'
import { IconArrowLeft, IconTruckDelivery } from '@tabler/icons-react'
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect } from 'react'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { ErrorNotice } from '../../components/error-notice'
import { Loading } from '../../components/loading'
import classes from './batch-orders.module.css'
import { LookFirst } from './look-first'
import { useLook } from './look-store'
import { RunDetails } from './run-details'
import { useRunDetails } from './run-details-store'
import { useRuns } from './runs-store'

interface DetailsSideProps {
  readonly frame: RefObject<HTMLDivElement | null>
  /** Given where the details cover the list. */
  readonly onBack: (() => void) | null
  /** What was only looked at is to be left. */
  readonly onClose: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** The chosen run, or what a run would take in now. */
export function DetailsSide({ frame, onBack, onClose, onKeyDown }: DetailsSideProps) {
  const looking = useLook((state) => state.shown)
  const chosen = useRuns((state) => state.chosen)
  const shown = useRunDetails((state) => state.details?.run.id)
  // Something else is read from its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is what calls for it
  useLayoutEffect(() => {
    frame.current?.scrollTo({ top: 0 })
  }, [frame, looking, shown])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape goes back from whatever is in it
    <div ref={frame} className={classes.details} tabIndex={-1} onKeyDown={onKeyDown}>
      {onBack ? (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.back}
          leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
          onClick={onBack}
        >
          {t('batchOrders.back')}
        </Button>
      ) : null}
      {looking ? (
        <LookFirst onClose={onBack ? null : onClose} />
      ) : chosen === null ? (
        <NoRun />
      ) : (
        <ChosenRun chosen={chosen} />
      )}
    </div>
  )
}

function ChosenRun({ chosen }: { readonly chosen: string }) {
  const details = useRunDetails((state) => state.details)
  const error = useRunDetails((state) => state.error)
  const { show, read } = useRunDetails.getState()
  useEffect(() => show(chosen), [show, chosen])
  if (error) {
    return (
      <div className={classes.error}>
        <ErrorNotice error={error} onRetry={() => void read()} />
      </div>
    )
  }
  if (!details) return <Loading />
  // The one before stays until this one is there, so that nothing flickers on the way through the list.
  return <RunDetails key={details.run.id} details={details} stale={details.run.id !== chosen} />
}

function NoRun() {
  const none = useRuns((state) => state.known && state.total === 0)
  return (
    <div className={classes.none}>
      <EmptyState
        icon={<IconTruckDelivery size={24} />}
        title={t('batchOrders.none.title')}
        text={none ? t('batchOrders.none.yet') : t('batchOrders.none.text')}
      />
    </div>
  )
}
