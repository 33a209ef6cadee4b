import { join } from 'node:path'
import { DataFault } from '../faults'
import type { Files } from '../../files'
import { journalFolder } from '../names'
import { withoutZeros } from './lines'

const digits = 12
const lineFeed = 0x0a

/** The path inside the data folder of the segment that begins with that sequence. */
export function segmentFile(first: number): string {
  return `${journalFolder}/${String(first).padStart(digits, '0')}.ndjson`
}

export interface SegmentSize {
  readonly first: number
  readonly bytes: number
}

/**
 * The journal's files in order, with their lengths; the newest may have zero bytes at its end, reserved for records
 * to come, and before them what a crash left of one. Names that are no segment's are left alone.
 * @throws {DataFault} when the journal does not begin with record 1.
 */
export async function listSegments(files: Files, folder: string): Promise<readonly SegmentSize[]> {
  const segments: SegmentSize[] = []
  for (const first of await segmentsThere(files, folder))
    segments.push({ first, bytes: (await files.size(join(folder, segmentFile(first)))) ?? 0 })
  const [earliest] = segments
  if (earliest && earliest.first !== 1) {
    const what = `the journal begins with record ${earliest.first}: the files before it are missing`
    throw new DataFault({ file: segmentFile(1), line: null, sequence: 1, what })
  }
  return segments
}

/** The first sequence of each file of the journal that is there, in order, whatever is missing between or before them. */
export async function segmentsThere(files: Files, folder: string): Promise<readonly number[]> {
  const names = await files.list(join(folder, journalFolder))
  return names.flatMap((name) => (/^\d{12}\.ndjson$/.test(name) ? [Number(name.slice(0, digits))] : []))
}

/** The journal up to its last whole line. */
export interface WholeSegments {
  readonly segments: readonly SegmentSize[]
  /** Bytes of a record behind it that is not finished: one that is being written, or that a crash cut short. */
  readonly unfinished: number
}

/**
 * The files of the journal up to the newest line that is whole: what is there stays as it is, so that it can be read
 * beside a desk that goes on writing.
 * @throws {DataFault} as `listSegments`.
 */
export async function listWholeSegments(files: Files, folder: string): Promise<WholeSegments> {
  const segments = await listSegments(files, folder)
  const newest = segments.at(-1)
  if (!newest) return { segments, unfinished: 0 }
  const { whole, unfinished } = await lastLine(files, join(folder, segmentFile(newest.first)), newest.bytes)
  return { segments: [...segments.slice(0, -1), { first: newest.first, bytes: whole }], unfinished }
}

const lookedAt = 64 * 1024

/** Looks from the end of a file for where its last whole line ends. */
async function lastLine(
  files: Files,
  path: string,
  bytes: number,
): Promise<{ readonly whole: number; readonly unfinished: number }> {
  const file = await files.open(path, 'read')
  let used = 0
  try {
    for (let end = bytes; end > 0; ) {
      const from = Math.max(0, end - lookedAt)
      const part = await file.read(end - from, from)
      if (used === 0) used = from + withoutZeros(part).length
      const feed = part.lastIndexOf(lineFeed)
      if (feed >= 0) return { whole: from + feed + 1, unfinished: Math.max(0, used - (from + feed + 1)) }
      if (used === from) used = 0
      end = from
    }
    return { whole: 0, unfinished: used }
  } finally {
    await file.close()
  }
}
