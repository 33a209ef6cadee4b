import { t } from '../../../shared/texts'
import type { Clock, Log } from '../../ports'
import { BureauUnavailable, type BureauWord, type News } from '../port'
import { Archive } from './archive'
import { type Exchange, subFolders } from './exchange'
import { failureFacts, problemOf } from './problems'
import { PuttingAway } from './putting-away'
import { type Reading, readStatus, type Seen } from './reading'
import { shown } from './shown'
import { Stopped, unlessStopped } from './stopping'

/** The status files in inbox: each becomes one piece of news, and none stops the others. */
export class Inbox {
  readonly #archive: Archive
  readonly #away: PuttingAway

  constructor(
    readonly exchange: Exchange,
    readonly clock: Clock,
    readonly log: Log,
  ) {
    this.#archive = new Archive(exchange, clock, log)
    this.#away = new PuttingAway(exchange)
  }

  /**
   * What the files say, in the order of their names. Ends early when asked to stop, also at a drive that
   * does not answer. A dry run moves nothing and writes nothing. Errors are those of `Exchange`.
   */
  async *news({ dry, signal }: { readonly dry: boolean; readonly signal: AbortSignal }): AsyncGenerator<News> {
    try {
      await unlessStopped(signal, this.exchange.expect())
      if (!dry) await unlessStopped(signal, this.#makeFolders())
      const names = await unlessStopped(signal, this.exchange.list('inbox'))
      /** Contents of a dry run, which would be in archive by the time the next file is read. */
      const wouldHold = new Set<string>()
      for (const name of names) {
        const reading = await unlessStopped(signal, readStatus(this.exchange, this.clock, 'inbox', name))
        const again =
          reading.kind === 'sound' &&
          (wouldHold.has(reading.checksum) ||
            (await unlessStopped(signal, this.#archive.holds(reading.checksum, signal))))
        if (dry && reading.kind === 'sound') wouldHold.add(reading.checksum)
        const piece = await this.#piece(name, reading, again, dry)
        if (piece !== null) yield piece
      }
    } catch (error) {
      if (!(error instanceof Stopped)) throw error
    } finally {
      if (!dry) await this.#archive.save()
    }
  }

  /** The last word about an order in the files of inbox, by their names; `null` when none speaks of it. */
  async lastWord(order: string): Promise<BureauWord | null> {
    const { signal } = new AbortController()
    await this.exchange.expect()
    for (const name of (await this.exchange.list('inbox')).toReversed()) {
      const reading = await readStatus(this.exchange, this.clock, 'inbox', name)
      if (reading.kind !== 'sound') continue
      const word = reading.words.findLast((one) => one.order === order)
      // What was taken in before is no news, however it got there again.
      if (word !== undefined && !(await this.#archive.holds(reading.checksum, signal))) return word
    }
    return null
  }

  /** Archive and rejected are missed only when something is moved there, and complained of then. */
  async #makeFolders(): Promise<void> {
    for (const folder of subFolders) {
      const making = this.exchange.make(folder)
      await (folder === 'inbox' ? making : making.catch(() => {}))
    }
  }

  async #piece(name: string, reading: Reading, again: boolean, dry: boolean): Promise<News | null> {
    const source = shown(name)
    switch (reading.kind) {
      case 'gone':
        // A stick that was pulled out takes all files with it; that is another matter than one file.
        await this.exchange.expect()
        return null
      case 'young':
        this.log.info('status file left, it may still be being written')
        return null
      case 'unread':
        return { kind: 'rejected', source, reason: reading.reason }
      case 'broken':
        return dry ? { kind: 'rejected', source, reason: reading.reason } : this.#reject(source, reading)
      case 'sound':
        if (again) return dry ? { kind: 'again', source } : this.#putAwayAgain(source, reading.seen, reading.checksum)
        return { kind: 'words', source, words: reading.words, finish: () => this.#finish(source, reading) }
    }
  }

  async #reject(source: string, { seen, reason }: Reading & { readonly kind: 'broken' }): Promise<News | null> {
    try {
      return (await this.#away.reject(seen, reason)) ? { kind: 'rejected', source, reason } : null
    } catch (error) {
      return this.#kept(source, reason, error)
    }
  }

  async #putAwayAgain(source: string, seen: Seen, checksum: string): Promise<News | null> {
    try {
      const name = await this.#away.archive(seen)
      if (name === null) return null
      this.#archive.add(name, checksum)
      return { kind: 'again', source }
    } catch (error) {
      return this.#kept(source, t('folderExchange.moving.again'), error)
    }
  }

  #kept(source: string, reason: string, error: unknown): News {
    this.log.warn('status file not put away', failureFacts(error))
    const problem = problemOf(error, this.exchange.root)
    return { kind: 'rejected', source, reason: t('folderExchange.moving.kept', { reason, problem }) }
  }

  /** @throws {BureauUnavailable} when the file stays in inbox. */
  async #finish(source: string, { seen, checksum }: Reading & { readonly kind: 'sound' }): Promise<void> {
    try {
      const name = await this.#away.archive(seen)
      if (name !== null) this.#archive.add(name, checksum)
    } catch (error) {
      this.log.warn('status file not put away', failureFacts(error))
      const problem = problemOf(error, this.exchange.root)
      throw new BureauUnavailable(t('folderExchange.moving.notArchived', { file: source, problem }), { cause: error })
    }
  }
}
