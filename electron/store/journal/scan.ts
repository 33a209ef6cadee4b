import { join } from 'node:path'
import { DataFault } from '../faults'
import { codeOf, type Files, type OpenFile } from '../../files'
import type { Formats } from '../formats'
import { checkSeal } from '../seal'
import { Lines, withoutZeros } from './lines'
import { decodeRecord, type JournalRecord, noHash } from './record'
import { type SegmentSize, segmentFile } from './segments'

/** A place between two records: right after `sequence`. */
export interface JournalEnd {
  /** Sequence of the record before; 0 at the very beginning. */
  readonly sequence: number
  /** Hash of the record before; zeros at the very beginning. */
  readonly hash: string
  /** First sequence of the segment it is in; 0 when there is no segment yet. */
  readonly segment: number
  /** Byte within that segment. */
  readonly offset: number
}

/** Before the first record. */
export const journalStart: JournalEnd = { sequence: 0, hash: noHash, segment: 0, offset: 0 }

/** Bytes after the last whole record: a write that a crash cut short. */
export interface TornTail {
  readonly segment: number
  readonly offset: number
  readonly bytes: Buffer
}

export interface ScanResult {
  readonly end: JournalEnd
  readonly torn: TornTail | null
}

export interface ScanOptions {
  readonly files: Files
  readonly folder: string
  readonly formats: Formats
  readonly segments: readonly SegmentSize[]
  /** Where to start; everything before it is not looked at. */
  readonly from: JournalEnd
  /** Called for each record in order, with its line as it stands; `length` is that of the line with its line feed. */
  onRecord(record: JournalRecord, segment: number, length: number, line: Buffer): void | Promise<void>
  /** Called between records, so that a long scan can let others in. */
  breathe(): Promise<void> | undefined
}

/**
 * Reads the journal from a place to its end, checking every record and how they follow one another.
 * Only the very last line may be unfinished or damaged: that is what a crash leaves behind. Zero bytes at the end of
 * the newest file are space reserved for records to come, and no record; anywhere else they are damage.
 * @throws {DataFault} at the first record that is wrong while others follow it. Reads only.
 */
export async function scanJournal(options: ScanOptions): Promise<ScanResult> {
  const { files, folder, segments, from } = options
  let end = from
  const first = Math.max(
    0,
    segments.findIndex((segment) => segment.first === from.segment),
  )
  for (const [index, segment] of segments.entries()) {
    if (index < first) continue
    const file = segmentFile(segment.first)
    if (segment.first !== from.segment) {
      if (segment.first !== end.sequence + 1) {
        const what = `records ${end.sequence + 1} to ${segment.first - 1} are missing`
        throw new DataFault({ file, line: 1, sequence: end.sequence + 1, what })
      }
      end = { ...end, segment: segment.first, offset: 0 }
    }
    const opened = await openSegment(files, join(folder, file))
    if (!opened) throw new DataFault({ file, line: null, sequence: end.sequence + 1, what: 'the file is gone' })
    try {
      const lines = new Lines(opened, segment.bytes)
      const result = await scanSegment(lines, segment.bytes, end, options, index === segments.length - 1)
      if (result.torn) return result
      end = result.end
    } finally {
      await opened.close()
    }
  }
  return { end, torn: null }
}

async function openSegment(files: Files, path: string): Promise<OpenFile | null> {
  try {
    return await files.open(path, 'read')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

async function scanSegment(
  lines: Lines,
  bytes: number,
  start: JournalEnd,
  { formats, onRecord, breathe }: ScanOptions,
  last: boolean,
): Promise<ScanResult> {
  const file = segmentFile(start.segment)
  let end = start
  while (end.offset < bytes) {
    const line = lines.next(end.offset) ?? (await lines.read(end.offset))
    const sequence = end.sequence + 1
    const place = { file, line: sequence - start.segment + 1, sequence }
    let record: JournalRecord
    try {
      if (!line) throw new DataFault({ ...place, what: `record ${sequence} is not finished` })
      record = decodeRecord(line, formats, place)
      if (record.previous !== end.hash) {
        throw new DataFault({
          ...place,
          what: `record ${sequence} does not follow record ${sequence - 1}: the hashes differ`,
        })
      }
    } catch (fault) {
      if (!last || (line && checkSeal(line, 'hash') !== null)) throw fault
      const rest = withoutZeros(await lines.rest(end.offset))
      if (rest.length === 0) return { end, torn: null }
      const veryLast = !line || rest.length <= line.length + 1
      if (!veryLast || holdsAnother(rest)) throw fault
      return { end, torn: { segment: end.segment, offset: end.offset, bytes: Buffer.from(rest) } }
    }
    const length = (line as Buffer).length + 1
    end = { sequence, hash: record.hash, segment: start.segment, offset: end.offset + length }
    const handled = onRecord(record, start.segment, length, line as Buffer)
    if (handled) await handled
    const breath = breathe()
    if (breath) await breath
  }
  return { end, torn: null }
}

/**
 * True when what looks like one unfinished record has another in it: the end of one with more behind it, where a line
 * feed was damaged, or a whole one behind zero bytes, where the one before it was wiped out.
 */
function holdsAnother(bytes: Buffer): boolean {
  const match = /,"hash":"[0-9a-f]{64}"\}/.exec(bytes.toString('latin1'))
  if (match !== null && bytes.length - (match.index + match[0].length) > 1) return true
  const start = bytes.findIndex((byte) => byte !== 0)
  const line = bytes.subarray(start, bytes.at(-1) === 0x0a ? -1 : undefined)
  return start > 0 && checkSeal(line, 'hash') !== null
}
