import type { Stamp } from './history'

/** How backups are made, as an administrator set it. */
export interface BackupSettings {
  /** Full path of the folder backups are written into; empty = none was chosen yet. */
  readonly folder: string
  /** True: one backup a day by itself, as soon as the desk runs on that day. */
  readonly daily: boolean
  /** How many of the daily ones are kept; older ones go once a newer one is verified. Those made by hand stay. */
  readonly keep: number
}

export const backupKinds = ['by-hand', 'daily', 'migration'] as const
export type BackupKind = (typeof backupKinds)[number]

/** A backup as it says of itself. */
export interface BackupFacts {
  /** Name of its folder. */
  readonly name: string
  /** Full path of its folder. */
  readonly path: string
  readonly kind: BackupKind
  /** Who had it made, and when. */
  readonly made: Stamp
  /** Identity of the desk it is a backup of. */
  readonly desk: string
  /** The newest record in it, and that record's hash, which stands for everything before it. */
  readonly sequence: number
  readonly hash: string
  readonly cards: number
  /** Bytes of all its files. */
  readonly bytes: number
}

/** What a check of the data folder found, as it is kept until the next one. */
export interface Verification {
  /** When it ended, ISO 8601 UTC with milliseconds. */
  readonly at: string
  readonly milliseconds: number
  readonly ok: boolean
  /** Records that are right, up to the first fault. */
  readonly records: number
  readonly cards: number
  /** Hash of the newest record that is right: the same hash, the same history. `null` without a record. */
  readonly hash: string | null
  /** What was checked and found right, as sentences. */
  readonly checked: readonly string[]
  /** The first fault, as a sentence that names file and record; `null` when there is none. */
  readonly fault: string | null
}

export const exportFormats = ['csv', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Long work on the data folder; one at a time. */
export const dataTaskKinds = ['verification', 'backup', 'export', 'restore'] as const
export type DataTaskKind = (typeof dataTaskKinds)[number]

/** How far the task under way is. */
export interface DataTaskProgress {
  readonly kind: DataTaskKind
  /** Counts up with each report. */
  readonly number: number
  /** Bytes dealt with so far, and altogether; 0 of 0 until that is known. */
  readonly done: number
  readonly total: number
  /** True once somebody asked it to stop. */
  readonly stopping: boolean
}

/** How a task ended. */
export interface DataTaskEnd {
  readonly kind: DataTaskKind
  /** ISO 8601 UTC with milliseconds. */
  readonly at: string
  /** `failed`: it could not be done, or a verification found a fault. */
  readonly end: 'done' | 'stopped' | 'failed'
  /** What came of it, as sentences for people. */
  readonly text: string
  /** Full path of what it wrote; `null` when it wrote nothing. */
  readonly path: string | null
}
