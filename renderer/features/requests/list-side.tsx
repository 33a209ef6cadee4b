import { ActionIcon, SegmentedControl } from '@mantine/core'
import { IconChecklist, IconInbox, IconInfoCircle, IconX } from '@tabler/icons-react'
import { t } from '../../../shared/texts'
import { EmptyState } from '../../components/empty-state'
import { ErrorNotice } from '../../components/error-notice'
import { Loading } from '../../components/loading'
import { PageTitle } from '../../components/page-title'
import { useMirror } from '../../state/mirror'
import { departuresText } from './departures'
import { RequestList } from './request-list'
import classes from './requests-tab.module.css'
import { type RequestView, useRequests } from './requests-store'
import { TickedActions } from './ticked-actions'

const views: readonly RequestView[] = ['open', 'mine']

interface ListSideProps {
  /** A request was clicked, or Enter was pressed on it. */
  readonly onOpen: (by: 'click' | 'enter') => void
}

/** Which requests, how many there are, what to do with those that are ticked, and the list. */
export function ListSide({ onOpen }: ListSideProps) {
  const view = useRequests((state) => state.view)
  const { known, total, rows } = useRequests((state) => state.lists[state.view])
  const error = useRequests((state) => state.error)
  const { show, read } = useRequests.getState()
  return (
    <div className={classes.list}>
      <PageTitle text={t('requests.title')} />
      <div className={classes.views}>
        <SegmentedControl
          aria-label={t('requests.view.label')}
          value={view}
          onChange={(chosen) => show(chosen as RequestView)}
          data={views.map((value) => ({ value, label: t(`requests.view.${value}`) }))}
        />
      </div>
      <Summary />
      {error ? (
        <div className={classes.error}>
          <ErrorNotice error={error} onRetry={() => void read()} />
        </div>
      ) : null}
      <div className={classes.rows}>
        {known && total === 0 ? <Nothing view={view} /> : null}
        {rows.length > 0 ? <RequestList key={view} onOpen={onOpen} /> : null}
        {!known && !error ? <Loading /> : null}
      </div>
      <Told />
    </div>
  )
}

/** How many there are; while some are ticked, what can be done with them. Always as high, so that nothing moves. */
function Summary() {
  const view = useRequests((state) => state.view)
  const { known, total } = useRequests((state) => state.lists[state.view])
  const later = useRequests((state) => state.later.size)
  const ticked = useRequests((state) => state.ticked.size)
  if (view === 'open' && ticked > 0) return <TickedActions />
  return (
    <div className={classes.summary}>
      <output className={classes.count}>{known ? t(`requests.count.${view}`, { count: total }) : null}</output>
      {view === 'open' && later > 0 ? (
        <span className={classes.dimmed}>{t('requests.count.later', { count: later })}</span>
      ) : null}
    </div>
  )
}

function Nothing({ view }: { readonly view: RequestView }) {
  const approval = useMirror((state) => state.snapshot?.options.CardsAddonExtProdApproval ?? false)
  const text = view === 'open' && !approval ? t('requests.empty.open.off') : t(`requests.empty.${view}.text`)
  return (
    <EmptyState
      icon={view === 'open' ? <IconChecklist size={24} /> : <IconInbox size={24} />}
      title={t(`requests.empty.${view}.title`)}
      text={text}
    />
  )
}

/** What others decided meanwhile, under the list, where it moves no row. */
function Told() {
  const departures = useRequests((state) => state.departures)
  return (
    <div role="status" aria-label={t('requests.told.label')} className={classes.toldSlot}>
      {departures.length > 0 ? (
        <div className={classes.told}>
          <IconInfoCircle size={16} aria-hidden="true" />
          <p>{departuresText(departures)}</p>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={t('requests.told.dismiss')}
            title={t('requests.told.dismiss')}
            onClick={useRequests.getState().dismiss}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ) : null}
    </div>
  )
}
