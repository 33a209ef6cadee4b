import { setImmediate } from 'node:timers/promises'
import type { Refusal } from '../../../shared/errors'
import { type Log, whyOf } from '../../ports'
import type { Commit } from '../../engine/events'
import type { Counter, Decision, DeskView } from '../../engine/view'
import { type EncodedRecord, encodeRecord } from '../journal/record'
import type { JournalWriter } from '../journal/writer'
import { type Counts, type Memory, numbersIn } from '../memory'
import { storageFailed, storeClosed } from '../messages'
import type { Committed } from '../port'
import { checkCommit } from './checks'
import { anythingKey, type Key, keysPresumed, keysWritten } from './keys'
import { NotingView } from './noting-view'

type Decide = (view: DeskView) => Decision

interface Request {
  readonly decide: Decide
  resolve(answer: Committed | Refusal): void
  reject(bug: unknown): void
}

/** A decision that is about to be written. */
interface Entry {
  readonly request: Request
  readonly record: EncodedRecord
}

interface LoopNeeds {
  readonly memory: Memory
  readonly writer: JournalWriter
  readonly format: number
  readonly log: Log
  /** The identity of a desk that is written to for the first time. */
  newDesk(): string
  /** Called after a flush was applied. */
  onFlushed(): void
}

/**
 * One flush takes at most this many commits, begins none after so many bytes, and looks past this many that must
 * wait. What shares a flush is decided and applied in one go: so many small commits take about 10 ms of the thread,
 * and these bytes, some four batches of a hundred orders, about 15 ms; measured.
 */
const mostCommits = 256
const mostBytes = 256 * 1024
const mostLeft = 64

/**
 * The one writer. Requests are decided in order, each on what is durable; those that do not touch each
 * other share one write and one flush; then they are applied, answered and told.
 */
export class CommitLoop {
  readonly #needs: LoopNeeds
  readonly #listeners = new Set<(committed: Committed) => void>()
  #waiting: Request[] = []
  #running: Promise<void> | null = null
  #closed = false

  constructor(needs: LoopNeeds) {
    this.#needs = needs
  }

  transact(decide: Decide): Promise<Committed | Refusal> {
    if (this.#closed) return Promise.resolve(storeClosed())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ decide, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  subscribe(listener: (committed: Committed) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Refuses what comes from now on and waits for what came before. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#running
  }

  async #run(): Promise<void> {
    // Requests made in one go are decided in one go.
    await Promise.resolve()
    try {
      while (this.#waiting.length > 0) {
        const entries = this.#gather()
        await this.#flush(entries)
        // Those answered together often ask again together: let them, so that they share a flush again.
        if (entries.length > 1) await setImmediate()
      }
    } catch (bug) {
      // The journal has something memory could not take in: only a new start can make them equal again.
      this.#needs.log.error('store stopped', { why: String(bug) })
      this.#closed = true
      for (const request of this.#waiting.splice(0)) request.reject(bug)
    }
    this.#running = null
  }

  /** Takes what can be written together off the queue. Refusals and bugs are answered on the way. */
  #gather(): readonly Entry[] {
    const { memory } = this.#needs
    const entries: Entry[] = []
    const left: Request[] = []
    const written = new Set<Key>()
    const taken: Counts = { ...memory.counts }
    let bytes = 0
    let seen = 0
    for (const request of this.#waiting) {
      if (entries.length >= mostCommits || bytes >= mostBytes || left.length >= mostLeft) break
      seen += 1
      const view = new NotingView(memory, taken)
      try {
        const decision = request.decide(view)
        const commit = decision.ok ? this.#founded(decision, entries.length === 0) : null
        const writes = commit?.events.flatMap((event) => keysWritten(event, memory)) ?? []
        if (meet(view.reads, written) || meet(writes, written) || meet(commit?.events.flatMap(keysPresumed), written)) {
          left.push(request)
          continue
        }
        if (!decision.ok) request.resolve(decision)
        else if (!commit || commit.events.length === 0) request.resolve(this.#nothing(decision))
        else {
          const record = this.#prepare(commit, entries.at(-1)?.record)
          entries.push({ request, record })
          for (const key of writes) written.add(key)
          written.add(anythingKey)
          bytes += record.line.length
          for (const event of record.commit.events) raise(taken, numbersIn(event))
        }
      } catch (bug) {
        request.reject(bug)
      }
    }
    this.#waiting = [...left, ...this.#waiting.slice(seen)]
    return entries
  }

  #prepare(commit: Commit, before: EncodedRecord | undefined): EncodedRecord {
    const { memory, writer, format } = this.#needs
    const { sequence, hash } = before ? { sequence: before.commit.sequence, hash: before.hash } : writer.end
    const record = encodeRecord(commit, sequence + 1, hash, format)
    checkCommit(record.commit, memory)
    return record
  }

  /** The first commit of a journal founds the desk, whoever made it. */
  #founded(commit: Commit, first: boolean): Commit {
    const { memory, newDesk } = this.#needs
    const [event] = commit.events
    if (memory.sequence > 0 || !first || !event || event.type === 'desk-founded') return commit
    return { by: commit.by, events: [{ type: 'desk-founded', desk: newDesk() }, ...commit.events] }
  }

  #nothing({ by }: Commit): Committed {
    return { ok: true, commit: { sequence: this.#needs.memory.sequence, by, events: [] }, cards: [] }
  }

  async #flush(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return
    const { memory, writer, log, onFlushed } = this.#needs
    try {
      await writer.append(entries.map((entry) => entry.record))
    } catch (error) {
      log.error('commits not written', { commits: entries.length, why: whyOf(error) })
      const answer = storageFailed(error)
      for (const { request } of entries) request.resolve(answer)
      return
    }
    const done = entries.map(({ request, record: { commit } }) => {
      try {
        const committed: Committed = { ok: true, commit, cards: memory.apply(commit) }
        return { request, committed }
      } catch (bug) {
        for (const entry of entries) entry.request.reject(bug)
        throw bug
      }
    })
    for (const { request, committed } of done) request.resolve(committed)
    for (const { committed } of done) this.#tell(committed)
    onFlushed()
  }

  #tell(committed: Committed): void {
    for (const listener of this.#listeners) {
      try {
        listener(committed)
      } catch (error) {
        this.#needs.log.error('subscriber failed', { sequence: committed.commit.sequence, why: whyOf(error) })
      }
    }
  }
}

function meet(keys: Iterable<Key> | undefined, written: ReadonlySet<Key>): boolean {
  if (keys === undefined || written.size === 0) return false
  for (const key of keys) if (written.has(key)) return true
  return false
}

function raise(counts: Counts, numbers: readonly (readonly [Counter, number])[]): void {
  for (const [counter, number] of numbers) counts[counter] = Math.max(counts[counter], number)
}
