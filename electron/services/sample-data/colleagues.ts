import type { Actor, Role } from '../../../shared/lifecycle'
import { fullName, type Person } from '../../../shared/model'
import { systemName } from '../../engine/events'
import { numberOfId } from '../../engine/view'
import { employment } from './organisation'
import type { Random } from './random'

export interface Colleague extends Pick<Person, 'givenName' | 'familyName'> {
  readonly userName: string
  readonly name: string
  readonly roles: readonly Role[]
}

function colleague(userName: string, givenName: string, familyName: string, ...roles: readonly Role[]): Colleague {
  return { userName, givenName, familyName, name: fullName({ givenName, familyName }), roles }
}

/** The people of the sample desk: every role but administrator, and one who may both order and approve. */
export const colleagues: readonly Colleague[] = [
  colleague('mara.lindqvist', 'Mara', 'Lindqvist', 'operator'),
  colleague('tomasz.zielony', 'Tomasz', 'Zielony', 'operator'),
  colleague('ines.adeyemi', 'Inês', 'Adeyemi', 'approver'),
  colleague('hugo.brandtner', 'Hugo', 'Brandtner', 'auditor'),
  colleague('yuki.morikawa', 'Yuki', 'Morikawa', 'operator', 'approver'),
]

/** A colleague's own record: who works at the desk can have a card too. */
export function colleagueAsPerson({ userName, givenName, familyName }: Colleague, id: string): Person {
  const organisationalUnit = 'Security and Safety'
  const job = employment(numberOfId('person', id), userName)
  return { id, version: 1, givenName, familyName, organisationalUnit, ...job }
}

/** Who does a step of a card's history. */
export interface Doer {
  readonly user: string | null
  readonly name: string
  readonly role: Actor
}

export const system: Doer = { user: null, name: systemName, role: 'system' }

/** The colleagues at work, with the ids their accounts have in this desk. */
export class Staff {
  private readonly operators: readonly Doer[]
  private readonly approvers: readonly Doer[]

  constructor(ids: Readonly<Record<string, string>>) {
    const inRole = (role: Role): readonly Doer[] =>
      colleagues
        .filter((each) => each.roles.includes(role))
        .map(({ userName, name }) => ({ user: ids[userName] ?? '', name, role }))
    this.operators = inRole('operator')
    this.approvers = inRole('approver')
  }

  operator(random: Random): Doer {
    return random.pick(this.operators)
  }

  /** Somebody who may decide on what the requester asked for: never the requester. */
  approver(random: Random, requester: Doer): Doer {
    return random.pick(this.approvers.filter((each) => each.name !== requester.name))
  }
}
