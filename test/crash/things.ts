import type { CardMoved, DeskEvent, RecordedCommit } from '../../electron/engine/events'
import type { Card, DeskValues, NewPerson, Person } from '../../shared/model'

/**
 * A thing of the desk by its id (`settings` for those of the desk), and what it is, in words that are equal when the things
 * are. The delivery address is a mark of its own for every order, so that nobody's card can pass for another's.
 */
export type Things = Map<string, string>

export function cardIs(state: string, layout: string, mark: string, holder: string | null = null): string {
  return `${state}, ${layout}, for ${holder ?? 'nobody'}, to ${mark}`
}

export function personIs(version: number, person: NewPerson): string {
  const { employeeNumber, givenName, familyName, email, upn, organisationalUnit } = person
  return `version ${version}: ${[employeeNumber, givenName, familyName, email, upn, organisationalUnit].join(', ')}`
}

export function settingsAre({ idleLockMinutes }: DeskValues): string {
  return `locked after ${idleLockMinutes} minutes`
}

/** What a card is as the desk shows it. */
export function describeCard({ state, layout, order, holder }: Card): string {
  return cardIs(state, layout, order?.deliveryAddress ?? '', holder)
}

export function describePerson(person: Person): string {
  return personIs(person.version, person)
}

/** What records add up to: built from the events alone, without the desk's own way of doing it. */
export class Told {
  private readonly cards = new Map<string, { layout: string; mark: string; holder: string | null }>()
  /** The things that a record changed, and what they are after it. */
  take({ events }: RecordedCommit): Things {
    const things: Things = new Map()
    for (const event of events) this.event(event, things)
    return things
  }

  private event(event: DeskEvent, things: Things): void {
    if (event.type === 'card-moved') things.set(event.card, this.card(event))
    if (event.type === 'person-saved') things.set(event.person.id, describePerson(event.person))
    if (event.type === 'settings-saved' && event.section === 'desk') things.set('settings', settingsAre(event.after))
  }

  private card({ card, to, set }: CardMoved): string {
    const before = this.cards.get(card) ?? { layout: '', mark: '', holder: null }
    const { layout = before.layout, holder = before.holder } = set ?? {}
    const now = { layout, holder, mark: set?.order?.deliveryAddress ?? before.mark }
    this.cards.set(card, now)
    return cardIs(to, now.layout, now.mark, now.holder)
  }
}
