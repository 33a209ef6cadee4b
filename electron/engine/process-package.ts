import type { PartnerStatus, SessionUser } from '../../shared/contract/responses'
import type { Refusal } from '../../shared/errors'
import type { SymbolicName } from '../../shared/lifecycle'
import type { Answers, Card, Certificate, Field, Person, ReviewLine, Stamp } from '../../shared/model'
import type { EncodedChip, Encoder } from '../encoding/port'
import type { BureauAnswer } from '../production/port'
import type { DeskEvent } from './events'
import type { DeskView } from './view'

/** What is known of the desk's partners while a process is described; none of them is spoken to here. */
export interface Partners {
  readonly bureau: PartnerStatus
  readonly encoder: PartnerStatus & Pick<Encoder, 'profiles' | 'trials'>
  readonly authority: PartnerStatus
}

/** What a process may look at. Everything it does follows from this: no clock, no random, no I/O. */
export interface ProcessContext extends Partners {
  readonly view: DeskView
  readonly user: SessionUser
  /** Who is acting, in which role, at which moment. */
  readonly by: Stamp
  /** The day at this workstation, ISO 8601 date. */
  readonly today: string
  /** The card it runs on; `null` for a process that makes one. In a run over several, the one it is about now. */
  readonly card: Card | null
  /** The person it was started from or, in a run for several persons, the one it is about now. */
  readonly person: Person | null
  /** How many cards or persons the run is about; 1 for an ordinary one. */
  readonly count: number
  /** Of how many of them the confirming page says that they will be done; what sentences count. */
  readonly able: number
}

/**
 * Work in the world outside that a page's Next does before the wizard goes on. When it does not succeed
 * the page is shown again with the reason, and nothing was changed.
 */
export type Work =
  /** Writes the chip with the run's answers named `pin` and `puk`. */
  | { readonly kind: 'encode'; readonly profile: string; readonly trial: string | null }
  | { readonly kind: 'issue'; readonly holder: string; readonly validFrom: string; readonly validThrough: string }
  | { readonly kind: 'ask-bureau' }

/** What the work of a run's pages has brought so far. */
export interface WorkDone {
  /** The chip, with the profile that was written to it. */
  readonly chip?: EncodedChip & { readonly profile: string }
  readonly certificates?: readonly Certificate[]
  readonly bureau?: BureauAnswer
}

/** One page of a wizard as a process describes it; numbering and answers are the runner's. */
export interface Step {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly fields: readonly Field[]
  readonly review?: readonly ReviewLine[]
  readonly warning?: string | null
  readonly work?: readonly Work[]
}

/**
 * A process the desk can run: a wizard as data, and the events its last Next writes. Every function
 * is pure and is called again at the commit with the desk as it is then. Secret answers (PIN, PUK) never
 * reach it: the runner hands them to the encoder alone.
 */
export interface ProcessPackage {
  readonly symbolicName: SymbolicName
  /** True for a process that may run over several cards at once. Such a process has no `work`. */
  readonly several?: true
  /** Its own condition beyond state, settings and role; `null` when nothing stands against it. */
  condition?(context: ProcessContext, answers: Answers): Refusal | null
  /** Answers the wizard starts with or fills in by itself, for fields nobody has answered yet. */
  suggest?(context: ProcessContext, answers: Answers): Answers
  /**
   * The pages, given what has been answered and done so far. Never empty; the last one confirms. In a run
   * over several, `context.card` is one of them here.
   */
  steps(context: ProcessContext, answers: Answers, done: WorkDone): readonly Step[]
  /**
   * The persons a run makes a card for, one after another, each standing or falling alone; left out by
   * every process that is about one. `condition` and `commit` are then called once for each.
   */
  persons?(answers: Answers): readonly string[]
  /**
   * What is wrong with answers that fit by themselves but not together, by field name; each is told at its
   * field. Empty when nothing is.
   */
  faults?(context: ProcessContext, answers: Answers): Readonly<Record<string, string>>
  /** What the last Next writes. The answers have passed the checks of every page's fields. */
  commit(context: ProcessContext, answers: Answers, done: WorkDone): readonly DeskEvent[]
  /** One sentence for the outcome, about the cards as they are after everything the run did. */
  outcome(view: DeskView, cards: readonly Card[]): string
}
