import { create } from 'zustand'
import type { DataStatus, ResponseOf } from '../../../../shared/contract'
import type { DeskError } from '../../../../shared/errors'
import type { ExportFormat } from '../../../../shared/model'
import { desk } from '../../../desk'
import { onUserLeft } from '../../../state/mirror'

interface DataValues {
  /** `null` until it was read. */
  readonly status: DataStatus | null
  readonly error: DeskError | null
  /** The backups in the folder that is saved; `null` until they were read. */
  readonly backups: ResponseOf<'data.backups'> | null
  readonly backupsError: DeskError | null
  /** What is set for the next export, as it was left. */
  readonly wanted: { readonly format: ExportFormat; readonly folder: string }
}

interface DataStore extends DataValues {
  /** Reads how the data stands now; resolves to it where it could be read. */
  read(): Promise<DataStatus | null>
  /** Reads which backups there are. */
  readBackups(): Promise<void>
  want(wanted: DataValues['wanted']): void
}

const unread: DataValues = {
  status: null,
  error: null,
  backups: null,
  backupsError: null,
  wanted: { format: 'csv', folder: '' },
}

/** What main last told of the data folder. */
export const useData = create<DataStore>((set) => {
  /** Answers may overtake each other: only the newest question counts. */
  let asked = 0
  let askedBackups = 0
  return {
    ...unread,
    async read() {
      asked += 1
      const own = asked
      const answer = await desk.data.read()
      if (own !== asked) return null
      if (answer.ok) set({ status: answer.value, error: null })
      else set({ error: answer.error })
      return answer.ok ? answer.value : null
    },
    async readBackups() {
      askedBackups += 1
      const own = askedBackups
      const answer = await desk.data.backups()
      if (own !== askedBackups) return
      if (answer.ok) set({ backups: answer.value, backupsError: null })
      else set({ backupsError: answer.error })
    },
    want: (wanted) => set({ wanted }),
  }
})

onUserLeft(() => useData.setState(unread))
