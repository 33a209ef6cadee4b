import type { RecordedCommit } from '../engine/events'
import { unexpectedRecord } from './faults'
import type { JournalReader } from './journal/reader'
import { isOfRun, type SyncRuns } from './sync-runs'

/**
 * The records a run of batch sync wrote in, oldest first, at most `limit`, newer than `after`, read by position.
 * @throws {DataFault} when a record is damaged, or is not what the snapshot says of it.
 */
export async function readRunRecords(
  runs: SyncRuns,
  reader: Pick<JournalReader, 'read'>,
  { run, limit, after }: { readonly run: string; readonly limit: number; readonly after: number },
): Promise<readonly RecordedCommit[]> {
  const sequences = runs.recordsOf(run).filter((sequence) => sequence > after)
  const records: RecordedCommit[] = []
  for (const sequence of sequences.slice(0, limit)) {
    const { commit } = await reader.read(sequence)
    if (!commit.events.some((event) => isOfRun(event) && event.run === run)) {
      throw unexpectedRecord(sequence, `it has nothing of ${run}`)
    }
    records.push(commit)
  }
  return records
}
