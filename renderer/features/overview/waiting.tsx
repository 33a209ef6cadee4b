import { IconChevronRight } from '@tabler/icons-react'
import type { Counts, Overview } from '../../../shared/contract'
import type { CardType } from '../../../shared/lifecycle'
import { stateLabel, t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { formatDay, formatNumber } from '../../format'
import { useHasRole } from '../../state/mirror'
import { useView } from '../../state/view'
import { type RequestView, useRequests } from '../requests/requests-store'
import { showDueCards } from './due-cards'
import classes from './overview.module.css'

interface WaitingProps {
  readonly counts: Counts
  /** `null` until it has been read: what it tells is not known yet. */
  readonly overview: Overview | null
}

interface Line {
  readonly kind: 'toDecide' | 'ownWaiting' | 'overdue' | 'dueToday' | 'produced' | 'temporaryProduced' | 'failed'
  readonly count: number | undefined
  readonly go: () => void
}

function toRequests(view: RequestView) {
  useRequests.getState().show(view)
  useView.getState().showTab('requests')
}

function toSearch(cardType: CardType, state: string) {
  useView.getState().searchFor({ cardType, label: stateLabel(cardType, state), text: '' })
}

/** What there is to do, each line a way to it. The lines stay where they are; one with nothing behind it is quiet. */
export function Waiting({ counts, overview }: WaitingProps) {
  const approver = useHasRole('approver')
  const operator = useHasRole('operator')
  const lines: readonly Line[] = [
    ...(approver ? [{ kind: 'toDecide', count: overview?.toDecide, go: () => toRequests('open') } as const] : []),
    { kind: 'overdue', count: overview?.due.overdue, go: showDueCards },
    { kind: 'dueToday', count: overview?.due.today, go: showDueCards },
    ...(operator
      ? ([
          { kind: 'produced', count: counts.card.produced ?? 0, go: () => toSearch('card', 'produced') },
          {
            kind: 'temporaryProduced',
            count: counts['temporary-card'].produced ?? 0,
            go: () => toSearch('temporary-card', 'produced'),
          },
          { kind: 'failed', count: counts.card.failed ?? 0, go: () => toSearch('card', 'failed') },
          { kind: 'ownWaiting', count: overview?.ownWaiting, go: () => toRequests('mine') },
        ] as const)
      : []),
  ]
  return (
    <Panel
      title={t('overview.waits.title')}
      actions={overview ? <span className={classes.dimmed}>{formatDay(overview.today)}</span> : undefined}
    >
      <ul className={classes.waits}>
        {lines.map(({ kind, count, go }) => (
          <li key={kind}>
            <button type="button" disabled={!count} onClick={go}>
              <span className={classes.amount}>{count === undefined ? '' : formatNumber(count)}</span>
              <span className={classes.what}>{t(`overview.waits.${kind}`, { count: count ?? 0 })}</span>
              <IconChevronRight size={16} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
