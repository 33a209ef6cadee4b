import { create } from 'zustand'
import type { DeskError } from '../../../../shared/errors'
import type { AccountView } from '../../../../shared/model'
import { desk } from '../../../desk'
import { onUserLeft } from '../../../state/mirror'

interface AccountsStore {
  /** `null` until they were read. */
  readonly accounts: readonly AccountView[] | null
  readonly error: DeskError | null
  /** Reads the accounts as they are now; answers the one with that id, if asked for and there. */
  read(account?: string): Promise<AccountView | null>
}

const unread = { accounts: null, error: null }

/** The accounts as main last told them. */
export const useAccounts = create<AccountsStore>((set) => ({
  ...unread,
  read: async (account) => {
    const answer = await desk.accounts.list()
    set(answer.ok ? { accounts: answer.value, error: null } : { error: answer.error })
    return answer.ok ? (answer.value.find((each) => each.id === account) ?? null) : null
  },
}))

onUserLeft(() => useAccounts.setState(unread))
