import type { Ids } from '../../ports'
import type { Files } from '../../files'
import { DataFault, StorageFailed } from '../faults'
import type { Store } from '../port'
import { backupFile } from '../names'
import { forgetRestore } from './put-in-place'
import type { Restore } from './restore-document'

/** @throws {DataFault} when the journal ends before the record that the backup was made at. */
export function checkRestoredEnd({ backup }: Restore, end: { readonly sequence: number }): void {
  if (end.sequence >= backup.sequence) return
  const what = `the journal ends with record ${end.sequence}, the backup was made at record ${backup.sequence}`
  throw new DataFault({ file: backupFile, line: null, sequence: end.sequence + 1, what })
}

interface RestoredNeeds {
  readonly store: Store
  readonly files: Files
  readonly folder: string
  readonly ids: Ids
}

/**
 * Gives a desk that came from a backup an identity of its own, by the first record after those of the backup, and ends
 * the restore. Once only, also when a crash comes in between.
 * @throws {StorageFailed} when the record could not be written, or the system's error.
 */
export async function nameRestored({ store, files, folder, ids }: RestoredNeeds, restore: Restore): Promise<void> {
  const { by, backup, numbers } = restore
  const isNamed = store.view.desks().some(({ sequence }) => sequence === backup.sequence + 1)
  if (backup.sequence > 0 && !isNamed) {
    const desk = ids.random()
    const answer = await store.transact(() => {
      return { ok: true, by, events: [{ type: 'desk-restored', desk, backup, numbers }] }
    })
    if (!answer.ok) throw new StorageFailed(answer, causeOf(answer.error.details))
  }
  await forgetRestore(files, folder)
}

/** The system's code of a refused write, as an error that has it. */
function causeOf(details: Readonly<Record<string, unknown>> | undefined): Error {
  return Object.assign(new Error('the record of the restore was not written'), { code: details?.cause ?? '' })
}
