import type { CardType } from '../../shared/lifecycle'
import type { Card, Order } from '../../shared/model'
import { t } from '../../shared/texts'
import type { ProcessContext } from '../engine/process-package'
import type { CardStory } from './events'

/** Which way an order goes from here: to an approver, into the queue, or out at once. */
export type OrderRoute = 'approval' | 'queue' | 'at-once'

/** The way the options of this moment let a new order go. */
export function orderRoute(context: ProcessContext, cardType: CardType): OrderRoute {
  const { values } = context.view.settings().options
  // Approval exists for cards alone.
  return cardType === 'card' && values.CardsAddonExtProdApproval ? 'approval' : sendRoute(context, cardType)
}

/** The way an order goes that nobody has to decide on any more: approved, or repeated. */
export function sendRoute(context: ProcessContext, cardType: CardType): Exclude<OrderRoute, 'approval'> {
  const { values } = context.view.settings().options
  const queued = cardType === 'card' ? values.CardsAddonExtProdQueue : values.TempCardsAddonExtProdQueue
  return queued ? 'queue' : 'at-once'
}

/** Said on the confirming page while the bureau is a simulated one; `null` when nothing is sent now. */
export function simulatedBureauWarning(context: ProcessContext, route: OrderRoute): string | null {
  return route === 'at-once' && context.bureau.simulated ? t('wizards.bureau.simulated') : null
}

/** A new order, asked for by whoever acts. */
export function newOrder(
  context: ProcessContext,
  id: string,
  data: Pick<Order, 'layout' | 'deliveryAddress' | 'commonName' | 'upn'>,
): Order {
  return {
    id,
    requested: context.by,
    ...data,
    decision: null,
    attempt: 1,
    sending: false,
    failure: null,
    failedAt: null,
    bureauNote: null,
    batch: null,
    sentAt: null,
    productionDate: null,
    chip: null,
  }
}

/**
 * Lets an order go its way. Sent at once, only the intent is written here, durably and before anything
 * leaves; `electron/services/production.ts` sends it and records the bureau's answer.
 */
export function place(
  story: CardStory,
  route: OrderRoute,
  order: Order,
  extras: Parameters<CardStory['move']>[1] = {},
) {
  switch (route) {
    case 'approval':
      return story.move('requested', { ...extras, set: { ...extras.set, order } })
    case 'queue':
      return story.move('processing', { ...extras, set: { ...extras.set, order } })
    case 'at-once':
      return story.edit(
        { ...extras.set, order: { ...order, sending: true } },
        { ...(extras.input && { input: extras.input }), ...(extras.comment && { comment: extras.comment }) },
      )
  }
}

/** The order of a card whose state it cannot be in without one. */
export function orderOf(card: Card): Order {
  if (!card.order) throw new Error(`${card.id} is ${card.state} but has no order`)
  return card.order
}

/** What became of an order, in one sentence: asked for, queued, taken, refused, or still unanswered. */
export function orderOutcome(cards: readonly Card[]): string {
  const count = cards.length
  const unanswered = cards.filter((card) => card.order?.sending).length
  if (unanswered > 0) return t('wizards.outcomes.sending', { count: unanswered })
  const failed = cards.filter((card) => card.state === 'failed').length
  if (failed > 0) return t('wizards.outcomes.failed', { count: failed })
  const [first] = cards
  if (first?.state === 'requested') return t('wizards.outcomes.requested', { card: first.id })
  return first?.state === 'processing'
    ? t('wizards.outcomes.queued', { count })
    : t('wizards.outcomes.ordered', { count })
}
