import type { CardType, SymbolicName } from '../../shared/lifecycle'
import type { Card, Order } from '../../shared/model'
import type { CardEdited, CardMoved } from '../engine/events'
import type { BureauAnswer, SubmitOutcome } from '../production/port'
import { effectOf, told } from './bureau-answer'
import { CardStory } from './events'
import { orderOf } from './orders'

/** What batch sync writes about one card, and nothing when there is nothing to write. Pure. */
type Events = readonly (CardMoved | CardEdited)[]

const send = {
  card: 'CardsAddonExtProdBatchSend',
  'temporary-card': 'TempCardsAddonExtProdBatchSend',
} as const satisfies Record<CardType, SymbolicName>

const status = {
  card: 'CardsAddonExtProdBatchStatus',
  'temporary-card': 'TempCardsAddonExtProdBatchStatus',
} as const satisfies Record<CardType, SymbolicName>

const inRun = (events: Events, run: string): Events => events.map((event) => ({ ...event, run }))

/** True for a card whose order waits in the queue and is not on its way. */
export function isQueued(card: Card): card is Card & { order: Order } {
  return card.state === 'processing' && card.order !== null && !card.order.sending
}

/** True for a card whose order left the queue in a batch and has no answer yet. */
export function isOnItsWay(card: Card): card is Card & { order: Order } {
  return card.state === 'processing' && card.order?.sending === true
}

/** In these states the bureau has a card's order, and its end is not known. */
export const openStates = ['ordered', 'in-production'] as const

/** True for a card whose order the bureau has and whose end is not known. */
export function isOpen(card: Card): card is Card & { order: Order; state: 'ordered' | 'in-production' } {
  return (card.state === 'ordered' || card.state === 'in-production') && card.order !== null
}

/**
 * The intent to send: durable before anything leaves, so that a crash at any moment leaves an order that is
 * sent again under its id. From here on nobody can abort it (domain rules 5.3 and 5.8).
 */
export function leavingEvents(card: Card, batch: string, run: string): Events {
  if (!isQueued(card)) return []
  const order = { ...card.order, sending: true, batch }
  const story = CardStory.of(card, send[card.cardType]).edit({ order }, { input: { order: order.id, batch } })
  return inRun(story.events, run)
}

/** What became of sending: Ordered, Failed, or back in the queue; nothing while that is not known. */
export function sentEvents(card: Card, outcome: SubmitOutcome, at: string, run: string): Events {
  if (!isOnItsWay(card)) return []
  const story = CardStory.of(card, send[card.cardType])
  const order = { ...card.order, sending: false }
  const input = { order: order.id, ...(order.batch !== null && { batch: order.batch }) }
  switch (outcome.kind) {
    case 'taken': {
      const { note } = outcome
      const taken = { ...order, sentAt: at, bureauNote: note || order.bureauNote }
      return inRun(story.move('ordered', { set: { order: taken }, input, ...(note && { comment: note }) }).events, run)
    }
    case 'refused': {
      const { reason } = outcome
      const failed = { ...order, failure: reason, failedAt: at }
      return inRun(story.move('failed', { set: { order: failed }, input, comment: reason }).events, run)
    }
    case 'not-sent': {
      // Nothing left: it can be aborted again, and goes with the next batch.
      const waiting = { ...order, batch: null }
      return inRun(story.edit({ order: waiting }, { input, comment: outcome.reason }).events, run)
    }
    case 'unanswered':
      return []
  }
}

/**
 * A card whose order is on its way, as it is once the bureau has it: what the bureau says of an order shows that
 * it arrived, though its own answer was lost. Also for an order that left by itself, with the queue off; what
 * changed its card last is the process that sent it.
 */
export function arrivedEvents(card: Card, at: string, run: string): { readonly card: Card; readonly events: Events } {
  if (!card.order?.sending) return { card, events: [] }
  const order = { ...card.order, sending: false, sentAt: at }
  const process = isOnItsWay(card) ? send[card.cardType] : card.changed.process
  const { events } = CardStory.of(card, process).move('ordered', { set: { order }, input: { order: order.id } })
  return { card: { ...card, order, state: 'ordered', version: card.version + 1 }, events: inRun(events, run) }
}

const day = 24 * 60 * 60_000

/** A note alone is kept once a day: some bureaus say another place in their queue each time they are asked. */
function isNoteKept({ order: before, changed }: Card, after: Order, at: string): boolean {
  if (after.bureauNote === before?.bureauNote) return false
  return before?.bureauNote === null || Date.parse(at) - Date.parse(changed.at) >= day
}

/** What an answer of the bureau does to a card; nothing when it is no news. `said` goes into the history. */
export function newsEvents(
  card: Card,
  answer: BureauAnswer & { readonly known: true },
  { said, at, run }: { readonly said: string; readonly at: string; readonly run: string },
): Events {
  const effect = effectOf(card, answer)
  if (effect === 'backwards' || effect === 'over') return []
  const before = orderOf(card)
  const order = told(before, answer)
  const cardNumber = answer.cardNumber ?? card.cardNumber
  const story = CardStory.of(card, status[card.cardType])
  const input = { order: order.id }
  if (effect === 'stays') {
    // What a failed order is told later changes nothing about it.
    if (card.state === 'failed') return []
    const same = order.productionDate === before.productionDate && order.chip === before.chip
    if (same && cardNumber === card.cardNumber && !isNoteKept(card, order, at)) return []
    return inRun(story.edit({ order, cardNumber }, { input, comment: said }).events, run)
  }
  if (answer.status === 'failed') {
    const failed = { ...order, failure: answer.note || said, failedAt: at }
    return inRun(story.move('failed', { set: { order: failed }, input, comment: said }).events, run)
  }
  return inRun(story.move(answer.status, { set: { order, cardNumber }, input, comment: said }).events, run)
}
