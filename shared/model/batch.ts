import type { AnyState } from '../lifecycle'
import type { Stamp } from './history'

/** What the bureau can make of an order, as the desk's states count it: taken, being made, made, or failed. */
export const bureauStates = ['ordered', 'in-production', 'produced', 'failed'] as const
export type BureauState = (typeof bureauStates)[number]

/** What became of one order in a run of batch sync. Each has one documented treatment, see README. */
export const syncOutcomes = [
  /** The bureau has it: Processing → Ordered. */
  'sent',
  /** The bureau would not take it: Processing → Failed. */
  'refused',
  /** It certainly did not leave: it waits in the queue as before. */
  'not-sent',
  /** It may have arrived, and is sent again under the same id; or the bureau was asked and did not answer. */
  'unanswered',
  /** The bureau is further: → In production or Produced. */
  'moved',
  /** Production failed: → Failed. */
  'failed',
  /** The bureau says nothing new. */
  'unchanged',
  /** The bureau says less than it said before: the card stays as it is. */
  'backwards',
  /** The card no longer waits for this order: made and in use, ended, or ordered anew since. */
  'over',
  /** The bureau speaks of an order this desk never sent. */
  'unknown-order',
  /** The bureau's word has no meaning in Settings → Bureau. */
  'unknown-word',
  /** The bureau does not know an order it was sent. */
  'unknown-to-bureau',
  /** The disk refused to record it: it is taken in by the next run. */
  'not-saved',
] as const
export type SyncOutcome = (typeof syncOutcomes)[number]

export type SyncCounts = Readonly<Partial<Record<SyncOutcome, number>>>

/** How a run ended. `broken-off`: the program ended in the middle of it; the next start went on from there. */
export type SyncEnd = 'done' | 'stopped' | 'broken-off'

/** One run of batch sync. */
export interface SyncRun {
  /** `S-000034`. */
  readonly id: string
  /** When it began and who asked for it; `user: null` = by itself. */
  readonly started: Stamp
  /** ISO 8601 UTC with milliseconds; `null` while it is under way. */
  readonly ended: string | null
  readonly end: SyncEnd | null
  /** What went wrong beyond single orders, in one sentence; `null` when nothing did. */
  readonly problem: string | null
  readonly counts: SyncCounts
}

/** What became of one order in a run, where no card changed by it: the rest is in the cards' own histories. */
export interface SyncNote {
  readonly outcome: SyncOutcome
  /** Id of the card; `null` when the desk has none for that order. */
  readonly card: string | null
  /** The desk's order number; what the bureau named where it is none of this desk. */
  readonly order: string
  /** What the bureau said or why nothing was done, in one sentence. */
  readonly text: string
}

/** A file the bureau left for the desk, and what became of it. */
export interface SyncFile {
  readonly name: string
  /** `again`: one with the same content was taken in before; it is put away and changes nothing. */
  readonly outcome: 'taken-in' | 'again' | 'rejected'
  /** Why it was rejected; empty otherwise. */
  readonly reason: string
}

/** One order of a run as screens show it. */
export interface SyncLine extends SyncNote {
  /** The change of state it led to; `null` when the card stayed as it was. */
  readonly move: { readonly from: AnyState | null; readonly to: AnyState } | null
  /** Id of the batch it was sent in; `null` for what was heard about it. */
  readonly batch: string | null
}

/** How far the run under way is. */
export interface SyncProgress {
  /** Counts up with every change; `batch.follow` waits for the one after. */
  readonly number: number
  readonly phase: 'sending' | 'asking'
  /** What is being done now, in one sentence. */
  readonly text: string
  readonly done: number
  readonly total: number
  /** True from the moment somebody asked it to stop. */
  readonly stopping: boolean
}

/** Orders carried to the bureau by files, by its web service, or not at all. */
export const bureauConnections = ['simulated', 'folder', 'rest'] as const
export type BureauConnection = (typeof bureauConnections)[number]

export const orderFileFormats = ['json', 'csv'] as const
export type OrderFileFormat = (typeof orderFileFormats)[number]

/** How the desk reaches its bureau, and how it reads the bureau's words. */
export interface BureauSettings {
  readonly connection: BureauConnection
  readonly folder: {
    /** Absolute path of the exchange folder; empty until it is set. */
    readonly path: string
    /** The form of order files. Status files of either form are always read. */
    readonly format: OrderFileFormat
  }
  readonly rest: {
    /** Base address, `https://bureau.example/`; empty until it is set. */
    readonly address: string
    readonly organisation: string
    readonly clientId: string
    /** Under which name the secret is kept; never the secret itself. `null` until it is set. */
    readonly secret: string | null
  }
  /** Orders in one batch. */
  readonly ordersPerBatch: number
  /** What the bureau's status words mean. Upper and lower case, spaces, `-` and `_` make no difference. */
  readonly statusWords: readonly StatusWord[]
}

export interface StatusWord {
  readonly word: string
  readonly state: BureauState
}

/** A status word as words are compared: `In-production` and `IN_PRODUCTION` are one. */
export function foldedWord(word: string): string {
  return word
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
}
