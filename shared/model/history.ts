import type { Actor, AnyState, SymbolicName } from '../lifecycle'

/** Who did something, when and in which capacity. */
export interface Stamp {
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string
  /** Account id; `null` for the program itself. */
  readonly user: string | null
  /** The name as it was then, so that the history reads the same for ever. */
  readonly name: string
  readonly role: Actor
}

/** One line of a card's history: one transition, or an edit that left the state as it was. */
export interface HistoryEntry extends Stamp {
  /** Journal sequence of the commit and the place within it: `481` or `481.2`. */
  readonly number: string
  readonly process: SymbolicName
  readonly from: AnyState | null
  readonly to: AnyState
  readonly comment: string
  /** The input that matters, by field name; never a PIN, PUK or password. */
  readonly input: Readonly<Record<string, string | number | boolean>>
  /** Where it was taken over from, when it was not done in this desk; empty otherwise. */
  readonly origin: string
}

/** One thing that was changed in settings, an account or a person, as people read it. */
export interface ChangeEntry extends Stamp {
  /** Journal sequence of the commit and the place within it: `481` or `481.2`. */
  readonly number: string
  /** What was changed: `Temporary card, Processing, commands`. */
  readonly subject: string
  /** Only what differs. Empty text = nothing there. */
  readonly changes: readonly { readonly label: string; readonly before: string; readonly after: string }[]
}
