import { useId } from 'react'
import type { Order, OrderDecision } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { Facts } from '../../components/facts'
import { formatDay, formatExactly, formatMoment, formatNumber } from '../../format'
import { fact } from './card-data'
import classes from './card-profile.module.css'
import { inGroups } from './in-groups'

/** What was ordered, by whom, and how far it has come. */
export function CardOrder({ order }: { readonly order: Order }) {
  const title = useId()
  const { requested } = order
  // What the bureau said last is often the failure itself, which is said once.
  const bureauNote = order.bureauNote === order.failure ? null : order.bureauNote
  const facts = [
    order.failure
      ? { label: t('card.order.failure'), value: <span className={classes.failure}>{order.failure}</span> }
      : null,
    fact(t('card.order.id'), order.id),
    {
      label: t('card.order.requested'),
      value: (
        <span title={formatExactly(requested.at)}>
          {t('card.order.requestedBy', { at: formatMoment(requested.at), name: requested.name })}
        </span>
      ),
    },
    order.decision ? { label: t('card.order.decision'), value: <Decision decision={order.decision} /> } : null,
    fact(t(order.decision?.approved ? 'card.order.comment' : 'card.order.reason'), order.decision?.comment),
    fact(t('card.order.commonName'), order.commonName),
    fact(t('card.order.upn'), order.upn),
    fact(t('card.order.address'), order.deliveryAddress),
    fact(t('card.order.attempt'), order.attempt > 1 ? formatNumber(order.attempt) : null),
    fact(t('card.order.batch'), order.batch),
    order.sentAt
      ? {
          label: t('card.order.sentAt'),
          value: <span title={formatExactly(order.sentAt)}>{formatMoment(order.sentAt)}</span>,
        }
      : null,
    fact(t('card.order.productionDate'), formatDay(order.productionDate)),
    fact(t('card.order.chipType'), order.chip?.type),
    fact(t('card.order.chipUid'), inGroups(order.chip?.uid ?? null)),
    fact(t('card.order.bureauNote'), order.sending ? t('card.order.sending') : bureauNote),
  ]
  return (
    <section aria-labelledby={title}>
      <h3 id={title} className={classes.sectionTitle}>
        {t('card.order.title')}
      </h3>
      <Facts facts={facts.filter((each) => each !== null)} />
    </section>
  )
}

/** Who decided on the order, when and how. */
function Decision({ decision: { approved, at, name } }: { readonly decision: OrderDecision }) {
  return (
    <span title={formatExactly(at)}>
      {t(approved ? 'card.order.approvedBy' : 'card.order.rejectedBy', { at: formatMoment(at), name })}
    </span>
  )
}
