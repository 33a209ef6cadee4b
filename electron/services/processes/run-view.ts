import type { SessionUser } from '../../../shared/contract/responses'
import { endsIn, processOf } from '../../../shared/lifecycle'
import { type Card, fullName, type Outcome, type RunView, type SubjectLine } from '../../../shared/model'
import { processName, stateLabel, t } from '../../../shared/texts'
import type { DecisionContext, Prepared } from '../../engine/decide'
import type { DeskView } from '../../engine/view'
import type { Cards } from '../cards'
import { pageOf, prepareSubjects, type Run, type Subject, stepsOf, subjectsOf } from './run'

/** What is said above a page besides its own text. */
export interface PageNews {
  /** Something changed since the page was shown last. */
  readonly changed?: boolean
  /** Why the work of the last Next did not succeed. */
  readonly problem?: string
}

/** A run as the window draws it; remembers the page as shown and fills in what the process suggests. */
export function viewOf(view: DeskView, run: Run, prepared: Prepared, world: DecisionContext, news: PageNews): RunView {
  const { context, package: found } = prepared
  run.answers = { ...found.suggest?.(context, run.answers), ...run.answers }
  const last = run.place + 1 === stepsOf(prepared, run).length
  const subjects = last ? subjectLines(view, run, world) : []
  run.able = subjects.length > 0 ? subjects.filter(({ problem }) => problem === null).length : undefined
  const steps = stepsOf(prepared, run)
  const step = steps[run.place] ?? steps[0]
  if (!step) throw new Error(`${run.process} has no pages`)
  run.shown = pageOf(prepared, run)
  const warnings = [news.changed ? t('wizards.changedMeanwhile') : '', step.warning ?? ''].filter((text) => text !== '')
  const { id, title, text, fields, review = [] } = step
  return {
    run: run.id,
    process: run.process,
    title: processName(run.process),
    card: run.several ? null : run.card,
    cards: subjectsOf(run, world).flatMap(({ card }) => card ?? []),
    stepNumber: run.place + 1,
    stepCount: steps.length,
    step: {
      id,
      title,
      text,
      fields,
      review,
      subjects,
      warning: warnings.join(' ') || null,
    },
    answers: run.answers,
    problem: news.problem ?? null,
    finishHint: last ? t('wizards.finish') : null,
  }
}

/** What the confirming page says about each card or person of a run over several. */
function subjectLines(view: DeskView, run: Run, world: DecisionContext): readonly SubjectLine[] {
  const subjects = prepareSubjects(view, run, world)
  if (!run.several && !subjects.some(({ subject }) => subject.person !== run.person)) return []
  return subjects.map(({ subject, prepared }) => ({
    ...lineOf(view, subject),
    problem: prepared.ok ? null : prepared.error.message,
  }))
}

function lineOf(view: DeskView, { card: cardId, person: personId }: Subject): Omit<SubjectLine, 'problem'> {
  const card = cardId === null ? undefined : view.card(cardId)
  const person = view.person((card ? card.holder : personId) ?? '')
  const name = person ? fullName(person) : ''
  if (!card)
    return { id: personId ?? cardId ?? '', label: name || (cardId ?? ''), detail: person?.employeeNumber ?? '' }
  return {
    id: card.id,
    label: card.id,
    detail: [stateLabel(card.cardType, card.state), name].filter(Boolean).join(', '),
  }
}

/** What became of one subject: its cards as they are now, or why nothing was done about it. */
export type SubjectEnd = { readonly subject: Subject } & (
  | { readonly cards: readonly Card[]; readonly reason: null }
  | { readonly cards: null; readonly reason: string }
)

/** How a run ended, in one sentence and card by card. */
export function outcomeOf(
  view: DeskView,
  run: Run,
  ends: readonly SubjectEnd[],
  stopped: boolean,
  { cards: service, user, world }: { cards: Cards; user: SessionUser; world: DecisionContext },
): Outcome {
  const cards = ends.flatMap((end) => end.cards ?? [])
  const done = ends.filter((end) => end.cards).length
  const [first] = cards
  const several = ends.length > 1
  const counts = { done, total: ends.length }
  return {
    process: run.process,
    title: processName(run.process),
    text: several
      ? t(stopped ? 'wizards.outcomes.stopped' : 'wizards.outcomes.several', counts)
      : (ends[0]?.reason ?? world.packages.get(run.process)?.outcome(view, cards) ?? ''),
    cards: ends.flatMap((end) =>
      end.cards ? end.cards.map((card) => cardLine(run, card)) : [refusedLine(view, end.subject, end.reason)],
    ),
    next: first && !several ? service.commands(first, user) : [],
  }
}

function cardLine(run: Run, card: Card): Outcome['cards'][number] {
  const failed = hasFailed(run, card)
  return {
    id: card.id,
    label: card.id,
    ok: !failed && !card.order?.sending,
    state: card.state,
    stateLabel: stateLabel(card.cardType, card.state),
    message: messageOf(card, failed),
  }
}

function refusedLine(view: DeskView, subject: Subject, message: string): Outcome['cards'][number] {
  const card = view.card(subject.card ?? '')
  return {
    id: card?.id ?? '',
    label: lineOf(view, subject).label,
    ok: false,
    state: card?.state ?? null,
    stateLabel: card ? stateLabel(card.cardType, card.state) : '',
    message,
  }
}

/** Why a card did not go through; empty when it did. */
function messageOf(card: Card, failed: boolean): string {
  if (card.order?.sending) return t('wizards.outcomes.sending', { count: 1 })
  return (failed && card.order?.failure) || ''
}

/** True when it is this run that ended in Failed; a failed card can be edited well. */
function hasFailed({ process }: Run, { state }: Card): boolean {
  const definition = processOf(process)
  return state === 'failed' && definition !== undefined && endsIn(definition).includes(state)
}
