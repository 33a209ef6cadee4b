import type { Account, Card, Person, Settings } from '../../shared/model'
import type { Refusal } from '../../shared/errors'
import type { Commit } from './events'

/** Things that are numbered by the desk itself; numbers count up and are never used twice. */
export const counters = ['card', 'temporary-card', 'order', 'person', 'account', 'batch', 'sync-run'] as const
export type Counter = (typeof counters)[number]

/** Who the desk is for a bureau, and from which order number on. */
export interface DeskIdentity {
  /** Tells two desks apart. */
  readonly desk: string
  /** Orders numbered above this one were given out under this identity. */
  readonly ordersAfter: number
  /** The record that says so. */
  readonly sequence: number
}

/**
 * What a decision may look at: the desk as it is, durably, at this moment. Reading is all it offers;
 * the store notes what was read, so that decisions written in one flush never rest on each other.
 */
export interface DeskView {
  /** Sequence of the newest commit this view shows; 0 for an empty desk. */
  readonly sequence: number
  card(id: string): Card | undefined
  person(id: string): Person | undefined
  /** Cards and temporary cards whose holder is that person, in any state. */
  cardsOf(person: string): readonly Card[]
  account(id: string): Account | undefined
  accounts(): readonly Account[]
  personWithEmployeeNumber(employeeNumber: string): Person | undefined
  settings(): Settings
  /** The identities of the desk, oldest first: one, and one more for each time a backup was restored. */
  desks(): readonly DeskIdentity[]
  /** The next `count` ids of that kind, such as `TC-000482`; taken only if the decision is committed. */
  nextIds(counter: Counter, count: number): readonly string[]
}

/** The answer of a decision: what to write, or why nothing is written. */
export type Decision = ({ readonly ok: true } & Commit) | Refusal

const prefixes: Record<Counter, string> = {
  card: 'C',
  'temporary-card': 'TC',
  order: 'O',
  person: 'P',
  account: 'U',
  batch: 'B',
  'sync-run': 'S',
}

/** The id with that number: `C-000123`. Six digits at least, more when the desk grows past them. */
export function formatId(counter: Counter, number: number): string {
  return `${prefixes[counter]}-${String(number).padStart(6, '0')}`
}

/** The number in an id of that kind; 0 when it is not one. */
export function numberOfId(counter: Counter, id: string): number {
  const prefix = prefixes[counter]
  if (!id.startsWith(prefix) || id[prefix.length] !== '-') return 0
  const digits = id.slice(prefix.length + 1)
  return /^\d+$/.test(digits) ? Number(digits) : 0
}
