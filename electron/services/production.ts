import type { Card, Stamp } from '../../shared/model'
import { systemStamp } from '../engine/events'
import { type Clock, errorFacts, type Log, timestamp } from '../ports'
import { CardStory } from '../processes/events'
import type { Bureau, BureauAnswer, SubmitOutcome } from '../production/port'
import type { Store } from '../store/port'
import { standardPatience, withPatience } from './patience'

interface Needs {
  readonly store: Store
  readonly bureau: Bureau
  readonly clock: Clock
  readonly log: Log
  /** How long a bureau may take to answer; half a minute unless a test is in a hurry. */
  readonly patienceMilliseconds?: number
}

/**
 * Sends orders that go to the bureau at once. The intent (`order.sending`) is durable before anything
 * leaves, so that an order whose answer was lost is sent again, under the same id, until it is answered.
 */
export class Production {
  /** Cards whose order is on its way, by id. */
  private readonly waiting = new Set<string>()
  private readonly underway = new Map<string, Promise<void>>()

  constructor(private readonly needs: Needs) {
    for (const card of needs.store.cards()) this.note(card)
    needs.store.subscribe(({ cards }) => {
      for (const { card } of cards) this.note(card)
    })
  }

  /** Sends those of the cards that wait to be sent; answers the cards as they are then. */
  async sendWaiting(cards: readonly Card[]): Promise<readonly Card[]> {
    const { store } = this.needs
    for (const card of cards) if (card.order?.sending) await this.send(card.id, card.changed)
    return cards.map((card) => store.view.card(card.id) ?? card)
  }

  /** Sends again what is still without an answer: at the start, and from time to time. Acts as the program itself. */
  async resume(): Promise<void> {
    if (this.waiting.size > 0) this.needs.log.info('orders sent again', { orders: this.waiting.size })
    for (const card of this.waiting) await this.send(card, systemStamp(timestamp(this.needs.clock)))
  }

  private note(card: Card): void {
    if (card.order?.sending) this.waiting.add(card.id)
    else this.waiting.delete(card.id)
  }

  /** One order at a time to the bureau, whoever asks for it. */
  private send(card: string, by: Stamp): Promise<void> {
    const known = this.underway.get(card)
    if (known) return known
    const sending = this.submit(card, by).finally(() => this.underway.delete(card))
    this.underway.set(card, sending)
    return sending
  }

  private async submit(id: string, { user, name, role }: Stamp): Promise<void> {
    const { store, log, clock } = this.needs
    const card = store.view.card(id)
    if (!card?.order?.sending) return
    let outcome: SubmitOutcome
    try {
      outcome = await this.patiently(this.needs.bureau.submit(card, card.order))
    } catch (error) {
      // Whether the order arrived is unknown: it stays on its way and is sent again, under its id.
      log.error('order not answered', { card: id, order: card.order.id, ...errorFacts(error) })
      return
    }
    const done = await store.transact((view) => {
      const now = view.card(id)
      const by = { at: timestamp(clock), user, name, role }
      if (!now?.order?.sending) return { ok: true, by, events: [] }
      const order = { ...now.order, sending: false }
      // Nothing else happens to a card on its way (`engine/decide.ts`): what changed it last is what sent it.
      const story = CardStory.of(now, now.changed.process)
      if (outcome.taken) {
        story.move('ordered', { set: { order: { ...order, bureauNote: outcome.note } }, comment: outcome.note })
      } else {
        const failed = { ...order, failure: outcome.reason, failedAt: by.at }
        story.move('failed', { set: { order: failed }, comment: outcome.reason })
      }
      return { ok: true, by, events: story.events }
    })
    if (!done.ok) log.error('bureau answer not saved', { card: id, code: done.error.code })
  }

  /** What the bureau says about a card's order. Rejects when it does not answer in time, or at all. */
  inquire(card: Card): Promise<BureauAnswer> {
    if (!card.order) throw new Error(`${card.id} has no order to ask about`)
    return this.patiently(this.needs.bureau.ask(card, card.order))
  }

  private patiently<Value>(answer: Promise<Value>): Promise<Value> {
    return withPatience('the bureau', this.needs.patienceMilliseconds ?? standardPatience, answer)
  }
}
