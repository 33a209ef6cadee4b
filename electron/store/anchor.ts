import { type Log, whyOf } from '../ports'
import type { Files } from '../files'
import type { Formats } from './formats'
import { writeHead } from './head'
import type { JournalEnd } from './journal/scan'

interface AnchorNeeds {
  readonly files: Files
  readonly folder: string
  readonly formats: Formats
  readonly log: Log
  /** Where the durable journal ends at this moment. */
  end(): JournalEnd
}

/**
 * After a record became durable the anchor waits this long, for those that come right after it: so it is moved about
 * once a second while work goes on, and what is a second old cannot be cut off unnoticed.
 */
const delayMilliseconds = 750

/** Keeps the anchor of the journal's end where the journal ends, beside the commits and never in their way. */
export class Anchor {
  #anchored: number
  #timer: NodeJS.Timeout | null = null
  #underWay: Promise<void> = Promise.resolve()
  #failing = false
  #closed = false

  /** `anchored`: the sequence the anchor is at. */
  constructor(
    private readonly needs: AnchorNeeds,
    anchored: number,
  ) {
    this.#anchored = anchored
  }

  /** Moves the anchor to where the journal ends now; durable when it resolves. One at a time. */
  move(): Promise<void> {
    const moved = this.#underWay.then(() => this.#move())
    this.#underWay = moved.catch(() => {})
    return moved
  }

  /** The journal has grown: the anchor is moved soon. When that fails it is logged once, and tried until it works. */
  follow(): void {
    if (this.#timer || this.#closed) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#catchUp()
    }, delayMilliseconds)
    // It keeps no program running: closing the store moves the anchor as well.
    this.#timer.unref()
  }

  /** Moves the anchor for the last time. What goes wrong is logged. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    await this.#catchUp()
  }

  async #catchUp(): Promise<void> {
    const { log, end } = this.needs
    try {
      await this.move()
      if (this.#failing) log.info('anchor moved again', { sequence: this.#anchored })
      this.#failing = false
    } catch (error) {
      if (!this.#failing) log.error('anchor not moved', { why: whyOf(error) })
      this.#failing = true
    }
    if (this.#anchored < end().sequence) this.follow()
  }

  async #move(): Promise<void> {
    const { files, folder, formats, end } = this.needs
    const { sequence, hash } = end()
    if (sequence === this.#anchored) return
    await writeHead(files, folder, formats, { sequence, hash })
    this.#anchored = sequence
  }
}
