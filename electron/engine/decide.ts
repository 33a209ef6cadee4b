import { type Refusal, refusal } from '../../shared/errors'
import type { SessionUser } from '../../shared/contract/responses'
import { type ProcessDefinition, processOf, type SymbolicName } from '../../shared/lifecycle'
import type { Answers, Card, Person } from '../../shared/model'
import { t } from '../../shared/texts'
import { changedRefusal, roleFor, startRefusal } from './allowed'
import { notFound } from './refusals'
import { checkFields } from './fields'
import type { Partners, ProcessContext, ProcessPackage, WorkDone } from './process-package'
import type { Decision, DeskView } from './view'

/** A process somebody wants to run, with what the wizard collected. */
export interface RunCommand {
  readonly process: SymbolicName
  readonly card: string | null
  /** The card's version when the wizard was opened; `null` for a new card. */
  readonly cardVersion: number | null
  readonly person: string | null
  readonly answers: Answers
  /** What the pages' work has brought; nothing for most processes. */
  readonly done?: WorkDone
  /** How many cards or persons the run is about; 1 when it is left out. */
  readonly count?: number
}

/** What a decision needs besides the desk and the command: all of the world it may know. */
export interface DecisionContext {
  readonly user: SessionUser
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string
  /** ISO 8601 date at this workstation. */
  readonly today: string
  readonly partners: Partners
  readonly packages: ReadonlyMap<SymbolicName, ProcessPackage>
}

export type Prepared = { readonly ok: true; readonly context: ProcessContext; readonly package: ProcessPackage }

/**
 * Whether a process may run on the desk as it is: the card is there and has not moved on, and the five
 * rules hold. Opening a wizard, every Next and the commit ask this same question.
 */
export function prepare(view: DeskView, command: RunCommand, world: DecisionContext): Prepared | Refusal {
  const prepared = prepareApart(view, command, world)
  if (!prepared.ok) return prepared
  return prepared.package.condition?.(prepared.context, command.answers) ?? prepared
}

/**
 * As `prepare`, but without the process's own condition, which may rest on answers that are about to be
 * given anew: a page can be left for another answer although the answers so far would be refused.
 */
export function prepareApart(view: DeskView, command: RunCommand, world: DecisionContext): Prepared | Refusal {
  const process = processOf(command.process)
  const card = command.card === null ? null : view.card(command.card)
  const person = command.person === null ? null : view.person(command.person)
  if (card === undefined) return notFound('card', command.card ?? '')
  if (person === undefined) return notFound('person', command.person ?? '')
  if (!process) return refusal('process-not-available', t('errors.process-not-available', { process: command.process }))
  if (card && card.version !== command.cardVersion) return changedRefusal(view, world.user, world.packages, card)
  const refused = startRefusal(view, world.user, world.packages, process, card)
  if (refused) return refused
  const found = world.packages.get(process.symbolicName)
  if (!found) {
    const name = t(`lifecycle.processes.${process.symbolicName}.name`)
    return refusal('process-not-available', t('errors.process-not-available', { process: name }), {
      process: process.symbolicName,
    })
  }
  if (card?.order?.sending) return stillSending(card)
  const count = command.count ?? 1
  const context = contextOf(view, world, process, { card, person, count, able: count })
  return { ok: true, context, package: found }
}

/**
 * While the bureau's answer is awaited nothing else happens to the card: what it waits for might be undone
 * otherwise, and the answer is recorded as the end of the process that asked for it.
 */
function stillSending({ id }: Card): Refusal {
  return refusal('condition-not-met', t('errors.condition-not-met.sending', { card: id }), { card: id })
}

/** What stands against a process that runs on a card, as far as the person alone decides it. */
export function personRefusal(
  view: DeskView,
  process: ProcessDefinition,
  person: Person,
  world: DecisionContext,
): Refusal | null {
  const context = contextOf(view, world, process, { card: null, person, count: 1, able: 1 })
  return world.packages.get(process.symbolicName)?.condition?.(context, {}) ?? null
}

function contextOf(
  view: DeskView,
  { user, at, today, partners }: DecisionContext,
  process: ProcessDefinition,
  subject: Pick<ProcessContext, 'card' | 'person' | 'count' | 'able'>,
): ProcessContext {
  const role = roleFor(view.settings(), user, process) ?? 'operator'
  return { view, user, by: { at, user: user.id, name: user.name, role }, today, ...subject, ...partners }
}

/**
 * The last Next: everything is checked once more on the desk as it is now, then the process says what
 * is written. Pure; refuses with the reason, and then nothing is written.
 */
export function decide(view: DeskView, command: RunCommand, world: DecisionContext): Decision {
  const prepared = prepare(view, command, world)
  if (!prepared.ok) return prepared
  const { context } = prepared
  const done = command.done ?? {}
  // PINs never come here: the runner checks them on their page and keeps them apart.
  const fields = prepared.package
    .steps(context, command.answers, done)
    .flatMap((step) => step.fields)
    .filter((field) => field.kind !== 'secret-number')
  const { values, faults } = checkFields(view, fields, command.answers)
  const all = { ...prepared.package.faults?.(context, values), ...faults }
  if (Object.keys(all).length > 0) return refusal('invalid-answers', t('errors.invalid-answers'), { fields: all })
  return { ok: true, by: context.by, events: prepared.package.commit(context, values, done) }
}
