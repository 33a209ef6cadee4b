import type { Actor, Role } from '../../../shared/lifecycle'
import { systemName } from '../../engine/events'
import type { Random } from './random'

export interface Colleague {
  readonly userName: string
  readonly name: string
  readonly roles: readonly Role[]
}

/** The people of the sample desk: every role but administrator, and one who may both order and approve. */
export const colleagues: readonly Colleague[] = [
  { userName: 'mara.lindqvist', name: 'Mara Lindqvist', roles: ['operator'] },
  { userName: 'tomasz.zielony', name: 'Tomasz Zielony', roles: ['operator'] },
  { userName: 'ines.adeyemi', name: 'Inês Adeyemi', roles: ['approver'] },
  { userName: 'hugo.brandtner', name: 'Hugo Brandtner', roles: ['auditor'] },
  { userName: 'yuki.morikawa', name: 'Yuki Morikawa', roles: ['operator', 'approver'] },
]

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
