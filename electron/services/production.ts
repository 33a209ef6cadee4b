import type { Card, Order, Stamp } from '../../shared/model'
import { t } from '../../shared/texts'
import { systemStamp } from '../engine/events'
import { type Clock, errorFacts, type Log, timestamp } from '../ports'
import { answerFrom } from '../processes/bureau-answer'
import { isOnItsWay, isOpen } from '../processes/batch-sync'
import { CardStory } from '../processes/events'
import { asSentBefore, bureauOrder, bureauOrderId, orderBatch } from '../production/orders'
import type { BureauAnswer, SubmitOutcome } from '../production/port'
import type { Store } from '../store/port'
import type { Bureaus } from './bureaus'
import { holderAsSent } from './holder-as-sent'
import { standardPatience, withPatience } from './patience'

/** What an outcome says of an order, which may have been sent before. */
type Meaning = (outcome: SubmitOutcome) => SubmitOutcome

/** So many orders without an answer, one after another, and the rest waits for the next time. */
const enough = 3

interface Needs {
  readonly store: Store
  readonly bureaus: Pick<Bureaus, 'current' | 'meaning' | 'desks'>
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
  private resuming: Promise<void> | undefined

  constructor(private readonly needs: Needs) {
    for (const card of needs.store.cardsBeingSent()) this.note(card)
    needs.store.subscribe(({ cards }) => {
      for (const { card } of cards) this.note(card)
    })
  }

  /** Sends those of the cards that wait to be sent; answers the cards as they are then. */
  async sendWaiting(cards: readonly Card[]): Promise<readonly Card[]> {
    const { store } = this.needs
    for (const card of cards) if (this.waiting.has(card.id)) await this.send(card.id, card.changed)
    return cards.map((card) => store.view.card(card.id) ?? card)
  }

  /** Sends again what is still without an answer: at the start, and from time to time. Acts as the program itself. */
  resume(): Promise<void> {
    this.resuming ??= this.sendAllAgain().finally(() => {
      this.resuming = undefined
    })
    return this.resuming
  }

  private async sendAllAgain(): Promise<void> {
    if (this.waiting.size === 0 || (await this.isAway())) return
    this.needs.log.info('orders sent again', { orders: this.waiting.size })
    let silent = 0
    for (const card of [...this.waiting]) {
      await this.send(card, systemStamp(timestamp(this.needs.clock)), asSentBefore)
      // One order may be at fault itself; several without an answer mean the bureau.
      if (this.waiting.has(card)) silent += 1
      if (silent >= enough) return
    }
  }

  /** Asked once for all that wait, so that a day offline neither tries nor logs each of them every minute. */
  private async isAway(): Promise<boolean> {
    try {
      await this.patiently(this.needs.bureaus.current().check(new AbortController().signal))
      return false
    } catch (error) {
      this.needs.log.warn('bureau not reached', { orders: this.waiting.size, ...errorFacts(error) })
      return true
    }
  }

  private note(card: Card): void {
    // What left the queue in a batch is batch sync's to finish.
    if (card.order?.sending && !isOnItsWay(card)) this.waiting.add(card.id)
    else this.waiting.delete(card.id)
  }

  /** One order at a time to the bureau, whoever asks for it. */
  private send(card: string, by: Stamp, meaning: Meaning = (outcome) => outcome): Promise<void> {
    const known = this.underway.get(card)
    if (known) return known
    const sending = this.submit(card, by, meaning).finally(() => this.underway.delete(card))
    this.underway.set(card, sending)
    return sending
  }

  private async submit(id: string, { user, name, role }: Stamp, meaning: Meaning): Promise<void> {
    const { store, log, clock } = this.needs
    const card = store.view.card(id)
    if (!card?.order?.sending) return
    const outcome = meaning(await this.outcome({ ...card, order: card.order }))
    // Whether the order arrived is unknown, or it did not leave: it stays on its way and is sent again, under its id.
    if (outcome.kind !== 'taken' && outcome.kind !== 'refused') {
      log.error('order not answered', { card: id, order: card.order.id, outcome: outcome.kind })
      return
    }
    const done = await store.transact((view) => {
      const now = view.card(id)
      const by = { at: timestamp(clock), user, name, role }
      if (!now?.order?.sending) return { ok: true, by, events: [] }
      const order = { ...now.order, sending: false }
      // Nothing else happens to a card on its way (`engine/decide.ts`): what changed it last is what sent it.
      const story = CardStory.of(now, now.changed.process)
      if (outcome.kind === 'taken') {
        const taken = { ...order, sentAt: by.at, bureauNote: outcome.note }
        story.move('ordered', { set: { order: taken }, comment: outcome.note })
      } else {
        const failed = { ...order, failure: outcome.reason, failedAt: by.at }
        story.move('failed', { set: { order: failed }, comment: outcome.reason })
      }
      return { ok: true, by, events: story.events }
    })
    if (done.ok) return
    // A desk that was closed meanwhile sends the order again, under its id, when it is opened next.
    const level = done.error.details.cause === 'closed' ? 'info' : 'error'
    log[level]('bureau answer not saved', { card: id, code: done.error.code })
  }

  private async outcome(card: Card & { readonly order: Order }): Promise<SubmitOutcome> {
    const { bureaus, log, store } = this.needs
    const desks = bureaus.desks()
    try {
      const order = bureauOrder(desks, card, await holderAsSent(store, card))
      const batch = orderBatch(desks, card.order.id, [card], [order])
      const [outcome] = await this.patiently(bureaus.current().submit(batch, new AbortController().signal))
      if (outcome) return outcome
    } catch (error) {
      log.error('order not sent', { card: card.id, order: card.order.id, ...errorFacts(error) })
    }
    return { kind: 'unanswered', reason: '' }
  }

  /** What the bureau says about a card's order. Rejects when it does not answer in time, or at all. */
  async inquire(card: Card): Promise<BureauAnswer> {
    if (!isOpen(card)) throw new Error(`${card.id} has no order to ask about`)
    const { bureaus } = this.needs
    const { state, order } = card
    const id = bureauOrderId(bureaus.desks(), order)
    const asked = await this.patiently(bureaus.current().ask({ id, card: card.id, state }))
    switch (asked.kind) {
      case 'unknown':
      case 'no-news':
        return { known: false, cause: asked.kind, reason: asked.reason }
      case 'word': {
        const status = bureaus.meaning(asked.word.word)
        const { word } = asked.word
        return status === null
          ? { known: false, cause: 'unknown-word', reason: t('batch.notes.unknownWord', { word }) }
          : answerFrom(asked.word, status)
      }
    }
  }

  private patiently<Value>(answer: Promise<Value>): Promise<Value> {
    return withPatience('the bureau', this.needs.patienceMilliseconds ?? standardPatience, answer)
  }
}
