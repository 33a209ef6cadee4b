import type { AnyState, SymbolicName } from '../lifecycle'

/** A field of a wizard's step, ready to be drawn. Values travel as text, number, list or `null` (empty). */
export type Field = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly required: boolean
} & (
  | { readonly kind: 'text'; readonly maximumLength: number; readonly lines: number }
  | { readonly kind: 'choice'; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  | { readonly kind: 'date'; readonly earliest: string; readonly latest: string }
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'person' }
  /** Several persons; the answer is a list of ids. */
  | { readonly kind: 'persons'; readonly maximum: number }
  /**
   * A PIN or PUK: digits, never shown and never sent back to the window. `repeats` names the field whose
   * value it must repeat, `differsFrom` the one it must not.
   */
  | {
      readonly kind: 'secret-number'
      readonly minimumLength: number
      readonly maximumLength: number
      readonly repeats?: string
      readonly differsFrom?: string
    }
)

export type AnswerValue = string | number | boolean | null | readonly string[]
export type Answers = Readonly<Record<string, AnswerValue>>

/** One line of what was chosen. A `day` is an ISO 8601 date, drawn as people write days. */
export interface ReviewLine {
  readonly label: string
  readonly value: string
  readonly kind?: 'day'
}

/** One of the cards or persons a run over several is about, with what stands against it beforehand. */
export interface SubjectLine {
  /** Id of the card or person. */
  readonly id: string
  readonly label: string
  readonly detail: string
  /** Why it would be refused as things stand; `null` when nothing stands against it. */
  readonly problem: string | null
}

/** One page of a wizard. */
export interface StepView {
  readonly id: string
  readonly title: string
  /** One sentence: what this step is about or what Next will do. */
  readonly text: string
  readonly fields: readonly Field[]
  /** What was chosen so far, shown on a confirming page. */
  readonly review: readonly ReviewLine[]
  /** The cards or persons of a run over several, shown on its confirming page. */
  readonly subjects: readonly SubjectLine[]
  /** Something that deserves attention before going on, such as a part that is simulated. */
  readonly warning: string | null
}

/** A running wizard as the window draws it. Main holds the run; this is a picture of it. */
export interface RunView {
  readonly run: string
  readonly process: SymbolicName
  readonly title: string
  /** The card it runs on; `null` when it makes a new one or runs on several. */
  readonly card: string | null
  /** Every card it runs on; empty when it makes new ones. */
  readonly cards: readonly string[]
  readonly stepNumber: number
  readonly stepCount: number
  readonly step: StepView
  /** What has been answered so far, also the values a step starts with. */
  readonly answers: Answers
  /** Why the work of the last Next did not succeed; the page can be tried again. `null` when nothing went wrong. */
  readonly problem: string | null
  /** What the last Next does, as a hint beside the button; `null` before the last step. */
  readonly finishHint: string | null
}

/** Work under way: encoding a chip, asking the bureau, many cards one after another. */
export interface RunProgress {
  readonly run: string
  readonly title: string
  /** Counts up with every change; `processes.follow` waits for the one after. */
  readonly number: number
  /** What is being done now, in one sentence. */
  readonly text: string
  readonly done: number
  readonly total: number
  /** False from the moment it can no longer be stopped. */
  readonly stoppable: boolean
  /** What is simulated about it, in one sentence; `null` when nothing is. */
  readonly simulated: string | null
}

/** What Next leads to. */
export type Advance =
  | { readonly kind: 'step'; readonly view: RunView }
  | { readonly kind: 'working'; readonly progress: RunProgress }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }

/** How a run ended, card by card. */
export interface Outcome {
  readonly process: SymbolicName
  readonly title: string
  readonly text: string
  readonly cards: readonly {
    /** The card's id; empty when none was made. */
    readonly id: string
    /** The card's number, or the person's name when no card was made for them. */
    readonly label: string
    readonly ok: boolean
    /** `null` when no card was made. */
    readonly state: AnyState | null
    readonly stateLabel: string
    /** Why it went wrong; empty when it went well. */
    readonly message: string
  }[]
  /** Commands that are likely next, on the first card. */
  readonly next: readonly CommandView[]
}

/** A command under "What do you want to do?". */
export interface CommandView {
  readonly process: SymbolicName
  readonly name: string
  /** Why it cannot be run just now although it is offered; `null` when it can. */
  readonly disabledBecause: string | null
}
