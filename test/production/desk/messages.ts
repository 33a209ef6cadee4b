/**
 * What the desk's process and the test tell each other: one JSON line each. This file is read by both programs and
 * needs neither of them.
 */

/** What was put into the desk's queue. */
export interface Filled {
  readonly kind: 'filled'
  readonly desk: string
  readonly cards: readonly { readonly card: string; readonly order: string }[]
}

/** A card of the desk as it is at the end. */
export interface CardAtEnd {
  readonly card: string
  readonly state: string
  readonly order: string
}

/** The desk after everything. */
export interface Read {
  readonly kind: 'read'
  readonly cards: readonly CardAtEnd[]
  /** Orders that left and have no answer. */
  readonly onTheWay: number
}

/** The longest time in which nothing else had its turn, in milliseconds; each figure the longest by itself. */
export interface PauseFigures {
  /** The thread's own work. */
  readonly own: number
  /** On the clock, without the time in which the machine ran other programs; waiting for helpers of its own is in it. */
  readonly milliseconds: number
  /** On the clock. */
  readonly onTheClock: number
}

export interface Pause extends PauseFigures {
  readonly kind: 'pause'
  readonly during: 'start' | 'work'
}

export const noPause: PauseFigures = { milliseconds: 0, onTheClock: 0, own: 0 }

export function longer(one: PauseFigures, other: PauseFigures): PauseFigures {
  return {
    milliseconds: Math.max(one.milliseconds, other.milliseconds),
    onTheClock: Math.max(one.onTheClock, other.onTheClock),
    own: Math.max(one.own, other.own),
  }
}

export function isSame(one: PauseFigures, other: PauseFigures): boolean {
  return one.own === other.own && one.milliseconds === other.milliseconds && one.onTheClock === other.onTheClock
}

export type DeskMessage =
  | Filled
  | Read
  | Pause
  /** The folder is open and somebody is signed in. */
  | { readonly kind: 'open'; readonly milliseconds: number }
  /** How much there is still to do: three for a queued card, two for an ordered one, one for one in production. */
  | { readonly kind: 'left'; readonly left: number; readonly running: boolean }
  /** A run came to its end. */
  | {
      readonly kind: 'ran'
      readonly end: string
      readonly problem: string | null
      readonly counts: Readonly<Record<string, number>>
    }
  /** Somebody searched or went into a wizard meanwhile: how often, and the longest wait for an answer. */
  | { readonly kind: 'visits'; readonly searches: number; readonly wizards: number; readonly slowest: number }
  /** Nothing is left to do. */
  | { readonly kind: 'over' }

/** How the desk reaches the bureau; part of the command line of `fill`. */
export interface Connected {
  readonly way: 'folder' | 'rest'
  /** The exchange folder, or the base address. */
  readonly place: string
  readonly clientId: string
  readonly ordersPerBatch: number
  readonly csv: boolean
}
