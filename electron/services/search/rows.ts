import type { CardRow } from '../../../shared/contract/responses'
import { type Card, fullName, type Person } from '../../../shared/model'

/** A card as a list shows it. */
export function rowOf(card: Card, person: Person | undefined): CardRow {
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
