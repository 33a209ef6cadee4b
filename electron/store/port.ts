import type { Refusal } from '../../shared/errors'
import type { Card, Person } from '../../shared/model'
import type { RecordedCommit } from '../engine/events'
import type { Decision, DeskView } from '../engine/view'

/** What a commit did, told after it is durable and applied. */
export interface Committed {
  readonly ok: true
  readonly commit: RecordedCommit
  /** The cards it made or changed, as they are now; `before` is undefined for a new card. */
  readonly cards: readonly { readonly card: Card; readonly before: Card | undefined }[]
}

/** A password's hash with what is needed to check it; see `electron/services/accounts`. */
export interface Credential {
  readonly algorithm: 'scrypt'
  readonly cost: number
  readonly blockSize: number
  readonly parallelization: number
  /** Base64. */
  readonly salt: string
  /** Base64. */
  readonly hash: string
}

/** Hashes are secrets of their own kind: they live beside the journal, never in it. */
export interface CredentialStore {
  get(id: string): Credential | undefined
  /** Durable when it resolves; of no effect until an account names the id. */
  put(id: string, credential: Credential): Promise<void>
  /** Forgets every credential that is not in the list. */
  keepOnly(ids: readonly string[]): Promise<void>
}

export interface StoreStatus {
  readonly folder: string
  readonly desk: string | null
  readonly sequence: number
  readonly journalBytes: number
  readonly segments: number
  /** Sequence of the newest checkpoint; 0 before the first. */
  readonly checkpointSequence: number
  readonly cards: number
  /** Where a torn tail was put aside at this start; `null` when the journal was whole. */
  readonly tornTail: string | null
}

/**
 * Where the desk's data lives. One writer: decisions are taken one after another on what is durable,
 * several may share one flush, and an answer waits for its flush.
 */
export interface Store {
  /** The desk as it is, durably, now. Reads through it are not noted. */
  readonly view: DeskView
  cards(): Iterable<Card>
  persons(): Iterable<Person>
  /**
   * Takes a decision and, if it is one, writes it durably, applies it and tells the subscribers.
   * `decide` must be pure and quick: it may be called again when what it read has changed meanwhile.
   * Answers the decision's refusal, or `storage-failed` when the disk refused: then nothing changed.
   */
  transact(decide: (view: DeskView) => Decision): Promise<Committed | Refusal>
  subscribe(listener: (committed: Committed) => void): () => void
  /** The records that touched a card, newest first, at most `limit`, older than `before` if given. */
  history(card: string, limit: number, before?: number): Promise<readonly RecordedCommit[]>
  readonly credentials: CredentialStore
  /** Writes what changed since the last one to the snapshot. Cheap to call, safe at any moment. */
  checkpoint(): Promise<void>
  status(): StoreStatus
  /** Waits for what is under way, takes a checkpoint, lets go of the folder. */
  close(): Promise<void>
}
