import { type Refusal, refusal } from '../../../shared/errors'
import type { AnswerValue, Answers } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { type DecisionContext, type Prepared, prepare, type RunCommand } from '../../engine/decide'
import type { Step, WorkDone } from '../../engine/process-package'
import type { DeskView } from '../../engine/view'
import type { Underway } from './underway'

/** A card or person that a run over several is about. */
export type Subject = Pick<RunCommand, 'card' | 'cardVersion' | 'person'>

/** A wizard somebody has open. It lives here alone: nothing of it is written before the last Next. */
export interface Run extends RunCommand {
  readonly id: string
  readonly user: string
  /** The cards of a run over several; `null` for a run on one card, or on none. */
  readonly several: readonly Subject[] | null
  /** Place of the page being shown. */
  place: number
  answers: Answers
  /** PINs and PUKs by field name. Never part of a view, an event or a log. */
  readonly secrets: Map<string, string>
  done: WorkDone
  /** How many subjects the confirming page says will be done; undefined where it lists none. */
  able: number | undefined
  /** The card of a run over several that could go through when it was last asked: it is asked about first. */
  leader?: Subject
  /** The last page shown, word for word: what the person has agreed to. */
  shown: string
  /** What the last Next has started; undefined while a page waits for the person. */
  underway: Underway | undefined
  /** True when it has ended and goes as soon as the window has been told how. */
  over: boolean
}

/** A subject with whether the process may run on it now. */
export interface PreparedSubject {
  readonly subject: Subject
  readonly prepared: Prepared | Refusal
}

/** The run's command for one of its subjects, which still is one of `count`, as the pages were. */
export function commandFor(run: Run, subject: Subject, count: number): RunCommand {
  const { process, answers, done } = run
  return { process, answers, done, ...subject, count }
}

/** What a run is about, one by one: its cards, the persons its answers name, or simply itself. */
export function subjectsOf(run: Run, world: DecisionContext): readonly Subject[] {
  const persons = world.packages.get(run.process)?.persons?.(run.answers) ?? []
  if (persons.length > 0) return persons.map((person) => ({ card: null, cardVersion: null, person }))
  return run.several ?? [run]
}

/** Whether each subject may go through the process on the desk as it is. */
export function prepareSubjects(view: DeskView, run: Run, world: DecisionContext): readonly PreparedSubject[] {
  const subjects = subjectsOf(run, world)
  return subjects.map((subject) => ({
    subject,
    prepared: prepare(view, commandFor(run, subject, subjects.length), world),
  }))
}

/**
 * Whether the wizard may go on. A run over several goes on while any of its cards could; the answer is
 * about one of those, or the reason of the first card when none could. `ask` says which rules count.
 */
export function prepareRun(view: DeskView, run: Run, world: DecisionContext, ask = prepare): Prepared | Refusal {
  const { several } = run
  if (!several) return ask(view, { ...run, count: Math.max(1, subjectsOf(run, world).length) }, world)
  const about = (subject: Subject) => ask(view, commandFor(run, subject, several.length), world)
  // Asking a thousand cards at every Next would hold up the desk, where all but the last are refused.
  const lead = run.leader && about(run.leader)
  if (lead?.ok) return lead
  let first: Refusal | undefined
  for (const subject of several) {
    const prepared = about(subject)
    if (prepared.ok) {
      run.leader = subject
      return prepared
    }
    first ??= prepared
  }
  if (!first) throw new Error('a run over several has cards')
  return first
}

/** The pages of a run as things stand. */
export function stepsOf({ context, package: found }: Prepared, run: Run): readonly Step[] {
  return found.steps({ ...context, able: run.able ?? context.count }, run.answers, run.done)
}

/**
 * The page being shown, word for word. Its work is left out: it follows from what is answered on the page
 * itself, and nobody sees it.
 */
export function pageOf(prepared: Prepared, run: Run): string {
  return JSON.stringify({ ...stepsOf(prepared, run)[run.place], work: undefined })
}

/** Keeps a page's secrets apart from its other answers. */
export function takeSecrets(run: Run, step: Step, values: Readonly<Record<string, AnswerValue>>): Answers {
  const secret = new Set(step.fields.filter((field) => field.kind === 'secret-number').map((field) => field.name))
  for (const name of secret) {
    const value = values[name]
    if (typeof value === 'string') run.secrets.set(name, value)
    else run.secrets.delete(name)
  }
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secret.has(name)))
}

/**
 * Another person chosen on a page makes everything answered after it stale: it was filled in for the
 * one before.
 */
export function forgetLater(answers: Answers, steps: readonly Step[], place: number, values: Answers): Answers {
  const changed = steps[place]?.fields.some(
    (field) => field.kind === 'person' && values[field.name] !== answers[field.name],
  )
  if (!changed) return answers
  const later = new Set(steps.slice(place + 1).flatMap((step) => step.fields.map((field) => field.name)))
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !later.has(name)))
}

/** The refusal for a wizard that has ended, of which whoever asks now cannot be told more. */
export function hasEnded(): Refusal {
  return refusal('run-not-found', t('errors.run-ended'))
}

/** The refusal for a wizard that is not open, or not open for whoever asks. */
export function notOpen(): Refusal {
  return refusal('run-not-found', t('errors.run-not-found'))
}
