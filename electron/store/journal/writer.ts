import { join } from 'node:path'
import { type Files, type OpenFile, writeAll } from '../../files'
import { journalFolder } from '../names'
import type { Positions } from './positions'
import type { EncodedRecord } from './record'
import type { JournalEnd } from './scan'
import { segmentFile } from './segments'

/** A new file is begun once the newest one has this many bytes. */
export const standardSegmentBytes = 16 * 1024 * 1024

export interface WriterOptions {
  readonly files: Files
  readonly folder: string
  readonly end: JournalEnd
  readonly positions: Positions
  readonly segmentBytes: number
}

/**
 * Adds to the journal: one write and one flush for all records handed in together. What is durable is
 * never touched; what a failed write left behind it is removed before anything else is written.
 */
export class JournalWriter {
  readonly #files: Files
  readonly #folder: string
  readonly #positions: Positions
  readonly #segmentBytes: number
  #end: JournalEnd
  /** The newest segment; `null` when it must be opened, and cut back to what is durable, first. */
  #file: OpenFile | null = null

  constructor({ files, folder, end, positions, segmentBytes }: WriterOptions) {
    this.#files = files
    this.#folder = folder
    this.#end = end
    this.#positions = positions
    this.#segmentBytes = segmentBytes
  }

  /** Where the durable journal ends. */
  get end(): JournalEnd {
    return this.#end
  }

  /**
   * Writes records that follow the last one. All durable when it resolves; none counts when it rejects,
   * and then the journal is cut back at once, or before the next write if the disk refuses that too.
   */
  async append(records: readonly EncodedRecord[]): Promise<void> {
    const last = records.at(-1)
    if (!last) return
    const begins = this.#end.segment === 0 || this.#end.offset >= this.#segmentBytes
    if (begins) await this.close()
    const segment = begins ? this.#end.sequence + 1 : this.#end.segment
    const offset = begins ? 0 : this.#end.offset
    const bytes = Buffer.concat(records.map((record) => record.line))
    try {
      this.#file ??= await this.#open(segment, offset)
      await writeAll(this.#file, bytes, offset)
      await this.#file.flush()
      if (offset === 0) await this.#files.flushFolder(join(this.#folder, journalFolder))
    } catch (error) {
      await this.#cutBack(offset)
      throw error
    }
    for (const { commit, line } of records) this.#positions.add(segment, commit.sequence, line.length)
    this.#end = { sequence: last.commit.sequence, hash: last.hash, segment, offset: offset + bytes.length }
  }

  async close(): Promise<void> {
    const file = this.#file
    this.#file = null
    await file?.close().catch(() => {})
  }

  /** Opens a segment with exactly the durable bytes in it: whatever is beyond them was never answered for. */
  async #open(segment: number, durable: number): Promise<OpenFile> {
    if (durable === 0) await this.#files.makeFolder(join(this.#folder, journalFolder))
    const path = join(this.#folder, segmentFile(segment))
    const file = await this.#files.open(path, durable === 0 ? 'create' : 'write')
    try {
      const size = await file.size()
      if (size < durable) throw new Error(`${path} has ${size} bytes, ${durable} were written`)
      if (size > durable) {
        await file.truncate(durable)
        await file.flush()
      }
      return file
    } catch (error) {
      await file.close().catch(() => {})
      throw error
    }
  }

  /** Takes back what a failed write may have left; when that fails as well, `#open` does it before the next write. */
  async #cutBack(durable: number): Promise<void> {
    try {
      await this.#file?.truncate(durable)
      await this.#file?.flush()
    } catch {
      // Said to the caller already: the write itself failed.
    }
    // After a failed flush the system may call pages clean that never reached the disk: go on with a new handle.
    await this.close()
  }
}
