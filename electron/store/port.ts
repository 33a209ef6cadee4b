import type { Refusal } from '../../shared/errors'
import type { AnyState, CardType } from '../../shared/lifecycle'
import type { Account, BackupFacts, BackupKind, Card, Person, Stamp, SyncRun } from '../../shared/model'
import type { AccountSaved, DeskRestored, PersonSaved, RecordedCommit, SettingsSaved } from '../engine/events'
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
  /**
   * Durable when it resolves; of no effect until an account names the id.
   * @throws {StorageFailed} with the refusal to answer, when the disk refused.
   */
  put(id: string, credential: Credential): Promise<void>
  /** Forgets every credential that is not in the list. @throws {StorageFailed} as `put`. */
  keepOnly(ids: readonly string[]): Promise<void>
}

/**
 * Secrets the desk needs again, such as the bureau's: sealed by the operating system, in a file of their own,
 * never in the journal.
 */
export interface SecretStore {
  /** The sealed bytes kept under that name; `undefined` when there are none. */
  get(name: string): Uint8Array | undefined
  /** Durable when it resolves; of no effect until settings name it. @throws {StorageFailed} as for credentials. */
  put(name: string, sealed: Uint8Array): Promise<void>
  /** Forgets every secret that is not in the list. @throws {StorageFailed} as `put`. */
  keepOnly(names: readonly string[]): Promise<void>
}

/** Whose changes are asked for: the desk's settings and accounts, or one person's record. */
export type ChangesOf = 'settings-and-accounts' | { readonly person: string }

/** One change, with what was there before it; `null` for something new. Settings say so themselves. */
export type Change =
  | { readonly kind: 'settings'; readonly event: SettingsSaved }
  | { readonly kind: 'restored'; readonly event: DeskRestored }
  | { readonly kind: 'account'; readonly event: AccountSaved; readonly before: Account | null }
  | { readonly kind: 'person'; readonly event: PersonSaved; readonly before: Person | null }

export interface ChangesPage {
  readonly records: readonly {
    readonly sequence: number
    readonly by: Stamp
    /** In the order in which they were made; never empty. */
    readonly changes: readonly Change[]
  }[]
  /** Where the next page goes on; `null` after the last one. */
  readonly before: number | null
}

export interface StoreStatus {
  readonly folder: string
  readonly desk: string | null
  readonly sequence: number
  readonly journalBytes: number
  readonly segments: number
  /** Sequence of the newest checkpoint; 0 before the first. */
  readonly checkpointSequence: number
  /** The newest durable record, and its hash: zeros before the first. */
  readonly newest: { readonly sequence: number; readonly hash: string }
  readonly cards: number
  readonly persons: number
  /** Where a torn tail was put aside at this start; `null` when the journal was whole. */
  readonly tornTail: string | null
}

/** A backup that is asked for. */
export interface BackupRequest {
  /** Full path of a folder that is there, outside the data folder; the backup becomes a new folder in it. */
  readonly into: string
  readonly kind: BackupKind
  /** Who has it made, and when: its time is part of the backup's name. */
  readonly by: Stamp
  /** Called every now and then with the bytes dealt with so far and altogether. */
  onProgress?(done: number, total: number): void
  readonly signal?: AbortSignal
}

/**
 * Where the desk's data lives. One writer: decisions are taken one after another on what is durable,
 * several may share one flush, and an answer waits for its flush.
 */
export interface Store {
  /** The desk as it is, durably, now. Reads through it are not noted. */
  readonly view: DeskView
  /**
   * All cards, by type and number, each as it is when its turn comes. Each is made anew: a million take seconds, so
   * let others in meanwhile, and keep none of them for long.
   */
  cards(): Iterable<Card>
  /** All persons, as `cards`. */
  persons(): Iterable<Person>
  /** The cards whose order is on its way to the bureau and has no answer yet, at once. */
  cardsBeingSent(): readonly Card[]
  /** How many cards of a type are in a state, at once. */
  cardsIn(cardType: CardType, state: AnyState): number
  /**
   * Takes a decision and, if it is one, writes it durably, applies it and tells the subscribers.
   * `decide` must be pure and quick: it may be called again when what it read has changed meanwhile.
   * Answers the decision's refusal, or `storage-failed` when the disk refused: then nothing changed.
   * A decision without events is answered at once and leaves no record. Decisions that share a flush
   * never rest on each other; ids from `nextIds` are given out once. The first commit of a journal gets
   * `desk-founded` put before its events when it does not begin with it.
   * @throws {Error} when the decision itself throws or could not follow what is there (a move outside the
   * life cycle, a version left out, text that is not valid Unicode): a bug, and nothing is written.
   */
  transact(decide: (view: DeskView) => Decision): Promise<Committed | Refusal>
  subscribe(listener: (committed: Committed) => void): () => void
  /**
   * The records that touched a card, newest first, at most `limit`, older than `before` if given.
   * @throws {StoreRefusal} `data-unreadable` when a record of it is damaged on the disk.
   * @throws {StorageFailed} when the disk refused to hand it out.
   */
  history(card: string, limit: number, before?: number): Promise<readonly RecordedCommit[]>
  /**
   * What was changed, newest first, from at most `limit` records older than `before` if given.
   * @throws {StoreRefusal} `data-unreadable` when one of the records is damaged on the disk.
   * @throws {StorageFailed} when the disk refused to hand one out.
   */
  changes(of: ChangesOf, limit: number, before?: number): Promise<ChangesPage>
  /** The runs of batch sync, oldest first. */
  syncRuns(): readonly SyncRun[]
  /**
   * The records a run of batch sync wrote, oldest first, at most `limit`, newer than `after` if given.
   * @throws {StoreRefusal} `data-unreadable` when one of them is damaged on the disk.
   * @throws {StorageFailed} when the disk refused to hand one out.
   */
  syncRunRecords(run: string, limit: number, after?: number): Promise<readonly RecordedCommit[]>
  readonly credentials: CredentialStore
  readonly secrets: SecretStore
  /**
   * Writes what changed since the last one to the snapshot. Cheap to call, safe at any moment.
   * @throws {StorageFailed} when the disk refused; the snapshot before it stays in use.
   */
  checkpoint(): Promise<void>
  /**
   * Writes a whole copy of the desk as it is durably at one moment into a new folder, and checks it; commits go on
   * meanwhile. Backups wait for one another. Whatever goes wrong, what was written is removed.
   * @throws {FolderUnfit} when that folder cannot be used, or there is nothing to back up yet.
   * @throws {StorageFailed} when the data folder cannot be read.
   * @throws {StoreRefusal} `data-unreadable` when the journal on the disk turns out to be damaged.
   * @throws the signal's reason when it is aborted.
   */
  backup(request: BackupRequest): Promise<BackupFacts>
  status(): StoreStatus
  /** Waits for what is under way, takes a checkpoint, lets go of the folder; later transacts are refused. */
  close(): Promise<void>
}
