import type { Refusal } from '../../shared/errors'
import type { AnyState, CardType } from '../../shared/lifecycle'
import type { BackupFacts, Card, Person, SyncRun } from '../../shared/model'
import type { RecordedCommit } from '../engine/events'
import type { Decision, DeskView } from '../engine/view'
import { type Ids, type Log, whyOf } from '../ports'
import { Backups } from './backup/make'
import type { Anchor } from './anchor'
import { readChanges } from './changes'
import { CommitLoop } from './commits/loop'
import type { Credentials } from './credentials'
import { DataFault, StorageFailed } from './faults'
import { codeOf, type Files } from '../files'
import type { Formats } from './formats'
import type { Positions } from './journal/positions'
import { JournalReader } from './journal/reader'
import type { JournalWriter } from './journal/writer'
import type { FolderLock } from './lock'
import type { Memory } from './memory'
import { dataRefused, storageFailed, storageUnreadable } from './messages'
import type {
  BackupRequest,
  ChangesOf,
  ChangesPage,
  Committed,
  CredentialStore,
  SecretStore,
  Store,
  StoreStatus,
} from './port'
import { readRunRecords } from './run-records'
import type { Secrets } from './secrets'
import type { Checkpoints } from './snapshot/checkpoint'

/** The opened parts of a folder. */
export interface StoreParts {
  readonly files: Files
  readonly folder: string
  readonly formats: Formats
  readonly log: Log
  readonly ids: Ids
  readonly memory: Memory
  readonly positions: Positions
  readonly writer: JournalWriter
  readonly checkpoints: Checkpoints
  readonly anchor: Anchor
  readonly credentials: Credentials
  readonly secrets: Secrets
  readonly lock: FolderLock
  readonly tornTail: string | null
  readonly checkpointEvery: number
}

/** With very many cards a checkpoint is dear: it is taken once this part of them may have changed. */
const cardsPerCheckpoint = 20

/** The store over an open folder; see `Store` for what it promises. */
export class JournalStore implements Store {
  readonly #parts: StoreParts
  readonly #loop: CommitLoop
  readonly #backups: Backups
  #triedAt: number
  #closing: Promise<void> | null = null

  constructor(parts: StoreParts) {
    this.#parts = parts
    this.#backups = new Backups(parts)
    this.#triedAt = parts.checkpoints.sequence
    this.#loop = new CommitLoop({
      memory: parts.memory,
      writer: parts.writer,
      format: parts.formats.current,
      log: parts.log,
      newDesk: () => parts.ids.random(),
      onFlushed: () => {
        parts.anchor.follow()
        this.#checkpointWhenDue()
      },
    })
  }

  get view(): DeskView {
    return this.#parts.memory
  }

  get credentials(): CredentialStore {
    return this.#parts.credentials
  }

  get secrets(): SecretStore {
    return this.#parts.secrets
  }

  cards(): Iterable<Card> {
    return this.#parts.memory.cards()
  }

  cardsBeingSent(): readonly Card[] {
    return this.#parts.memory.packedCards.beingSent()
  }

  cardsIn(cardType: CardType, state: AnyState): number {
    return this.#parts.memory.packedCards.countIn(cardType, state)
  }

  persons(): Iterable<Person> {
    return this.#parts.memory.persons()
  }

  transact(decide: (view: DeskView) => Decision): Promise<Committed | Refusal> {
    return this.#loop.transact(decide)
  }

  subscribe(listener: (committed: Committed) => void): () => void {
    return this.#loop.subscribe(listener)
  }

  history(card: string, limit: number, before = Number.POSITIVE_INFINITY): Promise<readonly RecordedCommit[]> {
    return this.#reading(async (reader) => {
      const found: RecordedCommit[] = []
      let next = await this.#newestBefore(reader, card, before, this.#parts.memory)
      while (next !== null && found.length < limit) {
        const { commit } = await reader.read(next)
        found.push(commit)
        next = previousOf(commit, card)
      }
      return found
    })
  }

  changes(of: ChangesOf, limit: number, before = Number.POSITIVE_INFINITY): Promise<ChangesPage> {
    return this.#reading((reader) => readChanges(this.#parts.memory, reader, { of, limit, before }))
  }

  syncRuns(): readonly SyncRun[] {
    return this.#parts.memory.runs.all()
  }

  syncRunRecords(run: string, limit: number, after = 0): Promise<readonly RecordedCommit[]> {
    return this.#reading((reader) => readRunRecords(this.#parts.memory.runs, reader, { run, limit, after }))
  }

  /** Reads records; damaged ones are refused with the way back. */
  async #reading<Value>(read: (reader: JournalReader) => Promise<Value>): Promise<Value> {
    const { files, folder, formats, positions } = this.#parts
    const reader = new JournalReader(files, folder, formats, positions)
    try {
      return await read(reader)
    } catch (error) {
      if (error instanceof DataFault) throw dataRefused(folder, error)
      throw codeOf(error) ? new StorageFailed(storageUnreadable(error), error) : error
    } finally {
      await reader.close()
    }
  }

  async checkpoint(): Promise<void> {
    try {
      await this.#parts.checkpoints.take()
    } catch (error) {
      throw new StorageFailed(storageFailed(error), error)
    }
  }

  backup(request: BackupRequest): Promise<BackupFacts> {
    return this.#backups.make(request)
  }

  status(): StoreStatus {
    const { folder, memory, positions, writer, checkpoints, tornTail } = this.#parts
    const { sequence, hash } = writer.end
    return {
      folder,
      desk: memory.desks().at(-1)?.desk ?? null,
      sequence: memory.sequence,
      journalBytes: positions.bytes,
      segments: positions.segments.length,
      checkpointSequence: checkpoints.sequence,
      newest: { sequence, hash },
      cards: memory.cardCount,
      persons: memory.personCount,
      tornTail,
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const { checkpoints, anchor, credentials, secrets, writer, lock, log } = this.#parts
    await this.#loop.close()
    await this.#backups.close()
    await Promise.all([credentials.idle(), secrets.idle()])
    try {
      await checkpoints.take()
    } catch (error) {
      log.error('checkpoint failed at closing', { why: whyOf(error) })
    }
    await anchor.close()
    await writer.close()
    await lock.release()
  }

  /** The card's newest record older than `before`; from there records lead back by themselves. */
  async #newestBefore(reader: JournalReader, card: string, before: number, memory: Memory): Promise<number | null> {
    const newest = memory.card(card)?.lastSequence ?? null
    if (newest === null || newest < before) return newest
    if (before <= 1) return null
    // A page of a history is asked for by the last record of the page before, which knows its predecessor.
    const { commit } = await reader.read(before)
    if (touches(commit, card)) return previousOf(commit, card)
    let next: number | null = newest
    while (next !== null && next >= before) next = previousOf((await reader.read(next)).commit, card)
    return next
  }

  #checkpointWhenDue(): void {
    const { memory, checkpoints, checkpointEvery, log } = this.#parts
    const due = Math.max(checkpointEvery, memory.cardCount / cardsPerCheckpoint)
    if (memory.sequence - this.#triedAt < due) return
    this.#triedAt = memory.sequence
    checkpoints.take().catch((error: unknown) => log.error('checkpoint failed', { why: whyOf(error) }))
  }
}

function touches(commit: RecordedCommit, card: string): boolean {
  return commit.events.some(
    (event) => (event.type === 'card-moved' || event.type === 'card-edited') && event.card === card,
  )
}

/** The record before this one that touched the card; `null` for its first. */
function previousOf(commit: RecordedCommit, card: string): number | null {
  for (const event of commit.events) {
    if ((event.type === 'card-moved' || event.type === 'card-edited') && event.card === card) return event.previous
  }
  return null
}
