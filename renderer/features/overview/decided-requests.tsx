import type { Overview, RequestRow } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { StateBadge } from '../../components/state-badge'
import { formatExactly } from '../../format'
import { useView } from '../../state/view'
import { useRequests } from '../requests/requests-store'
import classes from './overview.module.css'

function openMine(row?: RequestRow) {
  useRequests.getState().show('mine', row)
  useView.getState().showTab('requests')
}

/** What became of one's own requests lately; nothing is drawn for whoever asked for none. */
export function DecidedRequests({ overview: { ownDecided } }: { readonly overview: Overview }) {
  if (ownDecided.length === 0) return null
  return (
    <Panel
      title={t('overview.decided.title')}
      text={t('overview.decided.text')}
      actions={
        <button type="button" className={classes.link} onClick={() => openMine()}>
          {t('overview.decided.all')}
        </button>
      }
    >
      <ul className={classes.lines}>
        {ownDecided.map((row) => (
          <li key={row.card.id}>
            <button
              type="button"
              className={classes.line}
              title={formatExactly(row.order.decision?.at ?? null)}
              onClick={() => openMine(row)}
            >
              <span className={classes.lineNumber}>{row.order.id}</span>
              <span className={classes.lineName}>{row.card.holderName || t('overview.nobody')}</span>
              {row.order.decision?.approved ? <span>{t('overview.decided.approved')}</span> : null}
              <StateBadge cardType={row.card.cardType} state={row.card.state} />
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
