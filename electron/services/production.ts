import type { Card } from '../../shared/model'
import { CardStory } from '../processes/events'
import { type Clock, errorFacts, type Log, timestamp } from '../ports'
import type { Bureau, SubmitOutcome } from '../production/port'
import type { Store } from '../store/port'

interface Needs {
  readonly store: Store
  readonly bureau: Bureau
  readonly clock: Clock
  readonly log: Log
}

/**
 * Sends orders that go to the bureau at once. The intent (`order.sending`) is durable before anything
 * leaves, so that an order whose answer was lost is sent again, under the same id, at the next start.
 */
export class Production {
  constructor(private readonly needs: Needs) {}

  /** Sends those of the cards that wait to be sent; answers the cards as they are then. */
  async sendWaiting(cards: readonly Card[]): Promise<readonly Card[]> {
    for (const card of cards) if (card.order?.sending) await this.send(card)
    return cards.map((card) => this.needs.store.view.card(card.id) ?? card)
  }

  /** At start: sends what was on its way when the program ended. */
  async resume(): Promise<void> {
    const waiting = [...this.needs.store.cards()].filter((card) => card.order?.sending)
    if (waiting.length > 0) this.needs.log.info('orders sent again', { orders: waiting.length })
    await this.sendWaiting(waiting)
  }

  private async send(card: Card): Promise<void> {
    const { store, bureau, clock, log } = this.needs
    if (!card.order) return
    let outcome: SubmitOutcome
    try {
      outcome = await bureau.submit(card, card.order)
    } catch (error) {
      // Whether the order arrived is unknown: it stays on its way and is sent again, under its id.
      log.error('order not sent', { card: card.id, order: card.order.id, ...errorFacts(error) })
      return
    }
    const done = await store.transact((view) => {
      const now = view.card(card.id)
      if (!now?.order?.sending) return { ok: true, by: card.changed, events: [] }
      const { at: _, process, from: __, ...who } = now.changed
      const by = { ...who, at: timestamp(clock) }
      const order = { ...now.order, sending: false }
      const story = CardStory.of(now, process)
      if (outcome.taken)
        story.move('ordered', { set: { order: { ...order, bureauNote: outcome.note } }, comment: outcome.note })
      else story.move('failed', { set: { order: { ...order, failure: outcome.reason } }, comment: outcome.reason })
      return { ok: true, by, events: story.events }
    })
    if (!done.ok) log.error('bureau answer not saved', { card: card.id, code: done.error.code })
  }
}
