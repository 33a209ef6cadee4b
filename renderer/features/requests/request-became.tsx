import { useId } from 'react'
import type { RequestRow } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { StateBadge } from '../../components/state-badge'
import { formatExactly, formatMoment } from '../../format'
import classes from './request-details.module.css'

/** What became of one's own request: decided by whom and why, and where the card stands since. */
export function RequestBecame({ row }: { readonly row: RequestRow }) {
  const title = useId()
  const { card, order } = row
  const { decision } = order
  const at = decision?.at ?? card.changed
  return (
    <section className={classes.became} aria-labelledby={title}>
      <h3 id={title} className={classes.sectionTitle}>
        {t('requests.became.title')}
      </h3>
      <p title={formatExactly(at)}>{becameText(row)}</p>
      {decision?.comment ? (
        <p className={classes.comment}>
          {t(decision.approved ? 'requests.became.comment' : 'requests.became.reason', { comment: decision.comment })}
        </p>
      ) : null}
      {decision?.approved || order.failure ? (
        <p className={classes.now}>
          <span className={classes.dimmed}>{t('requests.became.stateNow')}</span>
          <StateBadge cardType={card.cardType} state={card.state} />
          {order.failure ? <span className={classes.failure}>{order.failure}</span> : null}
        </p>
      ) : null}
    </section>
  )
}

function becameText({ card, order: { decision } }: RequestRow): string {
  if (decision) {
    const how = decision.approved ? 'approved' : 'rejected'
    return t(`requests.became.${how}`, { name: decision.name, at: formatMoment(decision.at) })
  }
  if (card.state === 'requested') return t('requests.became.waits')
  if (card.state === 'request-aborted') return t('requests.became.aborted', { at: formatMoment(card.changed) })
  return t('requests.became.undecided')
}
