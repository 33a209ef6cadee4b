import { breather } from '../../breathe'
import type { Clock, Log } from '../../ports'
import { checksumForm } from './checksum'
import type { Exchange } from './exchange'
import { failureFacts } from './problems'
import { readStatus } from './reading'

/**
 * The desk's own notes in archive, one line a file: `["<name>","sha256:…"]`, `null` for a file without a
 * checksum. They only save reading the archive again: whoever deletes them makes the next run read it.
 */
const notes = '.checksums'

/** Notes beyond this are nobody's: they are read as if they were not there. 32 MB are some 200,000 files. */
const mostBytes = 32 * 1024 * 1024

/**
 * Knows which contents were taken in before. When it cannot tell, it says no: taking in the same words twice
 * changes nothing, while leaving words out would lose them.
 */
export class Archive {
  readonly #known = new Map<string, string | null>()
  readonly #names = new Map<string, string[]>()
  #changed = false
  #loaded: Promise<void> | null = null

  constructor(
    readonly exchange: Exchange,
    readonly clock: Clock,
    readonly log: Log,
  ) {}

  /** True when a file with this checksum lies in archive: it is read once more to be sure. */
  async holds(checksum: string, signal: AbortSignal): Promise<boolean> {
    this.#loaded ??= this.#load(signal)
    await this.#loaded
    for (const name of this.#names.get(checksum) ?? []) {
      const reading = await readStatus(this.exchange, this.clock, 'archive', name)
      if (reading.kind === 'sound' && reading.checksum === checksum) return true
    }
    return false
  }

  /** Takes note of a file that was just put into archive. */
  add(name: string, checksum: string | null): void {
    this.#note(name, checksum)
    this.#changed = true
  }

  /** Writes the notes when there are new ones. A failure costs only the time to read those files once more. */
  async save(): Promise<void> {
    if (!this.#changed) return
    const temporary = this.exchange.path('archive', `${notes}.${this.exchange.ids.random()}.part`)
    try {
      await this.exchange.dropLeftBehind('archive', `${notes}.`)
      await this.exchange.writeTemporary(temporary, await this.#written())
      await this.exchange.files.rename(temporary, this.exchange.path('archive', notes))
      this.#changed = false
    } catch (error) {
      await this.exchange.drop(temporary)
      this.log.warn('notes on archived status files not written', failureFacts(error))
    }
  }

  async #written(): Promise<Buffer> {
    const breathe = breather()
    const lines: Buffer[] = []
    for (const note of this.#known) {
      lines.push(Buffer.from(`${JSON.stringify(note)}\n`, 'utf8'))
      await breathe()
    }
    return Buffer.concat(lines)
  }

  async #load(signal: AbortSignal): Promise<void> {
    try {
      const present = await this.exchange.list('archive')
      const before = present.length === 0 ? new Map<string, string | null>() : await this.#read()
      const breathe = breather()
      for (const name of present) {
        const noted = before.get(name)
        if (noted !== undefined) this.#note(name, noted)
        else if (!signal.aborted) await this.#examine(name)
        await breathe()
      }
    } catch (error) {
      this.log.warn('archive of status files not read', failureFacts(error))
    }
  }

  async #examine(name: string): Promise<void> {
    const reading = await readStatus(this.exchange, this.clock, 'archive', name)
    if (reading.kind === 'sound') this.add(name, reading.checksum)
    else if (reading.kind === 'broken') this.add(name, null)
  }

  #note(name: string, checksum: string | null): void {
    this.#known.set(name, checksum)
    if (checksum === null) return
    const names = this.#names.get(checksum)
    if (names === undefined) this.#names.set(checksum, [name])
    else if (!names.includes(name)) names.push(name)
  }

  async #read(): Promise<ReadonlyMap<string, string | null>> {
    const found = new Map<string, string | null>()
    const facts = await this.exchange.files.look(this.exchange.path('archive', notes))
    if (facts?.kind !== 'file' || facts.bytes > mostBytes) return found
    const bytes = await this.exchange.read('archive', notes, mostBytes)
    const breathe = breather()
    let from = 0
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
      const noted = noteIn(bytes.toString('utf8', from, end))
      if (noted !== null) found.set(...noted)
      from = end + 1
      await breathe()
    }
    return found
  }
}

/** A line of the notes; `null` when it is none. */
function noteIn(line: string): readonly [name: string, checksum: string | null] | null {
  try {
    const note: unknown = JSON.parse(line)
    if (!Array.isArray(note) || note.length !== 2) return null
    const [name, checksum]: readonly unknown[] = note
    if (typeof name !== 'string') return null
    if (checksum === null) return [name, null]
    return typeof checksum === 'string' && checksumForm.test(checksum) ? [name, checksum] : null
  } catch {
    return null
  }
}
