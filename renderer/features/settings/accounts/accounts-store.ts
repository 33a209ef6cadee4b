import { create } from 'zustand'
import type { DeskError } from '../../../../shared/errors'
import type { AccountView, Person } from '../../../../shared/model'
import { desk } from '../../../desk'
import { onUserLeft } from '../../../state/mirror'

interface AccountsStore {
  /** `null` until they were read. */
  readonly accounts: readonly AccountView[] | null
  /** The people on record whom accounts belong to, by id. */
  readonly persons: ReadonlyMap<string, Person>
  readonly error: DeskError | null
  /** Reads the accounts as they are now; answers the one with that id, if asked for and there. */
  read(account?: string): Promise<AccountView | null>
}

const unread = { accounts: null, persons: new Map<string, Person>(), error: null }

/** The accounts as main last told them. */
export const useAccounts = create<AccountsStore>((set) => ({
  ...unread,
  read: async (account) => {
    const answer = await desk.accounts.list()
    if (answer.ok) set({ accounts: answer.value, persons: await ownersOf(answer.value), error: null })
    else set({ error: answer.error })
    return answer.ok ? (answer.value.find((each) => each.id === account) ?? null) : null
  },
}))

/** Who the accounts belong to; read before the list shows, so that nothing moves when the names come. */
async function ownersOf(accounts: readonly AccountView[]): Promise<ReadonlyMap<string, Person>> {
  const ids = accounts.map(({ person }) => person).filter((person) => person !== null)
  const answers = await Promise.all(ids.map((person) => desk.persons.read({ person })))
  return new Map(answers.flatMap((answer) => (answer.ok ? [[answer.value.id, answer.value]] : [])))
}

onUserLeft(() => useAccounts.setState(unread))
