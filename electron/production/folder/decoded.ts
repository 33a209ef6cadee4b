import { t } from '../../../shared/texts'
import { Unreadable } from './unreadable'

/** Bytes as text; a byte order mark at their beginning is left out. @throws {Unreadable} when they are not UTF-8. */
export function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Unreadable(t('folderExchange.faults.notText'))
  }
}
