import type { ParsedRequestOf, SessionState } from '../../../shared/contract'
import { type Answer, type Refusal, refusal } from '../../../shared/errors'
import type { Account } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { Clock, Log } from '../../ports'
import type { Credential, Store } from '../../store/port'
import type { Accounts } from './accounts'
import { decoyCredential, matches, type PasswordCost } from './passwords'
import type { Session } from './sessions'
import { SignInThrottle } from './throttle'

interface Needs {
  readonly store: Store
  readonly accounts: Accounts
  readonly clock: Clock
  readonly log: Log
  readonly passwordCost: PasswordCost
}

/** Signing in and unlocking: the only places where a password is compared. */
export class SignIn {
  private readonly throttle: SignInThrottle
  /** Compared with when there is nothing to compare, so that an unknown name takes as long as a known one. */
  private decoy: Promise<Credential> | undefined

  constructor(private readonly needs: Needs) {
    this.throttle = new SignInThrottle(needs.clock)
  }

  /** Answers `sign-in-failed` alike for an unknown name, a wrong password and an account without one. */
  async signIn(
    session: Session,
    { userName, password }: ParsedRequestOf<'session.signIn'>,
  ): Promise<Answer<SessionState>> {
    const account = this.needs.accounts.named(userName)
    const overtaken = session.watch()
    const right = await this.check(userName, account, password)
    if (right !== true) return right
    const now = this.needs.store.view.account(account?.id ?? '')
    if (!now || now.disabled) return refusal('sign-in-failed', t('errors.account-disabled'))
    if (now.credential !== account?.credential || overtaken())
      return refusal('sign-in-failed', t('errors.sign-in-overtaken'))
    session.signIn(now.id)
    this.needs.log.info('signed in', { account: now.id, session: session.id })
    return { ok: true, value: session.state() }
  }

  /** Opens a locked session with the password of the person who is signed in there. */
  async unlock(session: Session, password: string): Promise<Answer<SessionState>> {
    const overtaken = session.watch()
    const right = await this.verify(session, password)
    if (right !== true) return right
    if (overtaken()) return refusal('sign-in-failed', t('errors.sign-in-overtaken'))
    session.unlock()
    return { ok: true, value: session.state() }
  }

  /** True when it is the password of the person signed in; counts towards the growing delay. */
  async verify(session: Session, password: string): Promise<true | Refusal> {
    const { view } = this.needs.store
    const user = session.user()
    const account = user ? view.account(user.id) : undefined
    const right = await this.check(account?.userName ?? '', account, password)
    if (right === true && view.account(account?.id ?? '')?.credential === account?.credential) return true
    if (right !== true && right.error.code !== 'sign-in-failed') return right
    return refusal('sign-in-failed', t('errors.unlock-failed'))
  }

  private check(userName: string, account: Account | undefined, password: string): Promise<true | Refusal> {
    const key = account?.id ?? userName.normalize('NFKC').toLowerCase()
    return this.throttle.inTurn(key, async () => {
      const waitMilliseconds = this.throttle.waitFor(key)
      if (waitMilliseconds > 0) {
        const count = Math.ceil(waitMilliseconds / 1000)
        return refusal('sign-in-delayed', t('errors.sign-in-delayed', { count }), { waitMilliseconds })
      }
      const credential = this.needs.store.credentials.get(account?.credential ?? '')
      this.decoy ??= decoyCredential(this.needs.passwordCost)
      const right = await matches(password, credential ?? (await this.decoy))
      if (right && credential) {
        this.throttle.succeeded(key)
        return true
      }
      this.throttle.failed(key)
      this.needs.log.warn('sign-in failed', { account: account?.id ?? 'unknown' })
      return refusal('sign-in-failed', t('errors.sign-in-failed'))
    })
  }
}
