import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordedCommit } from '../../electron/engine/events'

/** A journal is not what its format promises: the message says where. */
export class BrokenJournal extends Error {
  override name = 'BrokenJournal'
}

/** What was added to a journal since it was last read. */
export interface Added {
  readonly commits: readonly RecordedCommit[]
  /** A record at the very end that was not finished; `null` when there is none. */
  readonly torn: Buffer | null
}

/**
 * Reads what a killed desk left in its journal, from where the last reading ended. Written from the description of
 * the format alone and without the store, so that a mistake there is not made here, too.
 */
export class JournalTail {
  private sequence = 0
  private hash = '0'.repeat(64)
  private file = ''
  private offset = 0

  constructor(private readonly folder: string) {}

  /** @throws {BrokenJournal} when a whole record is damaged, left out or linked to another one. */
  async read(): Promise<Added> {
    const commits: RecordedCommit[] = []
    const names = (await readdir(join(this.folder, 'journal')).catch(() => [])).sort()
    for (const [index, name] of names.entries()) {
      if (name < this.file) continue
      const newest = index === names.length - 1
      const bytes = withoutReserve(await readFile(join(this.folder, 'journal', name)), newest)
      if (name !== this.file) {
        if (Number.parseInt(name, 10) !== this.sequence + 1) throw new BrokenJournal(`${name} is not where it belongs`)
        this.file = name
        this.offset = 0
      }
      while (this.offset < bytes.length) {
        const end = bytes.indexOf('\n', this.offset)
        if (end < 0 && newest) return { commits, torn: bytes.subarray(this.offset) }
        if (end < 0) throw new BrokenJournal(`${name} ends in the middle of a record, and another file follows`)
        commits.push(this.record(bytes.toString('utf8', this.offset, end), name))
        this.offset = end + 1
      }
    }
    return { commits, torn: null }
  }

  private record(line: string, file: string): RecordedCommit {
    const place = `record ${this.sequence + 1} in ${file}`
    const [, body = '', hash = ''] = /^(.*),"hash":"([0-9a-f]{64})"\}$/.exec(line) ?? []
    if (createHash('sha256').update(`${body}}`).digest('hex') !== hash) throw new BrokenJournal(`${place} is damaged`)
    const record = JSON.parse(line) as RecordedCommit & { previous: string }
    if (record.sequence !== this.sequence + 1) throw new BrokenJournal(`${place} is record ${record.sequence}`)
    if (record.previous !== this.hash) throw new BrokenJournal(`${place} does not follow the record before it`)
    this.sequence = record.sequence
    this.hash = hash
    return record
  }
}

/** Zero bytes at the end of the newest file are room for records to come. */
function withoutReserve(bytes: Buffer, newest: boolean): Buffer {
  return newest ? bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1) : bytes
}
