import type { Card, Order, Person, SyncNote } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { DeskView } from '../../engine/view'
import { errorFacts } from '../../ports'
import { leavingEvents, sentEvents } from '../../processes/batch-sync'
import { asSentBefore, bureauOrder, orderBatch } from '../../production/orders'
import { type BureauOrder, BureauUnavailable, type SubmitOutcome } from '../../production/port'
import { holderAsSent } from '../holder-as-sent'
import { withPatience } from '../patience'
import type { RunNeeds, RunParts } from './run-parts'

type Ordered = Card & { readonly order: Order }

/** Why sending does not go on. A grave one ends it, whatever the bureau does. */
interface Problem {
  readonly text: string
  readonly grave: boolean
}

/** So many orders without an answer, and nothing else, are not any order's own fault. */
const enough = 3

const grave = (text: string): Problem => ({ text, grave: true })

/** Sends orders to the bureau, batch by batch. Answers why it could not go on; `null` when it got through. */
export class Sending {
  private done = 0
  private total = 0
  /** True once the bureau has answered about an order, whatever it said. */
  private answered = false
  /** How many orders were sent without any answer, and why the last of them had none. */
  private unanswered = { orders: 0, reason: '' }

  constructor(
    private readonly needs: RunNeeds,
    private readonly run: RunParts,
  ) {}

  /** Sends again, under the same ids, what left and has no answer yet (domain rule 5.8). */
  async again(): Promise<string | null> {
    const batches = this.needs.orders.onTheirWay()
    if (batches.size === 0) return null
    const away = await this.away()
    if (away !== null) return away
    this.total += [...batches.values()].reduce((sum, cards) => sum + cards.length, 0)
    for (const [batch, cards] of batches) {
      if (this.isOver()) return null
      this.tell(t('batch.phases.again', { count: this.total - this.done }))
      const orders: BureauOrder[] = []
      for (const card of cards) orders.push(this.orderOf(card, await holderAsSent(this.needs.store, card)))
      const problem = await this.submit(batch, cards, orders, asSentBefore)
      // One batch that is lost again and again must not keep the others: what else there is goes on.
      if (problem !== null && (problem.grave || (await this.away()) !== null)) return problem.text
    }
    return null
  }

  /** Sends everything that waits in the queue now, oldest order first. */
  async queued(): Promise<string | null> {
    const cards = await this.needs.orders.queued()
    if (cards.length === 0) return null
    const away = await this.away()
    if (away !== null) return away
    this.total += cards.length
    const { ordersPerBatch } = this.needs.store.view.settings().bureau.values
    for (let at = 0; at < cards.length; ) {
      if (this.isOver()) return null
      if (!this.run.connection.isCurrent()) return t('batch.problems.reconnected')
      const { orders, reason } = this.unanswered
      if (!this.answered && orders >= enough) return reason
      // It may be that order's own fault: another one, by itself, tells.
      const part = cards.slice(at, at + (!this.answered && orders > 0 ? 1 : ordersPerBatch))
      at += part.length
      const problem = await this.sendBatch(part)
      if (problem !== null) return problem.text
    }
    return null
  }

  /** Why the bureau cannot be reached: asked before anything is written, so that a day offline writes nothing. */
  private async away(): Promise<string | null> {
    const { connection, stopping, closing } = this.run
    const signal = AbortSignal.any([stopping, closing])
    try {
      await withPatience('the bureau', this.needs.patienceMilliseconds, connection.bureau.check(signal), signal)
      return null
    } catch (error) {
      if (signal.aborted) return null
      return this.unavailable(error)
    }
  }

  private async sendBatch(cards: readonly Ordered[]): Promise<Problem | null> {
    const { record } = this.run
    let batch = ''
    // As they are when the orders leave: what is sent again later must be the same.
    let holders: ReadonlyMap<string, Person | null> = new Map()
    const left = await record.write((view, run) => {
      const [id = ''] = view.nextIds('batch', 1)
      batch = id
      holders = new Map(cards.map((card) => [card.id, view.person(card.holder ?? '') ?? null]))
      return { events: cards.flatMap(({ id: card }) => eventsOf(view, card, (each) => leavingEvents(each, id, run))) }
    })
    if (!left.ok) return grave(t('batch.problems.storage', { reason: left.error.message }))
    // Orders that were aborted meanwhile are not among them: exactly one of the two has won.
    const leaving = left.cards.map(({ card }) => card).filter((card): card is Ordered => card.order !== null)
    this.done += cards.length - leaving.length
    if (leaving.length === 0) return null
    this.run.standsAnew()
    this.tell(t('batch.phases.sending', { batch }))
    const orders = leaving.map((card) => this.orderOf(card, holders.get(card.id) ?? null))
    return this.submit(batch, leaving, orders)
  }

  private async submit(
    batch: string,
    cards: readonly Ordered[],
    orders: readonly BureauOrder[],
    meaning: (outcome: SubmitOutcome) => SubmitOutcome = (outcome) => outcome,
  ): Promise<Problem | null> {
    const outcomes = await this.outcomes(batch, cards, orders)
    const problem = await this.write(cards, outcomes.map(meaning))
    const answered = outcomes.some(({ kind }) => kind === 'taken' || kind === 'refused')
    this.answered ||= answered
    if (!answered) this.unanswered = { orders: this.unanswered.orders + orders.length, reason: reasonOf(outcomes) }
    this.done += cards.length
    this.run.standsAnew()
    this.tell(t('batch.phases.sending', { batch }))
    if (problem !== null) return grave(problem)
    // When the bureau answered about none of them, whatever else waits is better off in the queue.
    return answered ? null : { text: reasonOf(outcomes), grave: false }
  }

  private orderOf(card: Ordered, holder: Person | null): BureauOrder {
    return bureauOrder(this.needs.bureaus.desks(), card, holder)
  }

  private async outcomes(
    batch: string,
    cards: readonly Ordered[],
    orders: readonly BureauOrder[],
  ): Promise<readonly SubmitOutcome[]> {
    const { needs, run } = this
    let reason: string
    try {
      const together = orderBatch(needs.bureaus.desks(), batch, cards, orders)
      const sent = run.connection.bureau.submit(together, run.closing)
      const outcomes = await withPatience('the bureau', needs.patienceMilliseconds, sent)
      if (outcomes.length === orders.length) return outcomes
      reason = t('batch.notes.miscounted')
    } catch (error) {
      needs.log.error('batch not answered', { batch, orders: orders.length, ...errorFacts(error) })
      reason = error instanceof BureauUnavailable ? error.message : t('batch.notes.notAnswered')
    }
    return orders.map(() => ({ kind: 'unanswered', reason }))
  }

  /** Records what became of a batch; answers why it could not. */
  private async write(cards: readonly Ordered[], outcomes: readonly SubmitOutcome[]): Promise<string | null> {
    const { record } = this.run
    const { lately } = this.needs
    const sent = cards.flatMap((card, index) => {
      const outcome = outcomes[index]
      return outcome ? [{ card, outcome }] : []
    })
    const notes = sent
      .flatMap(({ card, outcome }): readonly SyncNote[] =>
        outcome.kind === 'unanswered'
          ? [{ outcome: 'unanswered', card: card.id, order: card.order.id, text: outcome.reason }]
          : [],
      )
      .filter((note) => lately.isNews(note))
    const done = await record.write((view, run, at) => ({
      notes,
      events: sent.flatMap(({ card, outcome }) =>
        eventsOf(view, card.id, (each) => sentEvents(each, outcome, at, run)),
      ),
    }))
    if (!done.ok) {
      record.count('not-saved', sent.length)
      return t('batch.problems.storage', { reason: done.error.message })
    }
    for (const note of notes) lately.take(note)
    for (const { outcome } of sent) record.count(outcome.kind === 'taken' ? 'sent' : outcome.kind)
    return null
  }

  private unavailable(error: unknown): string {
    this.needs.log.error('bureau not reached', errorFacts(error))
    return error instanceof BureauUnavailable
      ? error.message
      : t('batch.problems.unavailable', { reason: t('batch.notes.notAnswered') })
  }

  private isOver(): boolean {
    return this.run.stopping.aborted || this.run.closing.aborted
  }

  private tell(text: string): void {
    this.run.progress.tell({ phase: 'sending', text, done: this.done, total: this.total })
  }
}

/** Why nothing was answered, in the words of the first. */
function reasonOf(outcomes: readonly SubmitOutcome[]): string {
  const [first] = outcomes
  return first && 'reason' in first ? first.reason : ''
}

function eventsOf<Events extends readonly unknown[]>(view: DeskView, id: string, make: (card: Card) => Events) {
  const card = view.card(id)
  return card ? make(card) : []
}
