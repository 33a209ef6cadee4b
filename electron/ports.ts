import type { OperatingSystem, Runtime } from '../shared/model'

/**
 * What the desk needs from the world, as narrow interfaces: composition hands in the real ones,
 * tests hand in their own. Nothing in the engine or the processes reads the world any other way.
 */

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. May jump: the desk never relies on it going forward. */
  now(): number
}

export interface Ids {
  /** A name nobody can guess and that never comes twice, at least 128 bits. */
  random(): string
}

/** Protects secrets at rest with what the operating system has for that. */
export interface Vault {
  /** Why no secret can be kept on this workstation, in one sentence; `null` when one can. */
  unavailable(): string | null
  seal(secret: string): Uint8Array
  /** @throws {Error} when these bytes were not sealed by this user on this workstation. */
  open(sealed: Uint8Array): string
}

/** The desktop of the person at the window: it lets them choose folders, and shows them folders. */
export interface Desktop {
  /** Lets the person choose a folder, beginning in `start`; empty = wherever the system begins. `null` when they chose none. */
  chooseFolder(start: string): Promise<string | null>
  /**
   * Opens a folder in the system's own window for files.
   * @throws {Error} when the system refuses; the message is a sentence for people.
   */
  openFolder(path: string): Promise<void>
  /** Full path of the folder with crash dumps of the program; none where none are written. */
  readonly crashDumps?: string
}

/** The program itself, as whoever started it knows it. */
export interface Program {
  readonly version: string
  /** What runs it. Asked anew each time: the stand-in learns the version of its browser only from its window. */
  runtime(): Runtime
  system(): Promise<OperatingSystem>
  /** The text of the file that lists the packages of others in it; `null` when it is missing. */
  licences(): Promise<string | null>
}

export interface Log {
  /** `event` is a fixed phrase; `facts` hold ids, counts and durations, never personal data or secrets. */
  info(event: string, facts?: Readonly<Record<string, unknown>>): void
  warn(event: string, facts?: Readonly<Record<string, unknown>>): void
  error(event: string, facts?: Readonly<Record<string, unknown>>): void
}

/**
 * An unexpected error as the log may have it: what it is and where it was thrown, as one place. Stack
 * traces stay out of logs; they show the inside of the program to whoever is handed a log.
 */
export function errorFacts(error: unknown): { readonly error: string; readonly thrownAt: string } {
  if (!(error instanceof Error)) return { error: typeof error, thrownAt: '' }
  const [, thrownAt = ''] = /([^/\\(\s]+:\d+:\d+)\)?$/m.exec(error.stack?.split('\n    at ')[1] ?? '') ?? []
  return { error: `${error.name}: ${whyOf(error)}`, thrownAt }
}

/** Why something failed, as the log may have it: without paths, in which people's names stand. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  if ('loggedAs' in error) return String(error.loggedAs)
  // The system's own errors name the path in their message.
  if (!('code' in error) || typeof error.code !== 'string') return error.message
  return 'syscall' in error ? `${error.code} ${error.syscall}` : error.code
}

/** Now as the journal writes it: ISO 8601, UTC, milliseconds. */
export function timestamp(clock: Clock): string {
  return new Date(clock.now()).toISOString()
}

export const systemClock: Clock = { now: () => Date.now() }

/** A log that keeps nothing, for tools and tests that do not read it. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
