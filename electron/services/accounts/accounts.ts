import type { ParsedRequestOf } from '../../../shared/contract'
import type { SessionUser } from '../../../shared/contract/responses'
import { type Answer, type Refusal, refusal } from '../../../shared/errors'
import type { Role } from '../../../shared/lifecycle'
import { type Account, type AccountView, fullName, type Stamp } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { actorNow } from '../../engine/actor'
import type { AccountSaved } from '../../engine/events'
import { notFound } from '../../engine/refusals'
import type { Decision, DeskView } from '../../engine/view'
import { type Clock, errorFacts, type Ids, type Log, timestamp } from '../../ports'
import type { Store } from '../../store/port'
import { makeCredential, type PasswordCost, strengthOf } from './passwords'

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly passwordCost: PasswordCost
}

/** An account to be; without a password nobody can sign in until an administrator sets one. */
export type NewAccount = Pick<Account, 'userName' | 'name' | 'roles'> & {
  readonly password: string | null
  /** See `Account.person`; nobody when left out. */
  readonly person?: string | null
}

/** An account as screens see it. */
export function accountView({ credential, ...account }: Account): AccountView {
  return { ...account, hasPassword: credential !== null }
}

/** Two user names are one when they differ only in case or Unicode form. */
export function sameUserName(one: string, other: string): boolean {
  const fold = (name: string) => name.normalize('NFKC').toLowerCase()
  return fold(one) === fold(other)
}

/** The accounts of the desk: who may sign in, as what. Passwords are hashed and kept apart. */
export class Accounts {
  /** Credentials that are stored but that no account names yet. */
  private readonly pending = new Set<string>()

  constructor(private readonly needs: Needs) {}

  list(): readonly AccountView[] {
    return this.needs.store.view.accounts().map(accountView)
  }

  /** The account with that user name; `undefined` when there is none. */
  named(userName: string): Account | undefined {
    return this.needs.store.view.accounts().find((account) => sameUserName(account.userName, userName))
  }

  /** The first administrator of a desk, who makes themselves. Refuses when there is one already. */
  async addFirst(account: NewAccount): Promise<Answer<AccountView>> {
    const added = await this.addAll([account], (view, id) =>
      isFounded(view)
        ? refusal('already-set-up', t('errors.already-set-up'))
        : { ok: true, by: this.stamp({ id, name: account.name }) },
    )
    return single(added)
  }

  /** Adds an account; refuses a weak password, a taken name and a person who has an account. */
  async add(account: NewAccount, by: SessionUser): Promise<Answer<AccountView>> {
    const added = await this.addAll([account], (view) => {
      const actor = actorNow(view, by, ['administrator'])
      return actor.ok ? { ok: true, by: this.stamp(actor.user) } : actor
    })
    return single(added)
  }

  /** Adds accounts in one commit: all or none. */
  addSeveral(accounts: readonly NewAccount[], by: Stamp): Promise<Answer<readonly AccountView[]>> {
    return this.addAll(accounts, () => ({ ok: true, by }))
  }

  private async addAll(
    accounts: readonly NewAccount[],
    allow: (view: DeskView, firstId: string) => { ok: true; by: Stamp } | Refusal,
  ): Promise<Answer<readonly AccountView[]>> {
    const weak = await this.weakness(accounts)
    if (weak) return weak
    const credentials = await Promise.all(
      accounts.map(({ password }) => (password === null ? null : this.storeCredential(password))),
    )
    return this.save(credentials, (view) => {
      const ids = view.nextIds('account', accounts.length)
      const allowed = allow(view, ids[0] ?? '')
      if (!allowed.ok) return allowed
      const taken = accounts.find(({ userName }, index) =>
        [...view.accounts(), ...accounts.slice(0, index)].some((other) => sameUserName(other.userName, userName)),
      )
      if (taken) return nameTaken(taken.userName)
      for (const [index, { person = null }] of accounts.entries()) {
        const refused = personRefusal(view, person, [...view.accounts(), ...accounts.slice(0, index)])
        if (refused) return refused
      }
      const events = accounts.map(({ userName, name, roles, person = null }, index): AccountSaved => {
        const id = ids[index] ?? ''
        const account = {
          id,
          version: 1,
          userName,
          name,
          roles,
          disabled: false,
          person,
          credential: credentials[index] ?? null,
        }
        return { type: 'account-saved', change: 'added', account }
      })
      return { ...allowed, events }
    })
  }

  /** Changes name, user name, roles, whose it is or whether it is switched off. */
  change(request: ParsedRequestOf<'accounts.change'>, by: SessionUser): Promise<Answer<AccountView>> {
    const { account: id, version, ...changes } = request
    return this.saveOne([], (view) => {
      const actor = actorNow(view, by, ['administrator'])
      if (!actor.ok) return actor
      const account = view.account(id)
      if (!account) return notFound('account', id)
      if (account.version !== version) return stale()
      const others = view.accounts().filter((other) => other.id !== id)
      if (others.some((other) => sameUserName(other.userName, changes.userName))) return nameTaken(changes.userName)
      const refused = personRefusal(view, changes.person, others) ?? ownLinkRefusal(account, changes.person, by)
      if (refused) return refused
      const changed = { ...account, ...changes, version: version + 1 }
      return lastAdministrator(view, changed) ?? this.saved(changed, 'changed', actor.user)
    })
  }

  /** Sets a new password. `version: null` when the person does it for their own account. */
  async setPassword(
    request: { account: string; version: number | null; password: string },
    by: SessionUser,
  ): Promise<Answer<AccountView>> {
    const before = this.needs.store.view.account(request.account)
    if (!before) return notFound('account', request.account)
    const weak = await this.weakness([{ ...before, password: request.password }])
    if (weak) return weak
    const credential = await this.storeCredential(request.password)
    return this.saveOne([credential], (view) => {
      const actor = actorNow(view, by, request.version === null ? null : ['administrator'])
      if (!actor.ok) return actor
      const account = view.account(request.account)
      if (!account) return notFound('account', request.account)
      if (request.version !== null && account.version !== request.version) return stale()
      return this.saved({ ...account, credential, version: account.version + 1 }, 'password-set', actor.user)
    })
  }

  /** The refusal for the first password that is too easy to guess, naming its field; `null` when all will do. */
  async weakness(accounts: readonly Omit<NewAccount, 'roles'>[], field = 'password'): Promise<Refusal | null> {
    for (const { userName, name, password } of accounts) {
      const strength = password === null ? null : await strengthOf(password, [userName, name])
      if (!strength || strength.acceptable) continue
      const advice = strength.advice.join(' ')
      const message = t('errors.weak-password', { advice }).trim()
      return refusal('weak-password', message, { score: strength.score, fields: { [field]: message } })
    }
    return null
  }

  /** Stored before an account names it: a crash in between leaves a hash nobody can use. */
  private async storeCredential(password: string): Promise<string> {
    const id = this.needs.ids.random()
    this.pending.add(id)
    try {
      await this.needs.store.credentials.put(id, await makeCredential(password, this.needs.passwordCost))
    } catch (error) {
      this.pending.delete(id)
      throw error
    }
    return id
  }

  private saved(account: Account, change: AccountSaved['change'], by: SessionUser): Decision {
    const role = by.roles.find((each) => each === 'administrator') ?? by.roles[0] ?? 'administrator'
    return { ok: true, by: this.stamp(by, role), events: [{ type: 'account-saved', change, account }] }
  }

  private stamp(by: Pick<SessionUser, 'id' | 'name'>, role: Role = 'administrator'): Stamp {
    return { at: timestamp(this.needs.clock), user: by.id, name: by.name, role }
  }

  private async saveOne(
    credentials: readonly (string | null)[],
    decide: (view: DeskView) => Decision,
  ): Promise<Answer<AccountView>> {
    return single(await this.save(credentials, decide))
  }

  /** Commits, then forgets the hashes no account names any more, whether it went well or not. */
  private async save(
    credentials: readonly (string | null)[],
    decide: (view: DeskView) => Decision,
  ): Promise<Answer<readonly AccountView[]>> {
    const done = await this.needs.store.transact(decide).finally(() => {
      for (const id of credentials) if (id !== null) this.pending.delete(id)
    })
    await this.forgetUnused()
    if (!done.ok) return done
    const events = done.commit.events.filter((event) => event.type === 'account-saved')
    return { ok: true, value: events.map((event) => accountView(event.account)) }
  }

  /** A hash that could not be forgotten now is harmless and goes the next time. */
  private async forgetUnused(): Promise<void> {
    const { store, log } = this.needs
    const inUse = store.view.accounts().map((account) => account.credential)
    try {
      await store.credentials.keepOnly([...inUse.filter((id) => id !== null), ...this.pending])
    } catch (error) {
      log.warn('unused credentials not removed', errorFacts(error))
    }
  }
}

function single(answer: Answer<readonly AccountView[]>): Answer<AccountView> {
  if (!answer.ok) return answer
  const [account] = answer.value
  if (!account) throw new Error('an account was saved but is not in the commit')
  return { ok: true, value: account }
}

function stale(): Refusal {
  return refusal('account-changed', t('errors.account-changed'))
}

function nameTaken(userName: string): Refusal {
  return refusal('user-name-taken', t('errors.user-name-taken', { userName }), { userName })
}

/**
 * Refuses to part one's own account from its person: an administrator who also decides orders could decide one
 * of their own card that way. Another administrator can.
 */
function ownLinkRefusal({ id, person: before }: Account, person: string | null, by: SessionUser): Refusal | null {
  if (id !== by.id || before === null || before === person) return null
  const message = t('errors.own-link')
  return refusal('own-link', message, { account: id, fields: { person: message } })
}

/** Refuses a person who is not on record or has one of the other accounts: four eyes need to know whose is whose. */
function personRefusal(
  view: DeskView,
  person: string | null,
  others: readonly Pick<NewAccount, 'userName' | 'person'>[],
): Refusal | null {
  if (person === null) return null
  const found = view.person(person)
  if (!found) return notFound('person', person)
  const other = others.find((each) => each.person === person)
  if (!other) return null
  const message = t('errors.person-linked', { name: fullName(found), userName: other.userName })
  return refusal('person-linked', message, { person, userName: other.userName, fields: { person: message } })
}

function canAdminister({ roles, disabled, credential }: Account): boolean {
  return roles.includes('administrator') && !disabled && credential !== null
}

/** True once there is an administrator who can sign in; from then on there always is one. */
export function isFounded(view: DeskView): boolean {
  return view.accounts().some(canAdminister)
}

/** Refuses what would leave nobody able to administer the desk. */
function lastAdministrator(view: DeskView, changed: Account): Refusal | null {
  const remains = view.accounts().some((account) => canAdminister(account.id === changed.id ? changed : account))
  return remains ? null : refusal('last-administrator', t('errors.last-administrator'), { account: changed.id })
}
