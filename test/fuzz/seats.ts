import type { SessionState } from '../../shared/contract/responses'
import type { Answer } from '../../shared/errors'
import { must } from '../support/test-desk'
import type { FuzzDesk } from './desk'
import type { Ledger } from './ledger'
import { passwords } from './secrets'
import { type Post, staff } from './windows'

/** Longer than any delay after failed sign-ins. */
const longestDelay = 6 * 60_000

/** Keeps people at their windows: what calls do to sessions, accounts and passwords is put right now and then. */
export class Seats {
  /** Ids of the staff's accounts, whatever they are called by now. */
  private readonly ids = new Map<string, string>()

  constructor(
    private readonly desk: FuzzDesk,
    private readonly ledger: Ledger,
  ) {}

  /** Brings the window back to how it stands; where that is not possible it stays as it is. */
  async mend(post: Post): Promise<void> {
    if (!this.desk.isFurnished) return
    const state = must(await post.somebody.desk.session.state())
    if (this.isRight(post, state)) return
    await post.somebody.desk.session.signOut()
    for (const wizard of post.wizards) wizard.view = null
    if (post.standing === 'signed-out' || !(await this.signIn(post))) return
    if (post.standing === 'locked') must(await post.somebody.desk.session.lock())
    if (post.standing === 'switched-off') await this.setAccount(post.userName ?? '', true)
  }

  private isRight({ userName, standing }: Post, state: SessionState): boolean {
    if (state.phase === 'first-start' || state.phase === 'signed-out') {
      return standing === 'signed-out' || (standing === 'switched-off' && this.isSwitchedOff(userName ?? ''))
    }
    const roles = staff[userName ?? ''] ?? []
    const isTheirs = state.user.userName === userName && state.user.roles.join() === roles.join()
    return isTheirs && state.phase === standing
  }

  private isSwitchedOff(userName: string): boolean {
    return this.ledger.accounts.get(this.idOf(userName) ?? '')?.disabled === true
  }

  private idOf(userName: string): string | undefined {
    const known = this.ids.get(userName)
    if (known !== undefined) return known
    const id = [...this.ledger.accounts.values()].find((account) => account.userName === userName)?.id
    if (id !== undefined) this.ids.set(userName, id)
    return id
  }

  private async signIn(post: Post): Promise<boolean> {
    const { userName, somebody } = post
    const id = this.idOf(userName ?? '')
    if (id === undefined || userName === null || !(await this.setAccount(userName, false))) return false
    const attempt = () => somebody.desk.session.signIn({ userName, password: this.desk.passwords.get(id) ?? '-' })
    let answer: Answer<SessionState> = await attempt()
    if (!answer.ok && answer.error.code === 'sign-in-delayed') {
      this.desk.test.clock.pass(longestDelay)
      answer = await attempt()
    }
    if (!answer.ok) {
      await this.resetPassword(id)
      this.desk.test.clock.pass(longestDelay)
      answer = await attempt()
    }
    return answer.ok
  }

  /** Name, roles and whether it is switched off, as planned. Answers whether the account is so now. */
  private async setAccount(userName: string, disabled: boolean): Promise<boolean> {
    const id = this.idOf(userName)
    const keeper = await this.desk.as('keeper')
    const account = must(await keeper.accounts.list()).find((each) => each.id === id)
    if (!account || id === undefined) return false
    const roles = [...(staff[userName] ?? [])]
    const isSo = account.userName === userName && account.roles.join() === roles.join() && account.disabled === disabled
    if (isSo) return true
    const { version, name, person } = account
    return (await keeper.accounts.change({ account: id, version, userName, name, roles, disabled, person })).ok
  }

  private async resetPassword(id: string): Promise<void> {
    const keeper = await this.desk.as('keeper')
    const account = must(await keeper.accounts.list()).find((each) => each.id === id)
    const [password = ''] = passwords
    const answer = await keeper.accounts.setPassword({ account: id, version: account?.version ?? 0, password })
    if (answer.ok) this.desk.passwords.set(id, password)
  }
}
