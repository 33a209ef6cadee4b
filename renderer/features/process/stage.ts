import type { DeskError } from '../../../shared/errors'
import type { Answers, Field, Outcome, RunProgress, RunView } from '../../../shared/model'

/** A page that waits for the person. */
export interface StepStage {
  readonly kind: 'step'
  readonly view: RunView
  /** What is in the fields of this page. PINs and PUKs are here as long as their page is, and no longer. */
  readonly answers: Answers
  /** What is wrong with which field. */
  readonly faults: Readonly<Record<string, string>>
  /** A refusal that can be mended, or a failure after which Next can be tried again. */
  readonly notice: DeskError | null
  /** Counts the times main has shown a page of this wizard: the same page may come again. */
  readonly shown: number
}

/** What the last Next has started is being done. */
export interface WorkingStage {
  readonly kind: 'working'
  readonly progress: RunProgress
  /** The page whose Next started it: it waits again if the work comes to nothing. Holds no PIN or PUK. */
  readonly page: StepStage
  /** Somebody has asked it to stop. */
  readonly stopping: boolean
  /** False while main cannot be asked how far it is, as behind a locked screen. */
  readonly followed: boolean
  /** Why it could not be followed or stopped. */
  readonly notice: DeskError | null
}

/** Where a wizard stands. */
export type Stage =
  | { readonly kind: 'opening' }
  | StepStage
  | WorkingStage
  /** The run is over and nothing was done. */
  | { readonly kind: 'refused'; readonly error: DeskError }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }

/** The page main answered, with what it knows in the fields: never a PIN or PUK, so that those start empty. */
export function stepStage(view: RunView, shown: number): StepStage {
  const values = view.step.fields.map(({ name }) => [name, view.answers[name] ?? null] as const)
  return { kind: 'step', view, answers: Object.fromEntries(values), faults: {}, notice: null, shown }
}

/** The page with its PINs and PUKs forgotten. */
export function withoutSecrets(stage: StepStage): StepStage {
  const secret = (field: Field) => field.kind === 'secret-number'
  if (!stage.view.step.fields.some(secret)) return stage
  const emptied = stage.view.step.fields.filter(secret).map(({ name }) => [name, null] as const)
  return { ...stage, answers: { ...stage.answers, ...Object.fromEntries(emptied) } }
}

/** The page to go on with when something can be mended: the one shown, or the one whose work is under way. */
export function pageOf(stage: Stage): StepStage | null {
  if (stage.kind === 'step') return stage
  return stage.kind === 'working' ? stage.page : null
}

/** The run main holds for this stage; `null` once it is over, or before it is there. */
export function runOf(stage: Stage): string | null {
  return pageOf(stage)?.view.run ?? null
}
