import { access, type ParsedRequestOf, type SessionUser } from '../../shared/contract'
import { type Answer, refusal } from '../../shared/errors'
import { fullName, type Person } from '../../shared/model'
import { t } from '../../shared/texts'
import { actorNow } from '../engine/actor'
import { notFound } from '../engine/refusals'
import { type Clock, timestamp } from '../ports'
import type { Store } from '../store/port'

/** Holders of cards. */
export class Persons {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  read(id: string): Answer<Person> {
    const person = this.store.view.person(id)
    return person ? { ok: true, value: person } : notFound('person', id)
  }

  /** Adds a person; refuses an employee number somebody has. */
  async add(request: ParsedRequestOf<'persons.add'>, by: SessionUser): Promise<Answer<Person>> {
    const done = await this.store.transact((view) => {
      const actor = actorNow(view, by, access['persons.add'])
      if (!actor.ok) return actor
      const same = view.personWithEmployeeNumber(request.employeeNumber)
      if (same) {
        const { employeeNumber } = request
        return refusal('person-exists', t('errors.person-exists', { name: fullName(same), employeeNumber }), {
          person: same.id,
        })
      }
      const person: Person = { id: view.nextIds('person', 1)[0] ?? '', version: 1, ...request }
      const stamp = { at: timestamp(this.clock), user: by.id, name: by.name, role: 'operator' } as const
      return { ok: true, by: stamp, events: [{ type: 'person-saved', person }] }
    })
    if (!done.ok) return done
    const saved = done.commit.events.find((event) => event.type === 'person-saved')
    if (!saved) throw new Error('a person was added but is not in the commit')
    return { ok: true, value: saved.person }
  }
}
