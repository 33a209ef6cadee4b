import { t } from '../../../shared/texts'
import type { Store } from '../../store/port'

/**
 * Passwords are kept beside the journal. Without them nobody could sign in, and asking for a new
 * administrator instead would let anybody become one by removing a file.
 * @throws {Error} that names the file and the way back; the store is closed then.
 */
export async function refuseLostCredentials(store: Store): Promise<void> {
  const lost = store.view
    .accounts()
    .filter(({ credential }) => credential !== null && !store.credentials.get(credential))
  if (lost.length === 0) return
  const { folder } = store.status()
  await store.close()
  throw new Error(
    t('errors.credentials-lost', { folder, accounts: lost.map((account) => account.userName).join(', ') }),
  )
}
