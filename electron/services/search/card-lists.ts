import type { AnyState, CardType } from '../../../shared/lifecycle'
import type { Card } from '../../../shared/model'
import { breather } from '../../breathe'
import type { Store } from '../../store/port'
import type { CardTable } from './card-table'
import { sliceMilliseconds } from './slices'
import { sortedByNumber } from './sorting'

/** Which cards are looked at: making one out of what the store has packed takes some microseconds. */
export interface Narrowing {
  readonly states?: readonly AnyState[]
  /** Only cards whose order that account asked for. */
  readonly requester?: string
  /** Only cards with an order that is on its way to the bureau, or with one that is not. */
  readonly sending?: boolean
  /** Only cards with an order that was approved or rejected, or with one nobody has decided on. */
  readonly decided?: boolean
  /** Only cards whose last day of validity is that one or before, ISO 8601 date. */
  readonly lastDayBy?: string
  /** Only cards that changed then or later, ISO 8601 UTC. */
  readonly changedSince?: string
}

/** Lists of cards by what they are like rather than by what is typed. */
export class CardLists {
  constructor(
    private readonly table: CardTable,
    private readonly view: Pick<Store['view'], 'card'>,
  ) {}

  /** The cards that are in a state now, in no particular order. */
  inState(cardType: CardType, state: AnyState, narrowing: Narrowing = {}): readonly Card[] {
    const cards = Array.from(this.slots(cardType, { ...narrowing, states: [state] }), (slot) => this.card(slot))
    return cards.filter((card) => card !== undefined)
  }

  /** The cards that fit, looked for in slices beside other work, each as it is when its turn comes. */
  async select(cardType: CardType, fits: (card: Card) => boolean, narrowing: Narrowing): Promise<Card[]> {
    const breathe = breather(sliceMilliseconds)
    const found: Card[] = []
    const isAsked = this.narrowed(cardType, narrowing)
    for (let slot = 0; slot < this.table.length; slot += 1) {
      const asked = isAsked(slot)
      const card = asked ? this.card(slot) : undefined
      if (card && fits(card)) found.push(card)
      if (!asked && slot % 1024 > 0) continue
      const pause = breathe()
      if (pause) await pause
    }
    return found
  }

  /** How many cards there are. */
  count(cardType: CardType, narrowing: Narrowing): number {
    return this.slots(cardType, narrowing).length
  }

  /**
   * The ids of cards as the desk is when it is asked, those with the earliest time or day first; those alike in it
   * in the order of their numbers. A card without the time or day comes first. Sorted in slices beside other work.
   */
  async idsBy(
    column: 'requested' | 'validThrough',
    cardType: CardType,
    narrowings: readonly Narrowing[],
  ): Promise<readonly string[]> {
    const { table } = this
    const slots = Uint32Array.from(new Set(narrowings.flatMap((each) => [...this.slots(cardType, each)])))
    const times = Float64Array.from(slots, (slot) => this.time(column, slot))
    const places = Uint32Array.from(slots.keys())
    const byNumber = await sortedByNumber(places, (place) => table.columns.number[slots[place] as number] as number)
    const sorted = await sortedByNumber(byNumber, (place) => times[place] as number)
    return Array.from(sorted, (place) => table.id(slots[place] as number))
  }

  /** When the orders of the cards in these states were asked for, milliseconds since 1970, in no particular order. */
  requestTimes(cardType: CardType, narrowing: Narrowing): Float64Array {
    const ordered = this.slots(cardType, narrowing).filter((slot) => this.table.orderText(slot) !== null)
    return Float64Array.from(ordered, (slot) => this.time('requested', slot))
  }

  private time(column: 'requested' | 'validThrough', slot: number): number {
    const { columns, days } = this.table
    if (column === 'requested') return columns.requested[slot] as number
    return Date.parse(days.key(columns.validThrough[slot] as number)) || 0
  }

  private slots(cardType: CardType, narrowing: Narrowing): Uint32Array {
    const { table } = this
    const { states, ...others } = narrowing
    if (!states) return table.ofType[cardType].slots().filter(this.narrowed(cardType, others))
    const inStates = states.map((state) => table.inState[cardType].get(state)?.slots() ?? new Uint32Array(0))
    const total = inStates.reduce((sum, { length }) => sum + length, 0)
    const slots = new Uint32Array(total)
    let at = 0
    for (const each of inStates) {
      slots.set(each, at)
      at += each.length
    }
    return Object.keys(others).length === 0 ? slots : slots.filter(this.narrowed(cardType, others))
  }

  private narrowed(cardType: CardType, narrowing: Narrowing): (slot: number) => boolean {
    const { ofType, inState, requesters, days } = this.table
    const { states, requester, sending, decided, lastDayBy, changedSince } = narrowing
    const sets = states?.flatMap((state) => inState[cardType].get(state) ?? [])
    const account = requester === undefined ? undefined : (requesters.find(requester) ?? Number.NaN)
    const since = changedSince === undefined ? Number.NEGATIVE_INFINITY : Date.parse(changedSince)
    return (slot) => {
      const { columns } = this.table
      if (!ofType[cardType].has(slot) || (sets && !sets.some((set) => set.has(slot)))) return false
      if (account !== undefined && columns.requester[slot] !== account) return false
      if (sending !== undefined && columns.sending[slot] !== 1 + Number(sending)) return false
      if (decided !== undefined && columns.decided[slot] !== 1 + Number(decided)) return false
      if ((columns.changed[slot] as number) < since) return false
      if (lastDayBy === undefined) return true
      const day = days.key(columns.validThrough[slot] as number)
      return day !== '' && day <= lastDayBy
    }
  }

  private card(slot: number): Card | undefined {
    return this.view.card(this.table.id(slot))
  }
}
