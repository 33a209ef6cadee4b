import { access, type ParsedRequestOf, type PersonProfile, type SessionUser } from '../../shared/contract'
import { type Answer, type Refusal, refusal } from '../../shared/errors'
import { fullName, type Person } from '../../shared/model'
import { t } from '../../shared/texts'
import { actorNow } from '../engine/actor'
import { notFound } from '../engine/refusals'
import type { DeskView } from '../engine/view'
import { type Clock, timestamp } from '../ports'
import type { Store } from '../store/port'
import type { Cards } from './cards'
import type { Search } from './search'

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly cards: Cards
  readonly search: Search
}

/** Holders of cards. */
export class Persons {
  constructor(private readonly needs: Needs) {}

  read(id: string): Answer<Person> {
    const person = this.needs.store.view.person(id)
    return person ? { ok: true, value: person } : notFound('person', id)
  }

  /** A person with their cards and what this user may do for them now. */
  profile(id: string, user: SessionUser): Answer<PersonProfile> {
    const { store, search, cards } = this.needs
    const person = store.view.person(id)
    if (!person) return notFound('person', id)
    const held = [...store.view.cardsOf(id)].sort((one, other) => (one.changed.at < other.changed.at ? 1 : -1))
    const value = { person, cards: held.map((card) => search.row(card)), commands: cards.personCommands(person, user) }
    return { ok: true, value }
  }

  /** Adds a person; refuses an employee number somebody has. */
  add(request: ParsedRequestOf<'persons.add'>, by: SessionUser): Promise<Answer<Person>> {
    return this.save(by, access['persons.add'], (view) => {
      return taken(view, request, null) ?? { id: view.nextIds('person', 1)[0] ?? '', version: 1, ...request }
    })
  }

  /** Changes a person's record; refuses when somebody else changed it since it was read. */
  change(request: ParsedRequestOf<'persons.change'>, by: SessionUser): Promise<Answer<Person>> {
    const { person: id, version, ...data } = request
    return this.save(by, access['persons.change'], (view) => {
      const person = view.person(id)
      if (!person) return notFound('person', id)
      if (person.version !== version) {
        return refusal('person-changed', t('errors.person-changed', { name: fullName(person) }), { person: id })
      }
      return taken(view, data, id) ?? { id, version: version + 1, ...data }
    })
  }

  private async save(
    user: SessionUser,
    roles: (typeof access)['persons.add'],
    make: (view: DeskView) => Person | Refusal,
  ): Promise<Answer<Person>> {
    const { store, clock } = this.needs
    const done = await store.transact((view) => {
      const actor = actorNow(view, user, roles)
      if (!actor.ok) return actor
      const person = make(view)
      if ('ok' in person) return person
      const stamp = { at: timestamp(clock), user: user.id, name: actor.user.name, role: 'operator' } as const
      return { ok: true, by: stamp, events: [{ type: 'person-saved', person }] }
    })
    if (!done.ok) return done
    const saved = done.commit.events.find((event) => event.type === 'person-saved')
    if (!saved) throw new Error('a person was saved but is not in the commit')
    return { ok: true, value: saved.person }
  }
}

/** The refusal when somebody else has the employee number. */
function taken(view: DeskView, { employeeNumber }: { employeeNumber: string }, own: string | null): Refusal | null {
  const same = view.personWithEmployeeNumber(employeeNumber)
  if (!same || same.id === own) return null
  const text = t('errors.person-exists', { name: fullName(same), employeeNumber })
  return refusal('person-exists', text, { person: same.id })
}
