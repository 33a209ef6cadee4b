import type { Refusal } from '../../shared/errors'
import type { BureauStatus, SessionUser } from '../../shared/contract/responses'
import type { SymbolicName } from '../../shared/lifecycle'
import type { Answers, Card, Field, Person, ReviewLine, Stamp } from '../../shared/model'
import type { DeskEvent } from './events'
import type { DeskView } from './view'

/** What a process may look at. Everything it does follows from this: no clock, no random, no I/O. */
export interface ProcessContext {
  readonly view: DeskView
  readonly user: SessionUser
  /** Who is acting, in which role, at which moment. */
  readonly by: Stamp
  /** The day at this workstation, ISO 8601 date. */
  readonly today: string
  /** The card it runs on; `null` for a process that makes one. */
  readonly card: Card | null
  /** The person it was started from, if it was. */
  readonly person: Person | null
  readonly bureau: BureauStatus
}

/** One page of a wizard as a process describes it; numbering and answers are the runner's. */
export interface Step {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly fields: readonly Field[]
  readonly review?: readonly ReviewLine[]
  readonly warning?: string | null
}

/**
 * A process the desk can run: a wizard as data, and the events its last Next writes. Every function
 * is pure and is called again at the commit with the desk as it is then.
 */
export interface ProcessPackage {
  readonly symbolicName: SymbolicName
  /** Its own condition beyond state, settings and role; `null` when nothing stands against it. */
  condition?(context: ProcessContext, answers: Answers): Refusal | null
  /** Answers the wizard starts with or fills in by itself, for fields nobody has answered yet. */
  suggest?(context: ProcessContext, answers: Answers): Answers
  /** The pages, given what has been answered so far. Never empty; the last one confirms. */
  steps(context: ProcessContext, answers: Answers): readonly Step[]
  /** What the last Next writes. The answers have passed the checks of every page's fields. */
  commit(context: ProcessContext, answers: Answers): readonly DeskEvent[]
  /** One sentence for the outcome, about the cards as they are after everything the run did. */
  outcome(view: DeskView, cards: readonly Card[]): string
}
