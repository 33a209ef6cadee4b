import { join } from 'node:path'
import { DataFault } from '../faults'
import type { Files } from '../../files'
import { journalFolder } from '../names'

const digits = 12

/** The path inside the data folder of the segment that begins with that sequence. */
export function segmentFile(first: number): string {
  return `${journalFolder}/${String(first).padStart(digits, '0')}.ndjson`
}

export interface SegmentSize {
  readonly first: number
  readonly bytes: number
}

/**
 * The journal's files in order, with their lengths. Names that are no segment's are left alone.
 * @throws {DataFault} when the journal does not begin with record 1.
 */
export async function listSegments(files: Files, folder: string): Promise<readonly SegmentSize[]> {
  const names = await files.list(join(folder, journalFolder))
  const firsts = names.flatMap((name) => (/^\d{12}\.ndjson$/.test(name) ? [Number(name.slice(0, digits))] : []))
  const segments: SegmentSize[] = []
  for (const first of firsts) segments.push({ first, bytes: (await files.size(join(folder, segmentFile(first)))) ?? 0 })
  const [earliest] = segments
  if (earliest && earliest.first !== 1) {
    const what = `the journal begins with record ${earliest.first}: the files before it are missing`
    throw new DataFault({ file: segmentFile(1), line: null, sequence: 1, what })
  }
  return segments
}
