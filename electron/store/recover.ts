import { join } from 'node:path'
import type { Log } from '../ports'
import { breather } from '../breathe'
import { DataFault } from './faults'
import type { Files } from '../files'
import type { Formats } from './formats'
import { type Head, readHead } from './head'
import { Positions } from './journal/positions'
import type { JournalRecord } from './journal/record'
import { type JournalEnd, journalStart, scanJournal, type TornTail } from './journal/scan'
import { listSegments, segmentFile } from './journal/segments'
import { Memory, type Reflected } from './memory'
import { headFile, manifestFile, previousManifestFile } from './names'
import type { SnapshotState } from './snapshot/checkpoint'
import { loadSnapshot } from './snapshot/load'

/** What a folder holds, ready to be gone on with. */
export interface Recovered {
  readonly memory: Memory
  readonly positions: Positions
  readonly end: JournalEnd
  readonly torn: TornTail | null
  /** `null` when the desk was read from the journal alone. */
  readonly snapshot: SnapshotState | null
  readonly head: Head | null
}

export interface RecoverOptions {
  readonly files: Files
  readonly folder: string
  readonly formats: Formats
  readonly log: Log
}

/**
 * Reads a folder: the snapshot and the journal after it, or the journal alone. Changes nothing.
 * @throws {DataFault} when the journal is damaged before its end, cut off, gone, or of a newer version.
 */
export async function recover(options: RecoverOptions): Promise<Recovered> {
  const { files, folder, formats, log } = options
  const breathe = breather()
  const head = await readHead(files, folder, formats)
  const segments = await listSegments(files, folder)
  const loaded = await loadSnapshot({ ...options, segments, breathe })
  const memory = loaded?.memory ?? new Memory()
  const positions = loaded?.positions ?? new Positions()
  const from = loaded?.from ?? journalStart
  if (head?.sequence === from.sequence) checkAnchor(head, from)
  const { end, torn } = await scanJournal({
    ...options,
    segments,
    breathe,
    from,
    onRecord(record, segment, length) {
      if (head?.sequence === record.commit.sequence) checkAnchor(head, record)
      replay(memory, record, segment, loaded?.reflected)
      positions.add(segment, record.commit.sequence, length)
    },
  })
  if (head && end.sequence < head.sequence) throw cutOff(head, end)
  if (end.sequence === 0) await checkNothingLost(files, folder)
  else if (!head) log.warn('anchor of the journal missing', { file: headFile, sequence: end.sequence })
  if (!loaded && end.sequence > 0) log.info('desk read from the journal alone', { records: end.sequence })
  return { memory, positions, end, torn, snapshot: loaded?.manifest ?? null, head }
}

/** Applies a record that was read. @throws {DataFault} when it cannot follow what came before. */
export function replay(memory: Memory, { commit }: JournalRecord, segment: number, reflected?: Reflected): void {
  try {
    memory.apply(commit, reflected)
  } catch (error) {
    const { sequence } = commit
    const what = error instanceof Error ? error.message : String(error)
    throw new DataFault({ file: segmentFile(segment), line: sequence - segment + 1, sequence, what })
  }
}

/** @throws {DataFault} when the record the anchor remembers is not the one in the journal. */
export function checkAnchor({ sequence, hash }: Head, found: { readonly hash: string }): void {
  if (found.hash === hash) return
  const what = `the journal has another record ${sequence} than the one it remembers`
  throw new DataFault({ file: headFile, line: null, sequence, what })
}

/** The fault of a journal that ends before the place its anchor remembers. */
export function cutOff(head: Head, end: JournalEnd): DataFault {
  const missing =
    end.sequence + 1 === head.sequence
      ? `record ${head.sequence} is`
      : `records ${end.sequence + 1} to ${head.sequence} are`
  const file = end.segment === 0 ? segmentFile(1) : segmentFile(end.segment)
  const line = end.sequence - Math.max(end.segment, 1) + 2
  const what = `${missing} missing at the end of the journal, although head.json remembers them`
  return new DataFault({ file, line, sequence: end.sequence + 1, what }, 'cut')
}

/** An empty journal beside a snapshot is no new desk: something took the journal away. */
async function checkNothingLost(files: Files, folder: string): Promise<void> {
  for (const file of [manifestFile, previousManifestFile]) {
    if ((await files.size(join(folder, file))) === null) continue
    const what = 'the journal is missing, but there is a snapshot made from it'
    throw new DataFault({ file: segmentFile(1), line: null, sequence: 1, what }, 'gone')
  }
}
