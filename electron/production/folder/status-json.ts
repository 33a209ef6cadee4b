import { t } from '../../../shared/texts'
import type { BureauWord } from '../port'
import { Checksum, checksumForm } from './checksum'
import { cutList, parsed } from './json-list'
import { wordOf } from './status-entry'
import { Unreadable } from './unreadable'

/** The words in a status file and the checksum over them, which was found right. */
export interface StatusFile {
  /** `sha256:` and 64 digits. */
  readonly checksum: string
  readonly words: readonly BureauWord[]
}

/** @throws {Unreadable} */
export async function readJsonStatus(text: string, breathe: () => Promise<void> | undefined): Promise<StatusFile> {
  const { head, entries } = await cutList(text, 'statuses', breathe)
  const document = parsed(head)
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new Unreadable(t('folderExchange.faults.notObject'))
  const { statuses, checksum, ...rest } = document as Readonly<Record<string, unknown>>
  if (rest.format !== 'card-desk-status') throw new Unreadable(t('folderExchange.faults.format'))
  if (rest.version !== 1) throw new Unreadable(t('folderExchange.faults.version'))
  if (!Array.isArray(statuses)) throw new Unreadable(t('folderExchange.faults.noList'))
  if (typeof checksum !== 'string' || !checksumForm.test(checksum))
    throw new Unreadable(t('folderExchange.faults.noChecksum'))

  const found = new Checksum()
  canonically(() => found.addCanonical(rest))
  const words: BureauWord[] = []
  let fault: unknown = null
  for (const [index, json] of entries.entries()) {
    const entry = parsed(json)
    canonically(() => found.addCanonical(entry))
    // A file that was changed on its way has faults nobody made: its checksum is what to speak of.
    try {
      if (fault === null) words.push(wordOf(entry, index + 1))
    } catch (error) {
      fault = error
    }
    await breathe()
  }
  if (found.text() !== checksum) throw new Unreadable(t('folderExchange.faults.checksum'))
  if (fault !== null) throw fault
  return { checksum, words }
}

/** RFC 8785 has no form for half characters and for numbers beyond the range of a double. */
function canonically(add: () => void): void {
  try {
    add()
  } catch {
    throw new Unreadable(t('folderExchange.faults.notCanonical'))
  }
}
