import type { AnyState, SymbolicName } from '../lifecycle'

/** A field of a wizard's step, ready to be drawn. Values travel as text, number or `null` (empty). */
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
)

export type AnswerValue = string | number | boolean | null
export type Answers = Readonly<Record<string, AnswerValue>>

/** One line of what was chosen. A `day` is an ISO 8601 date, drawn as people write days. */
export interface ReviewLine {
  readonly label: string
  readonly value: string
  readonly kind?: 'day'
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
  /** Something that deserves attention before going on, such as a part that is simulated. */
  readonly warning: string | null
}

/** A running wizard as the window draws it. Main holds the run; this is a picture of it. */
export interface RunView {
  readonly run: string
  readonly process: SymbolicName
  readonly title: string
  /** The card it runs on; `null` when it makes a new one. */
  readonly card: string | null
  readonly stepNumber: number
  readonly stepCount: number
  readonly step: StepView
  /** What has been answered so far, also the values a step starts with. */
  readonly answers: Answers
  /** What the last Next does, as a hint beside the button; `null` before the last step. */
  readonly finishHint: string | null
}

/** How a run ended, card by card. */
export interface Outcome {
  readonly process: SymbolicName
  readonly title: string
  readonly text: string
  readonly cards: readonly {
    readonly id: string
    readonly ok: boolean
    readonly state: AnyState
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
