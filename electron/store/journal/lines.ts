import type { OpenFile } from '../../files'

const lineFeed = 0x0a

/** Read at a time: enough to make reading cheap, little enough to be forgotten soon. */
export const chunkBytes = 1024 * 1024

/** The lines of a file that is read from its beginning to its end, without ever holding all of it. */
export class Lines {
  #bytes: Buffer = Buffer.alloc(0)
  /** Where in the file `#bytes` begins. */
  #from = 0

  /** `length`: bytes of the file that count; whatever is behind them is not looked at. */
  constructor(
    private readonly file: OpenFile,
    private readonly length: number,
  ) {}

  /** The line that begins there, without its line feed, when it has been read already. */
  next(offset: number): Buffer | undefined {
    const start = offset - this.#from
    const feed = this.#bytes.indexOf(lineFeed, start)
    return feed < 0 ? undefined : this.#bytes.subarray(start, feed)
  }

  /** The line that begins there, read from the file; `null` when no line feed follows. */
  async read(offset: number): Promise<Buffer | null> {
    while (true) {
      const known = this.next(offset)
      if (known) return known
      if (!(await this.#more(offset))) return null
    }
  }

  /** Everything from there to the end. */
  async rest(offset: number): Promise<Buffer> {
    while (await this.#more(offset));
    return this.#bytes.subarray(offset - this.#from)
  }

  /** Reads on, and forgets what is before that offset. False at the end. */
  async #more(offset: number): Promise<boolean> {
    const kept = this.#bytes.subarray(offset - this.#from)
    const end = offset + kept.length
    // A line longer than a chunk: read more at a time, so that long lines are not joined over and over.
    const more = await this.file.read(Math.min(Math.max(chunkBytes, kept.length), this.length - end), end)
    this.#bytes = kept.length === 0 ? more : Buffer.concat([kept, more])
    this.#from = offset
    return more.length > 0
  }
}

/** The same bytes without the zero bytes at their end. */
export function withoutZeros(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end -= 1
  return bytes.subarray(0, end)
}
