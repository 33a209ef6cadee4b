import type { DataTaskEnd } from '../../shared/model'
import { must, type Somebody } from './test-desk'

/** Follows the task on the data that is under way until it has ended. */
export async function taskEnd(somebody: Pick<Somebody, 'desk'>): Promise<DataTaskEnd> {
  let after = 0
  for (;;) {
    const followed = must(await somebody.desk.data.follow({ after }))
    if (followed.kind === 'ended') return followed.end
    if (followed.kind === 'idle') throw new Error('no task was started')
    if (followed.progress.number <= after) throw new Error('the progress does not count up')
    after = followed.progress.number
  }
}

/** Chooses where backups go, as an administrator does in settings. */
export async function saveBackups(
  ada: Pick<Somebody, 'desk'>,
  values: { readonly folder: string; readonly daily?: boolean; readonly keep?: number },
): Promise<void> {
  const { version } = must(await ada.desk.settings.read()).settings.backup
  must(await ada.desk.settings.saveBackup({ version, values: { daily: false, keep: 14, ...values } }))
}
