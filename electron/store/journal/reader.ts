import { join } from 'node:path'
import { DataFault } from '../faults'
import type { Files, OpenFile } from '../../files'
import type { Formats } from '../formats'
import type { Positions } from './positions'
import { decodeRecord, type JournalRecord } from './record'
import { segmentFile } from './segments'

const lineFeed = 0x0a
/** Read at a time; a little more than lies between two noted positions. */
const chunkBytes = 96 * 1024

/** Reads single records out of the journal by their sequence. */
export class JournalReader {
  readonly #open = new Map<number, OpenFile>()

  constructor(
    private readonly files: Files,
    private readonly folder: string,
    private readonly formats: Formats,
    private readonly positions: Positions,
  ) {}

  /**
   * The record with that sequence, checked.
   * @throws {DataFault} when it is not there or damaged.
   */
  async read(sequence: number): Promise<JournalRecord> {
    const start = this.positions.find(sequence)
    const file = start ? segmentFile(start.segment.first) : 'journal'
    const place = { file, line: start ? sequence - start.segment.first + 1 : 1, sequence }
    const line =
      start && (await this.#lineAt(start.segment.first, start.offset, sequence - start.sequence, start.segment.bytes))
    if (!line) throw new DataFault({ ...place, what: `record ${sequence} is missing` })
    return decodeRecord(line, this.formats, place)
  }

  /** Call when done: files opened on the way are closed. */
  async close(): Promise<void> {
    const files = [...this.#open.values()]
    this.#open.clear()
    for (const file of files) await file.close().catch(() => {})
  }

  /** The line `skip` lines after an offset where a line begins. */
  async #lineAt(segment: number, offset: number, skip: number, end: number): Promise<Buffer | null> {
    const file = this.#open.get(segment) ?? (await this.files.open(join(this.folder, segmentFile(segment)), 'read'))
    this.#open.set(segment, file)
    let bytes: Buffer = Buffer.alloc(0)
    let start = 0
    let left = skip
    while (true) {
      const feed = bytes.indexOf(lineFeed, start)
      if (feed >= 0) {
        if (left === 0) return bytes.subarray(start, feed)
        left -= 1
        start = feed + 1
        continue
      }
      const from = offset + bytes.length
      // A line longer than a chunk: read more at a time, so that long lines are not joined over and over.
      const more = await file.read(Math.min(Math.max(chunkBytes, bytes.length), end - from), from)
      if (more.length === 0) return null
      bytes = Buffer.concat([bytes, more])
    }
  }
}
