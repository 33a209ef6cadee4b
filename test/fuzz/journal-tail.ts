import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordedCommit } from '../../electron/engine/events'

/** Bytes read at a time: more than most calls write. */
const piece = 16_384

/** Reads a journal as it grows, from the files and past the program that writes them. */
export class JournalTail {
  private file = ''
  private offset = 0

  constructor(private readonly folder: string) {}

  /** Begins at the first record again. */
  rewind(): void {
    this.file = ''
    this.offset = 0
  }

  /** The records that were written since the last time, oldest first. */
  async read(): Promise<readonly { readonly commit: RecordedCommit; readonly line: string }[]> {
    const journal = join(this.folder, 'journal')
    const files = (await readdir(journal).catch(() => [])).sort()
    let text = ''
    for (const file of files.filter((each) => each >= this.file)) {
      if (file !== this.file) [this.file, this.offset] = [file, 0]
      text += await this.more(join(journal, file))
    }
    const lines = text.split('\n').slice(0, -1)
    return lines.map((line) => ({ commit: JSON.parse(line) as RecordedCommit, line }))
  }

  /** Whole records from where the last reading ended; behind them there may be zeros, reserved for more. */
  private async more(path: string): Promise<string> {
    const { size } = await stat(path)
    if (size <= this.offset) return ''
    const file = await open(path, 'r')
    try {
      const read: Buffer[] = []
      for (let at = this.offset; at < size; at += piece) {
        const bytes = Buffer.alloc(Math.min(piece, size - at))
        await file.read(bytes, 0, bytes.length, at)
        const end = bytes.indexOf(0)
        read.push(end < 0 ? bytes : bytes.subarray(0, end))
        if (end >= 0) break
      }
      const bytes = Buffer.concat(read)
      const whole = bytes.lastIndexOf(0x0a) + 1
      this.offset += whole
      return bytes.subarray(0, whole).toString('utf8')
    } finally {
      await file.close()
    }
  }
}
