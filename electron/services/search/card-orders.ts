import { type CardColumn, cardColumns, type PersonColumn } from '../../../shared/contract'
import type { CardType } from '../../../shared/lifecycle'
import { type CardTable, nobody } from './card-table'
import type { Dictionary } from './dictionary'
import type { PersonIndex } from './person-index'
import { SlotOrder } from './slot-order'
import { partsOf, sortedByNumber, sortedByText } from './sorting'

/** Changes worked into an order one by one: numbers are compared in nanoseconds, texts in microseconds. */
const mostNumbers = 10_000
const mostTexts = 1000

/** How one column sorts. */
interface ColumnOrder {
  /** Sorts slots that come in the order of their card numbers, and keeps those alike in it as they came. */
  sorted(slots: Uint32Array): Promise<Uint32Array>
  compare(one: number, other: number): number
  readonly most: number
}

/** The cards of each type by any column; cards alike in it are ordered by their number. */
export class CardOrders {
  private readonly orders: Readonly<Record<CardType, Readonly<Record<CardColumn, SlotOrder>>>>
  private readonly columns: Readonly<Record<CardColumn, ColumnOrder>>

  constructor(
    private readonly cards: CardTable,
    persons: PersonIndex,
  ) {
    this.columns = columnsOf(cards, persons)
    const ordersOf = (cardType: CardType) =>
      Object.fromEntries(cardColumns.map((column) => [column, this.order(cardType, column)])) as Record<
        CardColumn,
        SlotOrder
      >
    this.orders = { card: ordersOf('card'), 'temporary-card': ordersOf('temporary-card') }
  }

  of(cardType: CardType, column: CardColumn): SlotOrder {
    return this.orders[cardType][column]
  }

  /** The card is new, or sorts otherwise by these columns. */
  touched(slot: number, columns: readonly CardColumn[]): void {
    const orders = this.orders[this.cards.typeOf(slot)]
    for (const column of columns) orders[column].touched(slot)
  }

  /** Compares two cards by a column, then by their number. */
  compare(column: CardColumn, one: number, other: number): number {
    return this.columns[column].compare(one, other) || this.numberOf(one) - this.numberOf(other) || one - other
  }

  private order(cardType: CardType, column: CardColumn): SlotOrder {
    const { most, sorted } = this.columns[column]
    return new SlotOrder({
      sorted: async () =>
        sorted(await sortedByNumber(this.cards.ofType[cardType].slots(), (slot) => this.numberOf(slot))),
      compare: (one, other) => this.compare(column, one, other),
      has: () => true,
      most,
    })
  }

  private numberOf(slot: number): number {
    return this.cards.columns.number[slot] as number
  }
}

function columnsOf(cards: CardTable, persons: PersonIndex): Readonly<Record<CardColumn, ColumnOrder>> {
  const byNumber = (column: 'state' | 'orderNumber' | 'created' | 'changed'): ColumnOrder => ({
    sorted: (slots) => sortedByNumber(slots, (slot) => cards.columns[column][slot] as number),
    compare: (one, other) => (cards.columns[column][one] as number) - (cards.columns[column][other] as number),
    most: mostNumbers,
  })
  const byWord = (dictionary: Dictionary, column: 'unit' | 'layout' | 'title' | 'validThrough'): ColumnOrder => ({
    async sorted(slots) {
      const places = await dictionary.places()
      // A text that came in meanwhile has no place; its card has changed and is put where it belongs later.
      return sortedByNumber(slots, (slot) => places[cards.columns[column][slot] as number] ?? 0)
    },
    compare(one, other) {
      const [first, second] = [cards.columns[column][one] as number, cards.columns[column][other] as number]
      return first === second ? 0 : compareTexts(dictionary.key(first), dictionary.key(second))
    },
    most: mostNumbers,
  })
  const byHolder = (column: Exclude<PersonColumn, 'organisationalUnit'>): ColumnOrder => {
    const keyOf = (slot: number) => {
      const holder = cards.holder(slot)
      return holder === nobody ? '' : persons.key(holder, column)
    }
    return {
      async sorted(slots) {
        const sorted = await persons.sortedBy(column)
        const places = new Uint32Array(persons.length)
        await partsOf(sorted.slots.length)((from, to) => {
          for (let at = from; at < to; at += 1) places[sorted.slots[at] as number] = sorted.places[at] as number
        })
        // A card without a holder sorts as one whose holder's text is empty.
        return sortedByNumber(slots, (slot) => places[cards.holder(slot)] ?? 0)
      },
      compare(one, other) {
        return cards.holder(one) === cards.holder(other) ? 0 : compareTexts(keyOf(one), keyOf(other))
      },
      most: mostTexts,
    }
  }
  return {
    id: { sorted: async (slots) => slots, compare: () => 0, most: mostNumbers },
    state: byNumber('state'),
    holderName: byHolder('name'),
    employeeNumber: byHolder('employeeNumber'),
    email: byHolder('email'),
    upn: byHolder('upn'),
    organisationalUnit: byWord(cards.units, 'unit'),
    layout: byWord(cards.layouts, 'layout'),
    title: byWord(cards.titles, 'title'),
    order: byNumber('orderNumber'),
    cardNumber: {
      sorted: async (slots) => (await sortedByText(slots, (slot) => cards.cardNumber(slot))).slots,
      compare: (one, other) => compareTexts(cards.cardNumber(one), cards.cardNumber(other)),
      most: mostTexts,
    },
    validThrough: byWord(cards.days, 'validThrough'),
    created: byNumber('created'),
    changed: byNumber('changed'),
  }
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
