import { access } from '../../shared/contract/channels'
import type { BatchStatus } from '../../shared/contract/responses'
import type { Role } from '../../shared/lifecycle'
import type { Committed, Store } from '../store/port'
import type { Session } from './accounts'
import type { Search } from './search'

/** Cards named one by one in a notice; more than that and a window reads anew what it shows. */
const most = 200
/** Commits that come within this time share a notice: a long run must not flood the windows. */
const gatherMilliseconds = 40

function canReadCards(roles: readonly Role[]): boolean {
  const readers: readonly Role[] = access['cards.profile']
  return readers.some((role) => roles.includes(role))
}

/** Tells every signed-in window what changed. */
export class Notices {
  private readonly sessions = new Set<Session>()
  private gathered: { cards: Set<string>; persons: boolean; accounts: boolean; settings: boolean } | undefined

  constructor(
    private readonly store: Store,
    private readonly search: Search,
  ) {
    store.subscribe((committed) => this.take(committed))
  }

  /** Tells how batch sync stands to everyone who may read it. */
  tellBatch(batch: BatchStatus): void {
    for (const session of this.sessions) {
      const user = session.user()
      if (!user || session.isLocked() || !canReadCards(user.roles)) continue
      session.announce({ kind: 'batch', batch })
    }
  }

  add(session: Session): void {
    this.sessions.add(session)
  }

  remove(session: Session): void {
    this.sessions.delete(session)
  }

  private take({ commit, cards }: Committed): void {
    for (const event of commit.events) {
      if (event.type !== 'account-saved') continue
      const { account, change } = event
      const reset = change === 'password-set' && commit.by.user !== account.id
      for (const session of this.sessions) session.accountSaved(account, reset)
    }
    if (!this.gathered) {
      this.gathered = { cards: new Set(), persons: false, accounts: false, settings: false }
      setTimeout(() => this.tell(), gatherMilliseconds).unref()
    }
    for (const { card } of cards) this.gathered.cards.add(card.id)
    this.gathered.persons ||= commit.events.some((event) => event.type === 'person-saved')
    this.gathered.accounts ||= commit.events.some((event) => event.type === 'account-saved')
    this.gathered.settings ||= commit.events.some((event) => event.type === 'settings-saved')
  }

  /** Tells what is gathered now, without waiting for more. */
  tell(): void {
    const gathered = this.gathered
    this.gathered = undefined
    if (!gathered) return
    const { cards, persons, accounts, settings } = gathered
    const changed = {
      kind: 'changed',
      sequence: this.store.view.sequence,
      cards: cards.size > most ? null : [...cards],
      persons,
      accounts,
      settings,
      counts: this.search.counts(),
    } as const
    for (const session of this.sessions) {
      const user = session.user()
      if (!user || session.isLocked()) continue
      // Who may not read cards is not told which ones changed.
      session.announce(canReadCards(user.roles) ? changed : { ...changed, cards: [] })
    }
  }
}
