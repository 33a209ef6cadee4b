import { fold, foldForOrder } from '../../electron/services/search/fold'
import { readWords } from '../../electron/services/search/words'
import type { CardColumn, CardRow, ParsedRequestOf, PersonColumn } from '../../shared/contract'
import { states } from '../../shared/lifecycle'
import { type Card, fullName, type Person, type SearchField, searchFields } from '../../shared/model'

/** A desk's persons and cards at one moment. */
export interface PlainDesk {
  readonly sequence: number
  readonly persons: ReadonlyMap<string, Person>
  readonly cards: ReadonlyMap<string, Card>
  readonly searchFields: readonly SearchField[]
}

/**
 * Search as it is meant, by looking at everything one by one: what the real one answers is held against it. It shares
 * with the real one only how texts are folded and how a search text is read.
 */
export function plainSearch(desk: PlainDesk, request: ParsedRequestOf<'search.cards'>) {
  const words = readWords(request.text)
  const cards = [...desk.cards.values()].filter(
    (card) =>
      card.cardType === request.cardType &&
      (request.states === null || request.states.includes(card.state)) &&
      (request.among === undefined || request.among.includes(card.id)) &&
      words.match(desk.searchFields.map((field) => fieldOf(desk, card, field)).join('\n')),
  )
  const { column, direction } = request.sort
  const key = (card: Card) => cardKey(desk, card, column)
  const sorted = cards.sort((one, other) => compare(key(one), key(other)) || numberOf(one) - numberOf(other))
  if (direction === 'descending') sorted.reverse()
  const rows = sorted.slice(request.offset, request.offset + request.limit).map((card) => rowOf(desk, card))
  return { total: cards.length, rows, sequence: desk.sequence }
}

/** The persons that match, and a page of them. */
export function plainPersons(desk: PlainDesk, request: ParsedRequestOf<'persons.search'>) {
  const words = readWords(request.text)
  const found = [...desk.persons.values()].filter((person) =>
    words.match([fullName(person), person.employeeNumber, person.email, person.upn].map(fold).join('\n')),
  )
  const { column, direction } = request.sort
  const key = (person: Person) => personKey(person, column)
  const sorted = found.sort((one, other) => compare(key(one), key(other)) || numberOf(one) - numberOf(other))
  if (direction === 'descending') sorted.reverse()
  const rows = sorted.slice(request.offset, request.offset + request.limit)
  return { total: found.length, rows, sequence: desk.sequence }
}

/** What "find anything" shows: what carries exactly that number first. */
export function plainFind(desk: PlainDesk, { text, limit }: ParsedRequestOf<'search.find'>) {
  const words = readWords(text)
  if (words.empty) return { cards: [], persons: [] }
  const cards = [...desk.cards.values()]
  const number = fold(text.trim())
  const carries = (card: Card) =>
    [card.id, card.cardNumber, card.chipUid].some((each) => each !== null && fold(each) === number)
  const matches = (card: Card) => words.match(searchFields.map((field) => fieldOf(desk, card, field)).join('\n'))
  const inOrder = cards.toSorted(
    (one, other) => compare(one.cardType, other.cardType) || numberOf(one) - numberOf(other),
  )
  const found = new Set([...inOrder.filter(carries), ...inOrder.filter(matches)])
  const sort = { column: 'name', direction: 'ascending' } as const
  return {
    cards: [...found].slice(0, limit).map((card) => rowOf(desk, card)),
    persons: plainPersons(desk, { text, sort, offset: 0, limit }).rows,
  }
}

function fieldOf(desk: PlainDesk, card: Card, field: SearchField): string {
  const person = desk.persons.get(card.holder ?? '')
  switch (field) {
    case 'number':
      return fold(card.id)
    case 'order':
      return fold(card.order?.id ?? '')
    case 'name':
      return person ? fold(fullName(person)) : ''
    default:
      return fold(person?.[field] ?? '')
  }
}

function cardKey(desk: PlainDesk, card: Card, column: CardColumn): string | number {
  const person = desk.persons.get(card.holder ?? '')
  switch (column) {
    case 'id':
      return 0
    case 'state':
      return states[card.cardType].findIndex(({ id }) => id === card.state)
    case 'holderName':
      return person ? personKey(person, 'name') : ''
    case 'employeeNumber':
    case 'email':
    case 'upn':
      return person ? personKey(person, column) : ''
    case 'organisationalUnit':
    case 'layout':
    case 'title':
      return foldForOrder(card[column])
    case 'order':
      return card.order ? Number(card.order.id.split('-')[1]) : 0
    case 'cardNumber':
    case 'validThrough':
      return card[column] ?? ''
    case 'created':
    case 'changed':
      return card[column].at
  }
}

function personKey(person: Person, column: PersonColumn): string {
  if (column === 'name') return foldForOrder(`${person.familyName} ${person.givenName}`)
  if (column === 'email' || column === 'upn') return fold(person[column])
  return foldForOrder(person[column])
}

function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function numberOf({ id }: { readonly id: string }): number {
  return Number(id.split('-')[1])
}

function rowOf(desk: PlainDesk, card: Card): CardRow {
  const person = desk.persons.get(card.holder ?? '')
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
