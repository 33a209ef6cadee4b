import type { Exchange } from './exchange'
import { Names } from './names'
import { isSeen, type Seen } from './reading'

/** What lies beside a rejected file, with one sentence in it. */
const reasonEnding = '.reason.txt'

/** How names of reasons begin that are not written to their end. */
const unfinished = '.reason.'

/**
 * Moves files out of inbox. What is moved is what was read: when the bureau put another file in its place
 * meanwhile, that one goes back, so that no word is lost. Errors are those of `Files` and `ExchangeProblem`.
 */
export class PuttingAway {
  readonly #names = new Map<'archive' | 'rejected', Names>()

  constructor(readonly exchange: Exchange) {}

  /** Answers the name in archive; `null` when another file took its place, which stays in inbox. */
  async archive(seen: Seen): Promise<string | null> {
    const name = await this.#free('archive', seen.name)
    return (await this.#move(seen, 'archive', name)) ? name : null
  }

  /** Puts a file into rejected, and the reason beside it; false when another file took its place, which stays. */
  async reject(seen: Seen, reason: string): Promise<boolean> {
    const { files, ids } = this.exchange
    const name = await this.#free('rejected', seen.name, reasonEnding)
    const beside = this.exchange.path('rejected', name + reasonEnding)
    const temporary = this.exchange.path('rejected', `${unfinished}${ids.random()}.part`)
    let moved = false
    try {
      // The reason first: a file without one would not say why it lies there.
      await this.exchange.writeTemporary(temporary, Buffer.from(`${reason}\n`, 'utf8'))
      await files.rename(temporary, beside)
      moved = await this.#move(seen, 'rejected', name)
      return moved
    } finally {
      if (!moved) {
        await this.exchange.drop(temporary)
        await this.exchange.drop(beside)
      }
    }
  }

  async #free(folder: 'archive' | 'rejected', wanted: string, beside = ''): Promise<string> {
    const names = await this.#in(folder)
    for (;;) {
      const name = names.free(wanted, beside)
      names.add(name, name + beside)
      // Somebody may have put a file there since the names were listed.
      if ((await this.exchange.files.look(this.exchange.path(folder, name))) === null) return name
    }
  }

  async #in(folder: 'archive' | 'rejected'): Promise<Names> {
    const known = this.#names.get(folder)
    if (known !== undefined) return known
    await this.exchange.make(folder)
    await this.exchange.dropLeftBehind(folder, unfinished)
    const names = new Names(await this.exchange.files.list(this.exchange.path(folder)))
    this.#names.set(folder, names)
    return names
  }

  async #move(seen: Seen, folder: 'archive' | 'rejected', name: string): Promise<boolean> {
    const { files } = this.exchange
    const from = this.exchange.path('inbox', seen.name)
    const to = this.exchange.path(folder, name)
    await files.rename(from, to)
    let same = false
    try {
      same = await isSeen(this.exchange, folder, name, seen)
    } finally {
      if (!same) await this.#back(to, seen.name)
    }
    // Where it lies is nice to keep, but nothing depends on it: found in inbox once more, it changes nothing.
    if (same) await Promise.allSettled([this.exchange.path(folder), this.exchange.path('inbox')].map(files.flushFolder))
    return same
  }

  async #back(from: string, name: string): Promise<void> {
    const { files } = this.exchange
    const inInbox = new Names(await files.list(this.exchange.path('inbox')))
    await files.rename(from, this.exchange.path('inbox', inInbox.free(name)))
  }
}
