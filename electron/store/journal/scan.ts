import { join } from 'node:path'
import { DataFault } from '../faults'
import type { Files } from '../../files'
import type { Formats } from '../formats'
import { checkSeal } from '../seal'
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

const lineFeed = 0x0a

/**
 * Reads the journal from a place to its end, checking every record and how they follow one another.
 * Only the very last line may be unfinished or damaged: that is what a crash leaves behind.
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
    const bytes = await files.readWhole(join(folder, file))
    if (!bytes) throw new DataFault({ file, line: null, sequence: end.sequence + 1, what: 'the file is gone' })
    const result = await scanSegment(bytes.subarray(0, segment.bytes), end, options, index === segments.length - 1)
    if (result.torn) return result
    end = result.end
  }
  return { end, torn: null }
}

async function scanSegment(
  bytes: Buffer,
  start: JournalEnd,
  { formats, onRecord, breathe }: ScanOptions,
  last: boolean,
): Promise<ScanResult> {
  const file = segmentFile(start.segment)
  let end = start
  while (end.offset < bytes.length) {
    const feed = bytes.indexOf(lineFeed, end.offset)
    const stop = feed < 0 ? bytes.length : feed
    const line = bytes.subarray(end.offset, stop)
    const sequence = end.sequence + 1
    const place = { file, line: sequence - start.segment + 1, sequence }
    let record: JournalRecord
    try {
      if (feed < 0) throw new DataFault({ ...place, what: `record ${sequence} is not finished` })
      record = decodeRecord(line, formats, place)
      if (record.previous !== end.hash) {
        throw new DataFault({
          ...place,
          what: `record ${sequence} does not follow record ${sequence - 1}: the hashes differ`,
        })
      }
    } catch (fault) {
      const rest = bytes.subarray(end.offset)
      const veryLast = last && (feed < 0 || feed === bytes.length - 1)
      const torn = feed < 0 || checkSeal(line, 'hash') === null
      if (!veryLast || !torn || holdsMoreThanOne(rest)) throw fault
      return { end, torn: { segment: end.segment, offset: end.offset, bytes: Buffer.from(rest) } }
    }
    const length = stop + 1 - end.offset
    end = { sequence, hash: record.hash, segment: start.segment, offset: stop + 1 }
    const handled = onRecord(record, start.segment, length, line)
    if (handled) await handled
    const breath = breathe()
    if (breath) await breath
  }
  return { end, torn: null }
}

/** True when what looks like one unfinished record has the end of another within it: then a line feed was damaged. */
function holdsMoreThanOne(bytes: Buffer): boolean {
  const match = /,"hash":"[0-9a-f]{64}"\}/.exec(bytes.toString('latin1'))
  return match !== null && bytes.length - (match.index + match[0].length) > 1
}
