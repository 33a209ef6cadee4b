import type { CardColumn } from '../../../shared/contract'
import type { CardRow } from '../../../shared/contract/responses'
import { fullName } from '../../../shared/model'
import { numberOfId } from '../../engine/view'
import type { CardEntry } from './entries'
import { foldForOrder } from './fold'

type Compare = (one: CardEntry, other: CardEntry) => number

/** Compares folded texts. */
export const text = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/** Layouts, titles and units repeat on many cards: each is folded once. */
const folded = new Map<string, string>()
export function foldOnce(value: string): string {
  let result = folded.get(value)
  if (result === undefined) {
    result = foldForOrder(value)
    folded.set(value, result)
  }
  return result
}

const byHolder =
  (column: 'holderName' | 'employeeNumber' | 'email' | 'upn'): Compare =>
  (one, other) =>
    text(one.holder?.order[column] ?? '', other.holder?.order[column] ?? '')
const byWord =
  (read: (entry: CardEntry) => string): Compare =>
  (one, other) =>
    text(foldOnce(read(one)), foldOnce(read(other)))

const comparisons: Record<CardColumn, Compare> = {
  id: () => 0,
  state: (one, other) => one.stateOrder - other.stateOrder,
  holderName: byHolder('holderName'),
  employeeNumber: byHolder('employeeNumber'),
  email: byHolder('email'),
  upn: byHolder('upn'),
  organisationalUnit: byWord(({ card }) => card.organisationalUnit),
  layout: byWord(({ card }) => card.layout),
  title: byWord(({ card }) => card.title),
  order: (one, other) => orderNumber(one) - orderNumber(other),
  cardNumber: (one, other) => text(one.card.cardNumber ?? '', other.card.cardNumber ?? ''),
  validThrough: (one, other) => text(one.card.validThrough ?? '', other.card.validThrough ?? ''),
  created: (one, other) => text(one.card.created.at, other.card.created.at),
  changed: (one, other) => one.changedAt - other.changedAt,
}

function orderNumber({ card }: CardEntry): number {
  return card.order ? numberOfId('order', card.order.id) : 0
}

/** The order a column sorts by; cards alike in it are ordered by their number. */
export function comparisonFor(column: CardColumn): Compare {
  const compare = comparisons[column]
  return (one, other) => compare(one, other) || one.number - other.number
}

/** A card as a list shows it. */
export function rowOf({ card, holder }: Pick<CardEntry, 'card' | 'holder'>): CardRow {
  const person = holder?.person
  return {
    id: card.id,
    cardType: card.cardType,
    state: card.state,
    holder: card.holder,
    holderName: person ? fullName(person) : '',
    employeeNumber: person?.employeeNumber ?? '',
    email: person?.email ?? '',
    upn: person?.upn ?? '',
    organisationalUnit: card.organisationalUnit,
    layout: card.layout,
    title: card.title,
    order: card.order?.id ?? '',
    cardNumber: card.cardNumber ?? '',
    validThrough: card.validThrough ?? '',
    created: card.created.at,
    changed: card.changed.at,
  }
}
