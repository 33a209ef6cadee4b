import { join } from 'node:path'
import type { Files, OpenFile } from '../../files'
import { journalFolder } from '../names'
import type { Positions } from './positions'
import type { EncodedRecord } from './record'
import type { JournalEnd } from './scan'
import { segmentFile } from './segments'

/** A new file is begun once the newest one has this many bytes. */
export const standardSegmentBytes = 16 * 1024 * 1024

/**
 * A file that grows has its new length and its new place on the disk written with every flush, which takes half as
 * long again (measured with ext4). So room is made ahead, as zero bytes that are flushed once: this much at a time,
 * when so many records in a row came one by one. Elsewhere it was not measured, and where a file system never writes
 * in place it is of no use.
 */
const reservedBytes = 256 * 1024
const reservesAfter = process.platform === 'linux' ? 16 : Number.POSITIVE_INFINITY
const zeros = Buffer.alloc(reservedBytes)

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
 *
 * Behind the durable end of the newest file there may be zero bytes, reserved for records to come. Several records
 * are never written into them: their sectors may reach the disk in any order, and a crash could leave a later record
 * without an earlier one. They are added at the end of the file, whose length the file system moves on last.
 */
export class JournalWriter {
  readonly #files: Files
  readonly #folder: string
  readonly #positions: Positions
  readonly #segmentBytes: number
  #end: JournalEnd
  /** The newest segment; `null` when it must be opened, and cut back to what is durable, first. */
  #file: OpenFile | null = null
  /** Bytes of the open file: what is durable, and what is reserved behind it. */
  #length = 0
  /** Records that came one by one since several came together, or since no room could be made. */
  #oneByOne = 0

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
    if (begins) await this.#finish()
    const segment = begins ? this.#end.sequence + 1 : this.#end.segment
    const offset = begins ? 0 : this.#end.offset
    const bytes = records.length === 1 ? last.line : Buffer.concat(records.map((record) => record.line))
    try {
      this.#file ??= await this.#open(segment, offset)
      if (records.length > 1) await this.#giveBack(this.#file, offset)
      else if (this.#wantsRoom(offset, bytes.length)) await this.#makeRoom(this.#file, segment, offset)
      await this.#file.writeDurably(bytes, offset)
      if (offset === 0) await this.#flushNames(segment)
    } catch (error) {
      await this.#cutBack(offset)
      throw error
    }
    for (const { commit, line } of records) this.#positions.add(segment, commit.sequence, line.length)
    this.#end = { sequence: last.commit.sequence, hash: last.hash, segment, offset: offset + bytes.length }
    this.#length = Math.max(this.#length, this.#end.offset)
  }

  /** Makes the name of a new segment durable, and with the first one that of the folder it is in. */
  async #flushNames(segment: number): Promise<void> {
    await this.#files.flushFolder(join(this.#folder, journalFolder))
    if (segment === 1) await this.#files.flushFolder(this.#folder)
  }

  /** Closes the newest segment, without what was reserved in it. */
  async close(): Promise<void> {
    // When it cannot be cut off, nothing is lost: zero bytes at the end are no record.
    await this.#cutOff().catch(() => {})
    await this.#letGo()
  }

  /** Makes the newest segment one that never grows again: no file but the newest may end in anything but a record. */
  async #finish(): Promise<void> {
    const { segment, offset } = this.#end
    try {
      if (segment > 0) this.#file ??= await this.#open(segment, offset)
      await this.#cutOff()
    } finally {
      await this.#letGo()
    }
  }

  /** Opens a segment with exactly the durable bytes in it: whatever is beyond them was never answered for. */
  async #open(segment: number, durable: number): Promise<OpenFile> {
    const path = join(this.#folder, segmentFile(segment))
    if (durable === 0) {
      await this.#files.makeFolder(join(this.#folder, journalFolder))
      await (await this.#files.open(path, 'create')).close()
    }
    const file = await this.#files.open(path, 'journal')
    try {
      const size = await file.size()
      if (size < durable) throw new Error(`${path} has ${size} bytes, ${durable} were written`)
      if (size > durable) {
        await file.truncate(durable)
        await file.flush()
      }
      this.#length = durable
      return file
    } catch (error) {
      await file.close().catch(() => {})
      throw error
    }
  }

  /** True when one more record came by itself, as many did before it, and does not fit into what is reserved. */
  #wantsRoom(offset: number, length: number): boolean {
    this.#oneByOne += 1
    return this.#oneByOne > reservesAfter && offset + length > this.#length && length <= reservedBytes
  }

  /** Reserves room. A disk that has none for that may still have some for the record, so failing is no failure. */
  async #makeRoom(file: OpenFile, segment: number, offset: number): Promise<void> {
    try {
      await file.writeDurably(zeros, offset)
      this.#length = offset + zeros.length
    } catch {
      this.#oneByOne = 0
      await this.#cutBack(offset)
      this.#file = await this.#open(segment, offset)
    }
  }

  /**
   * Takes back what is reserved, durably before anything else is written: the last block of the file stays where it is
   * on the disk, and as long as the old length counts, its sectors may arrive in any order there, too.
   */
  async #giveBack(file: OpenFile, offset: number): Promise<void> {
    this.#oneByOne = 0
    if (this.#length > offset) {
      await file.truncate(offset)
      await file.flush()
    }
    this.#length = offset
  }

  /** Cuts off what is reserved; durable when it resolves. */
  async #cutOff(): Promise<void> {
    const { offset } = this.#end
    if (!this.#file || this.#length <= offset) return
    await this.#file.truncate(offset)
    await this.#file.flush()
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
    await this.#letGo()
  }

  async #letGo(): Promise<void> {
    const file = this.#file
    this.#file = null
    this.#length = 0
    await file?.close().catch(() => {})
  }
}
