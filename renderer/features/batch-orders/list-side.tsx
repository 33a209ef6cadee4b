import { IconTruckDelivery } from '@tabler/icons-react'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { ErrorNotice } from '../../components/error-notice'
import { Loading } from '../../components/loading'
import { PageTitle } from '../../components/page-title'
import classes from './batch-orders.module.css'
import { RunList } from './run-list'
import { useRuns } from './runs-store'
import { Standing } from './standing'

interface ListSideProps {
  /** A run was clicked, or Enter was pressed on it. */
  readonly onOpen: (by: 'click' | 'enter') => void
  readonly onLook: () => void
}

/** How batch sync stands, what to do with it, and the runs there were. */
export function ListSide({ onOpen, onLook }: ListSideProps) {
  const known = useRuns((state) => state.known)
  const total = useRuns((state) => state.total)
  const error = useRuns((state) => state.error)
  return (
    <div className={classes.list}>
      <PageTitle text={t('batchOrders.title')} />
      <Standing onLook={onLook} />
      <div className={classes.summary}>
        <output className={classes.count}>{known ? t('batchOrders.list.count', { count: total }) : null}</output>
      </div>
      {error ? (
        <div className={classes.error}>
          <ErrorNotice error={error} onRetry={() => void useRuns.getState().read()} />
        </div>
      ) : null}
      <div className={classes.rows}>
        {known && total === 0 ? (
          <EmptyState
            icon={<IconTruckDelivery size={24} />}
            title={t('batchOrders.empty.title')}
            text={t('batchOrders.empty.text')}
          />
        ) : null}
        {total > 0 ? <RunList onOpen={onOpen} /> : null}
        {!known && !error ? <Loading /> : null}
      </div>
    </div>
  )
}
