import type { AnyState, CardType, OptionValues, Role, SymbolicName } from '../lifecycle'
import type { Card, CommandView, Person, SearchField } from '../model'

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
  readonly bureau: BureauStatus
  /** Version of the program. */
  readonly version: string
}

export interface BureauStatus {
  readonly name: string
  /** True while nothing really leaves this workstation. */
  readonly placeholder: boolean
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
  | { readonly kind: 'session'; readonly state: SessionState; readonly reason: SessionReason }
)
export type SessionReason = 'idle' | 'account-changed' | 'account-disabled'

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
