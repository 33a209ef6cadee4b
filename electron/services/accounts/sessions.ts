import type { Notice, SessionReason, SessionState, SessionUser } from '../../../shared/contract/responses'
import type { Account } from '../../../shared/model'
import type { Clock } from '../../ports'
import type { Store } from '../../store/port'
import { isFounded } from './accounts'

/** A notice before it has its number. */
export type Announcement = Notice extends infer Each ? (Each extends Notice ? Omit<Each, 'number'> : never) : never

/**
 * One window or one command line: who is signed in there. The account is looked up at every call, so
 * that a change of roles holds from the next click on.
 */
export class Session {
  private account: string | null = null
  private locked = false
  private lastSeen = 0
  private notices = 0
  /** Counts who came and went, so that a slow sign-in can tell that it was overtaken. */
  private changes = 0
  private whenLeft: () => void = () => {}

  constructor(
    readonly id: string,
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly send: (notice: Notice) => void,
  ) {}

  /** Who is signed in, as the account is now; `null` when nobody is or the account is switched off. */
  user(): SessionUser | null {
    const account = this.account === null ? undefined : this.store.view.account(this.account)
    return account && !account.disabled ? viewOf(account) : null
  }

  isLocked(): boolean {
    return this.locked
  }

  state(): SessionState {
    const user = this.user()
    const { idleLockMinutes } = this.store.view.settings().desk.values
    if (user) return { phase: this.locked ? 'locked' : 'signed-in', user, idleLockMinutes }
    return { phase: isFounded(this.store.view) ? 'signed-out' : 'first-start' }
  }

  /** Answers whether somebody signed in, signed out or was switched off here since this was called. */
  watch(): () => boolean {
    const { changes, account } = this
    return () => this.changes !== changes || this.account !== account
  }

  signIn(account: string): void {
    this.changes += 1
    this.account = account
    this.locked = false
    this.touch()
  }

  /** Calls back whenever whoever was signed in here leaves, by their own will or not. */
  onLeft(listener: () => void): void {
    this.whenLeft = listener
  }

  signOut(): void {
    this.changes += 1
    this.whenLeft()
    this.account = null
    this.locked = false
  }

  /** Signs out whoever is here and tells the window why. */
  end(reason: SessionReason): void {
    if (this.account === null) return
    this.signOut()
    this.announceState(reason)
  }

  lock(): void {
    this.locked = true
  }

  unlock(): void {
    this.locked = false
    this.touch()
  }

  /** The person did something. */
  touch(): void {
    this.lastSeen = this.clock.now()
  }

  /** Locks the session when its idle time is over; a clock that went back starts it anew. */
  lockWhenIdle(): void {
    if (this.locked || !this.user()) return
    const { idleLockMinutes } = this.store.view.settings().desk.values
    const idle = this.clock.now() - this.lastSeen
    if (idle < 0) this.touch()
    if (idleLockMinutes === 0 || idle < idleLockMinutes * 60_000) return
    this.lock()
    this.announceState('idle')
  }

  /**
   * Called when an account was saved: tells the window, and signs out who may no longer be in. With
   * `passwordReset`, somebody else set the password: whoever knew the old one is out.
   */
  accountSaved(account: Account, passwordReset: boolean): void {
    if (account.id !== this.account) return
    if (account.disabled || passwordReset) this.signOut()
    this.announceState(account.disabled ? 'account-disabled' : 'account-changed')
  }

  /** Number of the newest notice sent to this window. */
  noticeNumber(): number {
    return this.notices
  }

  announce(announcement: Announcement): void {
    this.notices += 1
    this.send({ number: this.notices, ...announcement } as Notice)
  }

  private announceState(reason: SessionReason): void {
    this.announce({ kind: 'session', state: this.state(), reason })
  }
}

function viewOf({ id, userName, name, roles }: Account): SessionUser {
  return { id, userName, name, roles }
}
