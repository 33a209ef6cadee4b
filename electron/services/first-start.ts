import type { ParsedRequestOf, SessionState } from '../../shared/contract'
import { type Answer, refusal } from '../../shared/errors'
import { t } from '../../shared/texts'
import type { Log } from '../ports'
import type { Store } from '../store/port'
import type { Accounts, Session } from './accounts'
import { isFounded, sameUserName } from './accounts/accounts'
import type { Seeder } from './seeder'

interface Needs {
  readonly store: Store
  readonly accounts: Accounts
  readonly seeder: Seeder
  readonly log: Log
}

/** The first start of a desk: its first administrator, and sample data if wanted. */
export class FirstStart {
  constructor(private readonly needs: Needs) {}

  /**
   * Everything that can be refused is looked at before anything is written. Afterwards the new
   * administrator is signed in.
   */
  async foundDesk(
    { administrator, sampleData }: ParsedRequestOf<'session.foundDesk'>,
    session: Session,
  ): Promise<Answer<SessionState>> {
    const { store, accounts, seeder, log } = this.needs
    if (isFounded(store.view)) return refusal('already-set-up', t('errors.already-set-up'))
    const weakest = await accounts.weakness([administrator], 'administrator.password')
    if (weakest) return weakest
    if (sampleData) {
      const colleagues = seeder.colleagues().map((each) => ({ ...each, password: sampleData.password }))
      const clash = colleagues.find((each) => sameUserName(each.userName, administrator.userName))
      if (clash)
        return refusal('user-name-taken', t('errors.user-name-taken', { userName: clash.userName }), {
          userName: clash.userName,
        })
      const weak = await accounts.weakness(colleagues, 'sampleData.password')
      if (weak) return weak
    }
    const added = await accounts.addFirst(administrator)
    if (!added.ok) return added
    const account = added.value
    session.signIn(account.id)
    log.info('desk set up', { account: account.id })
    if (sampleData) {
      const seeded = await seeder.seed({ cards: sampleData.cards, seed: 1, password: sampleData.password, by: account })
      if (!seeded.ok) return seeded
    }
    return { ok: true, value: session.state() }
  }
}
