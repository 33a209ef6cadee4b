import { type CardColumn, cardColumns } from '../../../shared/contract'
import { type AnyState, type CardType, cardTypes, states } from '../../../shared/lifecycle'
import type { Card } from '../../../shared/model'
import { formatId } from '../../engine/view'
import { grown, SlotSet } from './bits'
import { CardColumns } from './card-columns'
import { Dictionary } from './dictionary'
import { foldForOrder } from './fold'
import { millisecondsOf } from './times'
import { IdTable, numberIn, usualNumber } from './id-table'
import { type IndexLimits, TextIndex } from './text-index'
import { searched } from './words'

/** Nobody holds the card. */
export const nobody = -1

/** Where a card was put, and by which columns it may sort otherwise now. */
export interface Put {
  readonly slot: number
  readonly columns: readonly CardColumn[]
}

/** The columns that show the holder. */
export const holderColumns = ['holderName', 'employeeNumber', 'email', 'upn'] as const satisfies readonly CardColumn[]

const stateOrders = new Map(
  cardTypes.flatMap((cardType) => states[cardType].map((state, index) => [`${cardType} ${state.id}`, index] as const)),
)

/** What searches and orders compare of every card, by slot: a card keeps its slot. */
export class CardTable {
  readonly ofType: Readonly<Record<CardType, SlotSet>> = { card: new SlotSet(), 'temporary-card': new SlotSet() }
  /** The cards in each state. */
  readonly inState: Readonly<Record<CardType, Map<AnyState, SlotSet>>> = {
    card: new Map(),
    'temporary-card': new Map(),
  }
  /** The cards' own ids; a slot's text has the slot's number. */
  readonly idTexts: TextIndex
  /** The ids of orders, in the order in which they became known. */
  readonly orderTexts: TextIndex
  readonly units = new Dictionary(foldForOrder)
  readonly layouts = new Dictionary(foldForOrder)
  readonly titles = new Dictionary(foldForOrder)
  /** Last days of validity, ISO 8601. */
  readonly days = new Dictionary()
  /** Ids of the accounts that asked for orders. */
  readonly requesters = new Dictionary()
  columns: CardColumns

  private readonly ids: Readonly<Record<CardType, IdTable>> = {
    card: new IdTable('card'),
    'temporary-card': new IdTable('temporary-card'),
  }
  /** Ids that are not written as this program does. */
  private readonly otherIds = new Map<number, string>()
  /** As they are, not folded. */
  private readonly cardNumbers: TextIndex
  /** By order text: the card's slot. */
  private cardByOrder = new Uint32Array(64)
  /** By person slot: the first of the person's cards and one more; 0 for none. */
  private firstOfHolder = new Uint32Array(64)
  private count = 0

  /** @param expected about how many cards there will be: room is made for them at once. */
  constructor(expected: number, limits?: IndexLimits) {
    this.columns = new CardColumns(0).grown(expected + 1)
    this.idTexts = new TextIndex(limits)
    this.orderTexts = new TextIndex(limits)
    this.cardNumbers = new TextIndex(limits)
  }

  /** The number of the next slot. */
  get length(): number {
    return this.count
  }

  slot(cardType: CardType, id: string): number | undefined {
    return this.ids[cardType].slot(id)
  }

  /** The slots of cards whose id is this text when folded. */
  slotsOfFolded(text: string): readonly number[] {
    return cardTypes.flatMap((cardType) => this.ids[cardType].slotsOfFolded(text))
  }

  id(slot: number): string {
    return this.otherIds.get(slot) ?? formatId(this.typeOf(slot), this.columns.number[slot] as number)
  }

  typeOf(slot: number): CardType {
    return this.ofType.card.has(slot) ? 'card' : 'temporary-card'
  }

  /** The holder's slot, or `nobody`. */
  holder(slot: number): number {
    return (this.columns.holder[slot] as number) - 1
  }

  /** The number of its order's text; `null` without an order. */
  orderText(slot: number): number | null {
    const text = this.columns.orderText[slot] as number
    return text === 0 ? null : text - 1
  }

  /** The card whose order has that text; `null` when it has another one by now. */
  cardOfOrderText(text: number): number | null {
    const slot = this.cardByOrder[text] as number
    return this.columns.orderText[slot] === text + 1 ? slot : null
  }

  cardNumber(slot: number): string {
    const text = this.columns.cardNumberText[slot] as number
    return text === 0 ? '' : this.cardNumbers.text(text - 1)
  }

  /** Calls back for each card of a person. */
  eachOfHolder(person: number, take: (slot: number) => void): void {
    const { nextOfHolder } = this.columns
    for (let next = this.firstOfHolder[person] ?? 0; next !== 0; next = nextOfHolder[next - 1] as number) take(next - 1)
  }

  /** The person goes on in another slot; the cards go along. */
  moveHolder(before: number, after: number): void {
    this.firstOfHolder = grown(this.firstOfHolder, Math.max(before, after) + 1)
    this.eachOfHolder(before, (slot) => {
      this.columns.holder[slot] = after + 1
    })
    this.firstOfHolder[after] = this.firstOfHolder[before] as number
    this.firstOfHolder[before] = 0
  }

  /** Takes a new or changed card in, held by the person in that slot. */
  put(card: Card, holder: number): Put {
    const known = this.slot(card.cardType, card.id)
    const slot = known ?? this.add(card)
    const changed: CardColumn[] = []
    const note = (column: CardColumn, values: Uint8Array | Uint32Array | Float64Array, value: number) => {
      if (values[slot] === value) return
      values[slot] = value
      changed.push(column)
    }
    const { columns } = this
    this.putState(card, slot)
    note('state', columns.state, stateOrders.get(`${card.cardType} ${card.state}`) ?? 0)
    note('organisationalUnit', columns.unit, this.units.number(card.organisationalUnit))
    note('layout', columns.layout, this.layouts.number(card.layout))
    note('title', columns.title, this.titles.number(card.title))
    note('validThrough', columns.validThrough, this.days.number(card.validThrough ?? ''))
    // Times are written in one form only, so that they sort as their texts do.
    note('created', columns.created, millisecondsOf(card.created.at))
    note('changed', columns.changed, millisecondsOf(card.changed.at))
    note('order', columns.orderNumber, card.order ? numberIn('order', card.order.id) : 0)
    columns.requested[slot] = card.order ? millisecondsOf(card.order.requested.at) : 0
    columns.sending[slot] = card.order ? 1 + Number(card.order.sending) : 0
    columns.decided[slot] = card.order ? 1 + Number(card.order.decision !== null) : 0
    columns.requester[slot] = this.requesters.number(card.order?.requested.user ?? '')
    this.putOrder(card.order?.id, slot)
    const cardNumber = card.cardNumber ?? ''
    if (this.cardNumber(slot) !== cardNumber) {
      columns.cardNumberText[slot] = this.cardNumbers.append(cardNumber) + 1
      changed.push('cardNumber')
    }
    if (this.holder(slot) !== holder) {
      this.putHolder(slot, holder)
      changed.push(...holderColumns)
    }
    return { slot, columns: known === undefined ? cardColumns : changed }
  }

  private add({ id, cardType }: Card): number {
    const slot = this.count
    this.count += 1
    this.columns = this.columns.grown(this.count)
    this.columns.number[slot] = numberIn(cardType, id)
    if (usualNumber(cardType, id) === null) this.otherIds.set(slot, id)
    this.ids[cardType].set(id, slot)
    this.ofType[cardType].add(slot)
    this.idTexts.append(searched(id))
    return slot
  }

  private putState({ cardType, state }: Card, slot: number): void {
    const sets = this.inState[cardType]
    const set = sets.get(state) ?? new SlotSet()
    sets.set(state, set)
    if (!set.add(slot)) return
    for (const other of sets.values()) if (other !== set) other.delete(slot)
  }

  private putOrder(id: string | undefined, slot: number): void {
    if (id === undefined) {
      this.columns.orderText[slot] = 0
      return
    }
    const text = searched(id)
    const known = this.orderText(slot)
    if (known !== null && this.orderTexts.text(known) === text) return
    const added = this.orderTexts.append(text)
    this.columns.orderText[slot] = added + 1
    this.cardByOrder = grown(this.cardByOrder, added + 1)
    this.cardByOrder[added] = slot
  }

  private putHolder(slot: number, holder: number): void {
    const { columns } = this
    const before = this.holder(slot)
    if (before !== nobody) this.takeFromHolder(slot, before)
    columns.holder[slot] = holder + 1
    if (holder === nobody) return
    this.firstOfHolder = grown(this.firstOfHolder, holder + 1)
    columns.nextOfHolder[slot] = this.firstOfHolder[holder] as number
    this.firstOfHolder[holder] = slot + 1
  }

  private takeFromHolder(slot: number, holder: number): void {
    const { nextOfHolder } = this.columns
    const after = nextOfHolder[slot] as number
    if (this.firstOfHolder[holder] === slot + 1) {
      this.firstOfHolder[holder] = after
      return
    }
    this.eachOfHolder(holder, (other) => {
      if (nextOfHolder[other] === slot + 1) nextOfHolder[other] = after
    })
  }
}
