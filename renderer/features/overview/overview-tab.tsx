import { Button } from '@mantine/core'
import { IconCards } from '@tabler/icons-react'
import { useEffect } from 'react'
import { cardTypes } from '../../../shared/lifecycle'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { ErrorNotice } from '../../components/error-notice'
import { PageTitle } from '../../components/page-title'
import { useMirror } from '../../state/mirror'
import { useView } from '../../state/view'
import { countOf } from '../search/status-labels'
import { DecidedRequests } from './decided-requests'
import { DueCards } from './due-cards'
import { FailedToday } from './failed-today'
import { OrderAges } from './order-ages'
import { followOverview, useOverview } from './overview-store'
import classes from './overview.module.css'
import { StateBars } from './state-bars'
import { Waiting } from './waiting'

/** The OVERVIEW tab: what waits for the person, where the cards stand, what is late and what went wrong. */
export function OverviewTab() {
  const counts = useMirror((state) => state.snapshot?.counts)
  const overview = useOverview((state) => state.overview)
  const error = useOverview((state) => state.error)
  useEffect(followOverview, [])
  if (!counts) return null
  const empty = cardTypes.every((type) => countOf(type, counts) === 0)
  return (
    <div className={classes.page}>
      <PageTitle text={t('overview.title')} />
      {error ? (
        <div className={classes.error}>
          <ErrorNotice error={error} onRetry={() => void useOverview.getState().read()} />
        </div>
      ) : null}
      {empty ? (
        <NoCards />
      ) : (
        <div className={classes.columns}>
          <div className={classes.column}>
            <Waiting counts={counts} overview={overview} />
            {overview ? <DueCards overview={overview} /> : null}
          </div>
          <div className={classes.column}>
            <StateBars cardType="card" counts={counts} />
            {overview ? <FailedToday overview={overview} /> : null}
            {overview ? <DecidedRequests overview={overview} /> : null}
          </div>
          <div className={classes.column}>
            <StateBars cardType="temporary-card" counts={counts} />
            {overview ? <OrderAges overview={overview} /> : null}
          </div>
        </div>
      )}
    </div>
  )
}

/** A desk that has just been set up: what one can begin with. */
function NoCards() {
  const newCommands = useMirror((state) => state.snapshot?.newCommands)
  const commands = cardTypes
    .flatMap((type) => newCommands?.[type] ?? [])
    .filter(({ disabledBecause }) => disabledBecause === null)
  return (
    <EmptyState icon={<IconCards size={24} />} title={t('overview.empty.title')} text={t('overview.empty.text')}>
      <div className={classes.ways}>
        {commands.map(({ process, name }) => (
          <Button
            key={process}
            variant="default"
            onClick={() => useView.getState().wishForProcess({ process, card: null, person: null })}
          >
            {name}
          </Button>
        ))}
      </div>
    </EmptyState>
  )
}
