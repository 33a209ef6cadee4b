import type { Actor, AnyState, CardType, OptionValues, Role, SymbolicName } from '../../shared/lifecycle'
import type { Counter } from './view'
import type {
  Account,
  BackupSettings,
  BureauSettings,
  CardData,
  CommandSettings,
  DeskValues,
  Person,
  SearchField,
  SettingsTab,
  Stamp,
  SyncCounts,
  SyncEnd,
  SyncFile,
  SyncNote,
} from '../../shared/model'

/**
 * What can happen in a desk. The journal holds nothing but these; everything else is derived from
 * them. An event is never changed once written: a new need is a new kind of event, or a new optional
 * field, with a migration in `electron/store/migrations.ts` where old records must read differently.
 */
export type DeskEvent =
  | DeskFounded
  | DeskRestored
  | CardMoved
  | CardEdited
  | PersonSaved
  | AccountSaved
  | SettingsSaved
  | SyncStarted
  | SyncNoted
  | SyncEnded

/** The first event of every journal. */
export interface DeskFounded {
  readonly type: 'desk-founded'
  /** Tells two desks apart, so that a journal is never joined to another desk's snapshot. */
  readonly desk: string
}

/**
 * A backup was put in the place of the desk's data, or is opened itself. From here on the desk has another
 * identity, so that orders which are given numbers again are not those a bureau knows from before.
 */
export interface DeskRestored {
  readonly type: 'desk-restored'
  /** The new identity. */
  readonly desk: string
  /** What was restored: whose backup, its newest record and when it was made. */
  readonly backup: {
    readonly desk: string
    readonly sequence: number
    readonly hash: string
    /** ISO 8601 UTC with milliseconds. */
    readonly at: string
  }
  /**
   * The highest numbers that the data which was there before had given out, as far as that could be read: they
   * are not given out again.
   */
  readonly numbers: Readonly<Partial<Record<Counter, number>>>
}

interface CardEvent {
  readonly card: string
  readonly cardType: CardType
  readonly process: SymbolicName
  /** The card's version after this event. Replaying an event the card already has changes nothing. */
  readonly version: number
  /** Sequence of the record with the card's event before this one; `null` for its first. */
  readonly previous: number | null
  readonly comment?: string
  readonly input?: Readonly<Record<string, string | number | boolean>>
  readonly set?: Partial<CardData>
  /** The run of batch sync that wrote it, `S-000034`. */
  readonly run?: string
  /** Who did it and when, where that is not the one who wrote the record: history taken over from elsewhere. */
  readonly as?: Stamp & { readonly origin: string }
}

/** One transition; `from: null` makes the card. */
export interface CardMoved extends CardEvent {
  readonly type: 'card-moved'
  readonly from: AnyState | null
  readonly to: AnyState
}

/** Data changed, the state did not. */
export interface CardEdited extends CardEvent {
  readonly type: 'card-edited'
  readonly state: AnyState
}

/** A person was added or changed; holds the whole record as it is now. */
export interface PersonSaved {
  readonly type: 'person-saved'
  readonly person: Person
}

/** An account was added or changed; holds the whole record as it is now, never a password or its hash. */
export interface AccountSaved {
  readonly type: 'account-saved'
  readonly account: Account
  readonly change: 'added' | 'changed' | 'password-set'
}

/** A run of batch sync began; the record says when, and who asked for it. */
export interface SyncStarted {
  readonly type: 'sync-started'
  /** `S-000034`. */
  readonly run: string
}

/** What a run met that changed no card, and files it took in or rejected. */
export interface SyncNoted {
  readonly type: 'sync-noted'
  readonly run: string
  readonly notes: readonly SyncNote[]
  readonly files: readonly SyncFile[]
}

/** A run of batch sync is over. */
export interface SyncEnded {
  readonly type: 'sync-ended'
  readonly run: string
  readonly end: SyncEnd
  readonly problem: string | null
  readonly counts: SyncCounts
}

export type SettingsSaved = { readonly type: 'settings-saved' } & SettingsChange

export type SettingsChange =
  | { section: 'commands'; cardType: CardType; tab: SettingsTab; before: CommandSettings; after: CommandSettings }
  | { section: 'general'; cardType: CardType; before: GeneralSettings; after: GeneralSettings }
  | { section: 'process-roles'; process: SymbolicName; before: readonly Role[]; after: readonly Role[] }
  | { section: 'options'; before: Partial<OptionValues>; after: Partial<OptionValues> }
  | { section: 'desk'; before: DeskValues; after: DeskValues }
  | { section: 'bureau'; before: BureauSettings; after: BureauSettings }
  | { section: 'backup'; before: BackupSettings; after: BackupSettings }

export interface GeneralSettings {
  readonly searchFields: readonly SearchField[]
  readonly layouts: readonly string[]
}

/** What is written for one decision: all of it or nothing. */
export interface Commit {
  /** When it was decided, ISO 8601 UTC with milliseconds, and by whom. */
  readonly by: Stamp
  readonly events: readonly DeskEvent[]
}

/** A commit as the journal has it. */
export interface RecordedCommit extends Commit {
  readonly sequence: number
}

export const systemName = 'Card Desk'

/** The stamp of the program itself. */
export function systemStamp(at: string): Stamp & { role: Actor } {
  return { at, user: null, name: systemName, role: 'system' }
}
