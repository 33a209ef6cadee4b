import type { AnyState, CardType, SymbolicName } from '../../../shared/lifecycle'
import type { CardData, Order, Stamp } from '../../../shared/model'
import type { CardEdited, CardMoved } from '../../engine/events'
import { formatId } from '../../engine/view'
import type { Doer } from './colleagues'
import { Chip } from './chips'
import type { Random } from './random'
import { day, minute, nextBatchRun, timestampOf, workingMomentFrom, workingMomentUntil } from './working-time'

type Extras = Pick<CardMoved, 'comment' | 'input' | 'set'>
export const origin = 'sample data'

/**
 * The history of one card while it is told: what time it is in it, what the last step was. Time only
 * goes forward and never reaches now; versions and states follow from the step before.
 */
export class Story {
  readonly events: (CardMoved | CardEdited)[] = []
  readonly id: string
  readonly chip: Chip
  order: Order | null = null
  private version = 0
  private state: AnyState | null = null

  constructor(
    readonly cardType: CardType,
    readonly number: number,
    /** The moment of the next step. */
    public time: number,
    readonly now: number,
    /** The day it is at the workstation, where another may have begun than in UTC. */
    readonly today: string,
    readonly random: Random,
  ) {
    this.id = formatId(cardType, number)
    this.chip = new Chip(cardType, number)
  }

  get daysLeft(): number {
    return (this.now - this.time) / day
  }

  /** Somebody gets round to the next step after some days, while the desk is open. */
  later(fewestDays: number, mostDays: number): this {
    const wanted = this.time + minute + this.random.between(fewestDays, mostDays) * day
    return this.goTo(workingMomentFrom(wanted, this.random))
  }

  /** The next step was taken lately: within the last days, while the desk was open. */
  lately(mostDays: number): this {
    return this.goTo(workingMomentUntil(this.now - this.random.between(0.02, mostDays) * day, this.random))
  }

  /** The next step is taken somewhere on the way to a moment, while the desk is open. */
  before(end: number): this {
    const last = Math.min(end, this.now)
    const wanted = this.random.between(this.time + minute, last)
    const moment = workingMomentFrom(wanted, this.random)
    return this.goTo(moment < last ? moment : workingMomentUntil(wanted, this.random))
  }

  /** The next step is batch sync's, some days on. */
  batch(fewestDays: number, mostDays: number): this {
    return this.goTo(nextBatchRun(this.time + this.random.between(fewestDays, mostDays) * day, this.random))
  }

  /** The next step happens at that moment; what would lie ahead of now or back in time is brought in between. */
  goTo(moment: number): this {
    const possible = moment < this.now ? moment : workingMomentUntil(this.now - minute, this.random)
    this.time = Math.max(this.time, possible)
    return this
  }

  move(process: SymbolicName, to: AnyState, who: Doer, extras: Extras = {}): this {
    const from = this.state
    this.state = to
    this.events.push({ type: 'card-moved', ...this.next(process), from, to, ...extras, as: this.as(who) })
    return this
  }

  edit(process: SymbolicName, who: Doer, set: Partial<CardData>, extras: Omit<Extras, 'set'> = {}): this {
    if (this.state === null) throw new Error(`${this.id} must be made before it is edited`)
    this.events.push({
      type: 'card-edited',
      ...this.next(process),
      state: this.state,
      set,
      ...extras,
      as: this.as(who),
    })
    return this
  }

  stamp(who: Doer): Stamp {
    return { at: timestampOf(this.time), ...who }
  }

  /** An order asked for now, to be set by the next step. */
  newOrder(
    number: number,
    requester: Doer,
    data: Pick<Order, 'layout' | 'deliveryAddress' | 'commonName' | 'upn'>,
  ): Order {
    const id = formatId('order', number)
    const requested = this.stamp(requester)
    this.order = {
      ...{ id, requested, ...data, decision: null, attempt: 1, sending: false },
      ...{ failure: null, failedAt: null, bureauNote: null },
      ...{ batch: null, sentAt: null, productionDate: null, chip: null },
    }
    return this.order
  }

  /** The order with something changed, to be set by the next step. */
  changedOrder(changes: Partial<Order>): Order {
    if (!this.order) throw new Error(`${this.id} has no order`)
    this.order = { ...this.order, ...changes }
    return this.order
  }

  /** The order as it fails now, to be set by the next step. */
  failedOrder(failure: string): Order {
    return this.changedOrder({ failure, failedAt: timestampOf(this.time) })
  }

  /** The number the bureau prints: one for every card. */
  get cardNumber(): string {
    return `${this.cardType === 'card' ? 5 : 7}${String(this.number).padStart(9, '0')}`.replace(/(\d{5})(?=\d)/g, '$1 ')
  }

  private next(process: SymbolicName) {
    this.version += 1
    return { card: this.id, cardType: this.cardType, process, version: this.version, previous: null }
  }

  private as(who: Doer): Stamp & { origin: string } {
    return { ...this.stamp(who), origin }
  }
}
