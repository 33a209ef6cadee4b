import { breather } from '../../breathe'
import { decoded } from './decoded'
import { readCsvStatus } from './status-csv'
import { readJsonStatus, type StatusFile } from './status-json'

export type { StatusFile } from './status-json'

/**
 * Reads a status file in slices, so that nothing else waits for it longer than some milliseconds.
 *
 * @throws {Unreadable} when it cannot be taken in.
 */
export async function readStatusFile(bytes: Uint8Array, form: 'json' | 'csv'): Promise<StatusFile> {
  const breathe = breather()
  return form === 'csv' ? readCsvStatus(bytes, breathe) : readJsonStatus(decoded(bytes), breathe)
}
