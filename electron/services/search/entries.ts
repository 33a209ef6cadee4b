import { type CardType, states } from '../../../shared/lifecycle'
import { type Card, fullName, type Person, type SearchField } from '../../../shared/model'
import { numberOfId } from '../../engine/view'
import { fold, foldForOrder } from './fold'
import { haystack } from './words'

/** A person with what searches and orders compare. Shared by all cards of that person. */
export interface PersonEntry {
  person: Person
  /** Folded: name, employee number, e-mail, UPN. */
  haystack: string
  order: { readonly holderName: string; readonly employeeNumber: string; readonly email: string; readonly upn: string }
}

/** A card with what searches and orders compare. */
export interface CardEntry {
  card: Card
  holder: PersonEntry | null
  /** Folded: number, then the holder's fields, then the order number. */
  haystack: string
  /** The numeric part of the id. */
  readonly number: number
  stateOrder: number
  changedAt: number
}

const stateOrders = new Map(
  (Object.keys(states) as CardType[]).flatMap((cardType) =>
    states[cardType].map((state, index) => [`${cardType} ${state.id}`, index] as const),
  ),
)

export function personEntry(person: Person): PersonEntry {
  return {
    person,
    haystack: haystack([fullName(person), person.employeeNumber, person.email, person.upn]),
    order: {
      // Family name first: that is how a desk looks people up.
      holderName: foldForOrder(`${person.familyName} ${person.givenName}`),
      employeeNumber: foldForOrder(person.employeeNumber),
      email: fold(person.email),
      upn: fold(person.upn),
    },
  }
}

export function cardEntry(card: Card, holder: PersonEntry | null): CardEntry {
  const entry: CardEntry = {
    card,
    holder,
    haystack: '',
    number: numberOfId(card.cardType, card.id),
    stateOrder: 0,
    changedAt: 0,
  }
  refresh(entry, card, holder)
  return entry
}

/** Brings an entry up to date with its card and holder. */
export function refresh(entry: CardEntry, card: Card, holder: PersonEntry | null): void {
  entry.card = card
  entry.holder = holder
  entry.haystack = `${fold(card.id)}\n${holder?.haystack ?? '\n\n\n'}\n${fold(card.order?.id ?? '')}`
  entry.stateOrder = stateOrders.get(`${card.cardType} ${card.state}`) ?? 0
  entry.changedAt = Date.parse(card.changed.at)
}

/** The places of the search fields in an entry's haystack. */
const places: Readonly<Record<SearchField, number>> = {
  number: 0,
  name: 1,
  employeeNumber: 2,
  email: 3,
  upn: 4,
  order: 5,
}

/** The haystack without the fields an administrator took out of the quick search. */
export function searchedPart(entry: CardEntry, fields: readonly SearchField[]): string {
  const parts = entry.haystack.split('\n')
  return fields.map((field) => parts[places[field]] ?? '').join('\n')
}
