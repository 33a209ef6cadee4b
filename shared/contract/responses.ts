import type { AnyState, CardType, OptionValues, Role, SymbolicName } from '../lifecycle'
import type {
  BackupFacts,
  BackupSettings,
  BureauConnection,
  Card,
  CommandView,
  DataTaskEnd,
  DataTaskProgress,
  Order,
  Person,
  SearchField,
  SyncFile,
  SyncLine,
  SyncOutcome,
  SyncProgress,
  SyncRun,
  Verification,
} from '../model'

/** The person who is signed in, as screens need them. */
export interface SessionUser {
  readonly id: string
  readonly userName: string
  readonly name: string
  readonly roles: readonly Role[]
}

export type SessionState =
  /** No administrator can sign in yet: the window asks for one. */
  | { readonly phase: 'first-start' }
  | { readonly phase: 'signed-out' }
  | { readonly phase: 'signed-in'; readonly user: SessionUser; readonly idleLockMinutes: number }
  | { readonly phase: 'locked'; readonly user: SessionUser; readonly idleLockMinutes: number }

/** How many cards of a type are in each state; a state without cards is not listed. */
export type Counts = Readonly<Record<CardType, Readonly<Partial<Record<AnyState, number>>>>>

/** What a window starts from; notices keep it up to date. */
export interface DeskSnapshot {
  /** Number of the newest notice this snapshot includes; the next one is this plus one. */
  readonly notice: number
  readonly sequence: number
  readonly counts: Counts
  readonly options: OptionValues
  readonly searchFields: Readonly<Record<CardType, readonly SearchField[]>>
  /** Processes that make a new card and that this user may start now. */
  readonly newCommands: Readonly<Record<CardType, readonly CommandView[]>>
  readonly bureau: PartnerStatus
  readonly batch: BatchStatus
  readonly encoder: PartnerStatus
  readonly authority: PartnerStatus
  /** Version of the program. */
  readonly version: string
}

/** Something outside the desk it works with: the bureau, the chip encoder, the certificate authority. */
export interface PartnerStatus {
  readonly name: string
  /** True while it only plays its part on this workstation; every screen that uses it says so. */
  readonly simulated: boolean
}

/**
 * Main tells a window what changed. Numbers count up by one per window; a window that misses one
 * asks for a new snapshot.
 */
export type Notice = { readonly number: number } & (
  | {
      readonly kind: 'changed'
      readonly sequence: number
      /** The cards that changed; `null` when they are too many to name. */
      readonly cards: readonly string[] | null
      readonly persons: boolean
      readonly accounts: boolean
      readonly settings: boolean
      readonly counts: Counts
    }
  /** A run of batch sync began or ended, or the next one is at another time. */
  | { readonly kind: 'batch'; readonly batch: BatchStatus }
  | { readonly kind: 'session'; readonly state: SessionState; readonly reason: SessionReason }
)
export type SessionReason = 'idle' | 'account-changed' | 'account-disabled' | 'data-restored'

export interface CardRow {
  readonly id: string
  readonly cardType: CardType
  readonly state: AnyState
  readonly holder: string | null
  readonly holderName: string
  readonly employeeNumber: string
  readonly email: string
  readonly upn: string
  readonly organisationalUnit: string
  readonly layout: string
  readonly title: string
  readonly order: string
  readonly cardNumber: string
  /** ISO 8601 date or empty. */
  readonly validThrough: string
  /** ISO 8601 UTC. */
  readonly created: string
  readonly changed: string
}

export interface SearchResult {
  /** Exact number of cards found, however many are shown. */
  readonly total: number
  readonly rows: readonly CardRow[]
  /** The desk's sequence the result reflects: pages of one list share it, or the list is read anew. */
  readonly sequence: number
}

/** As `SearchResult`, for persons. */
export interface PersonSearchResult {
  readonly total: number
  readonly rows: readonly Person[]
  readonly sequence: number
}

export interface Found {
  readonly cards: readonly CardRow[]
  readonly persons: readonly Person[]
}

export interface CardProfile {
  readonly card: Card
  readonly holder: Person | null
  /** What this user may do with this card now, in the administrator's order. */
  readonly commands: readonly CommandView[]
  /** The states the card can reach in one step, by which processes. */
  readonly reachable: readonly { readonly state: AnyState; readonly processes: readonly SymbolicName[] }[]
}

/** A command on a person's profile. */
export interface PersonCommand extends CommandView {
  /** `temporary-card`: it runs on a card from the stock, which is chosen first. */
  readonly needs: 'nothing' | 'temporary-card'
}

export interface PersonProfile {
  readonly person: Person
  /** Cards and temporary cards they hold or held last, newest change first. */
  readonly cards: readonly CardRow[]
  /** What this user may do for this person now. */
  readonly commands: readonly PersonCommand[]
}

/** One order with whoever asked for it and whoever it is for. */
export interface RequestRow {
  readonly card: CardRow
  readonly order: Order
  readonly holder: Person | null
  readonly requester: {
    readonly name: string
    /** Empty when it was asked for before it came to this desk. */
    readonly userName: string
    /** Their own record as a holder, if their account is linked to one. */
    readonly person: Person | null
  }
  /** What this user may do with it now: approve, reject, abort. */
  readonly commands: readonly CommandView[]
}

/** Orders that are not delivered yet, by how long ago they were asked for. */
export interface OrderAge {
  /** Whole days at this workstation, from and to (both included); `to: null` = and older. */
  readonly from: number
  readonly to: number | null
  readonly card: number
  readonly temporaryCard: number
}

/** The start of the day at a desk. Counts per state are in the snapshot and its notices. */
export interface Overview {
  readonly sequence: number
  /** The day at this workstation, ISO 8601 date. */
  readonly today: string
  /** Requests this user may decide. */
  readonly toDecide: number
  /** This user's own requests that still wait, and those decided within the last seven days. */
  readonly ownWaiting: number
  readonly ownDecided: readonly RequestRow[]
  readonly orderAges: readonly OrderAge[]
  /** Cards whose ordering or production failed today. */
  readonly failedToday: { readonly total: number; readonly rows: readonly CardRow[] }
  /** Temporary cards to come back: the day they are due is today, or is past. */
  readonly due: { readonly today: number; readonly overdue: number; readonly rows: readonly CardRow[] }
}

/** How batch sync stands. Queued and open orders are in the counts per state. */
export interface BatchStatus {
  readonly connection: BureauConnection
  /** A run is under way; `batch.follow` tells how far. */
  readonly running: boolean
  /** The newest run; `null` before the first. */
  readonly lastRun: SyncRun | null
  /** When the next one begins by itself, ISO 8601 UTC; `null` = only by hand. */
  readonly nextAt: string | null
  /** Orders that left in a batch and have no answer yet: they are sent again under the same id. */
  readonly onTheWay: number
}

/** A run of batch sync with a page of what became of its orders. */
export interface BatchRunDetails {
  readonly run: SyncRun
  readonly files: readonly SyncFile[]
  /** How many lines fit what was asked for. */
  readonly total: number
  readonly lines: readonly SyncLine[]
}

/** What following a run leads to: how far it is, or the run as it ended. `null` = none is under way. */
export type BatchFollowed =
  | { readonly kind: 'running'; readonly progress: SyncProgress }
  | { readonly kind: 'ended'; readonly run: SyncRun }
  | { readonly kind: 'idle' }

/** What taking in what the bureau left would do now. Nothing was changed. */
export interface BatchPreview {
  readonly sources: readonly {
    /** Name of the file; `null` for answers to questions. */
    readonly name: string | null
    /** `taken-in`: it would be. */
    readonly outcome: SyncFile['outcome']
    readonly reason: string
    readonly counts: Readonly<Partial<Record<SyncOutcome, number>>>
    /** What would become of each order, those that change something or need a look first; at most 500. */
    readonly lines: readonly SyncLine[]
  }[]
  /** Why it could not be looked at, in one sentence; `null` when it could. */
  readonly problem: string | null
}

/** A process that can be run on several cards at once. */
export interface SeveralCommand {
  readonly process: SymbolicName
  readonly name: string
  /** On how many of the cards it can be run as they are now. */
  readonly able: number
}

/** Where the desk's data is and how it is kept. */
export interface DataStatus {
  /** Full path of the data folder. */
  readonly folder: string
  /** The desk's identity; `null` before its first record. */
  readonly desk: string | null
  /** The identities it had before backups were restored, oldest first. */
  readonly formerDesks: readonly string[]
  /** The newest record, and its hash: the fingerprint of the whole history. */
  readonly sequence: number
  readonly hash: string
  readonly cards: number
  readonly persons: number
  readonly journal: { readonly bytes: number; readonly files: number }
  readonly snapshot: {
    readonly bytes: number
    /** The newest record it shows; 0 before the first checkpoint. */
    readonly sequence: number
    /** When it was taken, ISO 8601 UTC with milliseconds; `null` before the first. */
    readonly at: string | null
  }
  /** Log files in `folder`/logs. */
  readonly logs: { readonly bytes: number; readonly files: number }
  /** Copies from before migrations, data replaced by a restore, and torn ends, all inside the data folder. */
  readonly putAside: { readonly bytes: number; readonly files: number }
  /** Where an unfinished record was put aside at this start; `null` when the journal was whole. */
  readonly tornTail: string | null
  /** The newest check; `null` before the first. */
  readonly verification: Verification | null
  /** The newest backup that was made and verified; `null` before the first. */
  readonly lastBackup: BackupFacts | null
  /** Why the newest attempt at a daily backup failed, and when; `null` when it did not. */
  readonly backupProblem: { readonly at: string; readonly text: string } | null
  readonly backup: { readonly version: number; readonly values: BackupSettings }
  /** The task under way; `null` when there is none. */
  readonly task: DataTaskProgress | null
  /** How the last task ended since the start; `null` before the first. */
  readonly lastTask: DataTaskEnd | null
  /** False where no window can choose and open folders. */
  readonly desktop: boolean
  /** Where crash dumps of the program are, outside the data folder; `null` where none are written. */
  readonly crashDumps: string | null
}

/** What following a task leads to: how far it is, or how the last one ended. */
export type DataFollowed =
  | { readonly kind: 'running'; readonly progress: DataTaskProgress }
  | { readonly kind: 'ended'; readonly end: DataTaskEnd }
  | { readonly kind: 'idle' }
