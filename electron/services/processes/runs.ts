import type { ParsedRequestOf, ResponseOf, SessionUser } from '../../../shared/contract'
import { type Answer, type Refusal, refusal } from '../../../shared/errors'
import type { Answers, Card, Outcome, RunView } from '../../../shared/model'
import { processName, stateLabel, t } from '../../../shared/texts'
import { actorNow } from '../../engine/actor'
import { type DecisionContext, decide, type Prepared, prepare, type RunCommand } from '../../engine/decide'
import { checkFields } from '../../engine/fields'
import type { Step } from '../../engine/process-package'
import type { Ids, Log } from '../../ports'
import type { Store } from '../../store/port'
import type { Cards } from '../cards'
import type { Production } from '../production'

interface Needs {
  readonly store: Store
  readonly cards: Cards
  readonly production: Production
  readonly ids: Ids
  readonly log: Log
  readonly world: (user: SessionUser) => DecisionContext
}

/** A wizard somebody has open. It lives here alone: nothing of it is written before the last Next. */
interface Run extends RunCommand {
  readonly id: string
  readonly user: string
  /** Place of the page being shown. */
  place: number
  answers: Answers
  /** The last page shown, word for word: what the person has agreed to. */
  shown: string
  /** True while the last Next is being carried out. */
  finishing: boolean
}

/** Wizards a window may have open at a time; opening one more gives up the oldest. */
const most = 8

/** The wizards of one window. */
export class Runs {
  private readonly runs = new Map<string, Run>()

  constructor(private readonly needs: Needs) {}

  /** Opens a wizard if its process may run now; changes nothing. */
  open({ process, card, person }: ParsedRequestOf<'processes.open'>, user: SessionUser): Answer<RunView> {
    const cardVersion = card === null ? null : (this.needs.store.view.card(card)?.version ?? null)
    const run: Run = {
      id: this.needs.ids.random(),
      user: user.id,
      process,
      card,
      cardVersion,
      person,
      place: 0,
      answers: {},
      shown: '',
      finishing: false,
    }
    const prepared = this.prepare(run, user)
    if (!prepared.ok) return prepared
    const oldest = this.runs.keys().next().value
    if (this.runs.size >= most && oldest !== undefined) this.runs.delete(oldest)
    this.runs.set(run.id, run)
    return { ok: true, value: this.view(run, prepared) }
  }

  /** Takes the answers of a page and goes on; on the last page carries the process out. */
  async next(
    { run: id, step, answers }: ParsedRequestOf<'processes.next'>,
    user: SessionUser,
  ): Promise<Answer<ResponseOf<'processes.next'>>> {
    const run = this.find(id, user)
    if (!run) return this.notOpen(id, user)
    const before = this.prepare(run, user)
    if (!before.ok) return this.refused(run, before)
    const steps = before.package.steps(before.context, run.answers)
    const current = steps[run.place]
    if (current?.id !== step) return refusal('run-not-found', t('errors.step-mismatch'), { run: id })
    const { values, faults } = checkFields(before.context.view, current.fields, answers)
    if (Object.keys(faults).length > 0)
      return refusal('invalid-answers', t('errors.invalid-answers'), { fields: faults })
    const taken = { ...forget(run.answers, steps, run.place, values), ...values }
    const prepared = this.prepare({ ...run, answers: taken }, user)
    if (!prepared.ok) return this.refused(run, prepared)
    run.answers = taken
    if (run.place + 1 < prepared.package.steps(prepared.context, taken).length) {
      run.place += 1
      return { ok: true, value: { kind: 'step', view: this.view(run, prepared) } }
    }
    return this.finish(run, user)
  }

  /** The page before, keeping what was typed on this one. */
  back({ run: id, step, answers }: ParsedRequestOf<'processes.back'>, user: SessionUser): Answer<RunView> {
    const run = this.find(id, user)
    if (!run) return this.notOpen(id, user)
    const prepared = this.prepare(run, user)
    if (!prepared.ok) return this.refused(run, prepared)
    const steps = prepared.package.steps(prepared.context, run.answers)
    const current = steps[run.place]
    if (current?.id !== step || run.place === 0) return refusal('run-not-found', t('errors.step-mismatch'), { run: id })
    const { values } = checkFields(prepared.context.view, current.fields, answers)
    run.answers = { ...forget(run.answers, steps, run.place, values), ...values }
    run.place -= 1
    return { ok: true, value: this.view(run, prepared) }
  }

  /** Closes a wizard; nothing happened. A wizard whose last Next is being carried out cannot be cancelled. */
  cancel(id: string, user: SessionUser): Answer<null> {
    const run = this.find(id, user)
    if (!run) return this.notOpen(id, user)
    this.runs.delete(run.id)
    this.needs.log.info('process cancelled', { process: run.process, card: run.card, user: user.id })
    return { ok: true, value: null }
  }

  /** The window was closed or signed out: every wizard in it is over. */
  clear(): void {
    this.runs.clear()
  }

  private async finish(run: Run, user: SessionUser): Promise<Answer<ResponseOf<'processes.next'>>> {
    const { store, production, log, world } = this.needs
    run.finishing = true
    let otherwise = null as Prepared | null
    const done = await store
      .transact((view) => {
        const actor = actorNow(view, user, null)
        if (!actor.ok) return actor
        const now = world(actor.user)
        // What is carried out is what the confirming page said, or the page is shown once more.
        const prepared = prepare(view, run, now)
        otherwise = prepared.ok && pageOf(prepared, run) !== run.shown ? prepared : null
        return otherwise ? notOpen() : decide(view, run, now)
      })
      .finally(() => {
        run.finishing = false
      })
    if (otherwise) return { ok: true, value: { kind: 'step', view: this.view(run, otherwise, true) } }
    if (!done.ok) return this.refused(run, done)
    this.runs.delete(run.id)
    const cards = await production.sendWaiting(done.cards.map(({ card }) => card))
    log.info('process finished', { process: run.process, user: user.id, cards: cards.length })
    return { ok: true, value: { kind: 'outcome', outcome: this.outcome(run, cards, user) } }
  }

  private outcome(run: Run, cards: readonly Card[], user: SessionUser): Outcome {
    const found = this.needs.world(user).packages.get(run.process)
    const first = cards[0]
    return {
      process: run.process,
      title: processName(run.process),
      text: found?.outcome(this.needs.store.view, cards) ?? '',
      cards: cards.map((card) => ({
        id: card.id,
        ok: card.state !== 'failed' && !card.order?.sending,
        state: card.state,
        stateLabel: stateLabel(card.cardType, card.state),
        message: messageOf(card),
      })),
      next: first ? this.needs.cards.commands(first, user) : [],
    }
  }

  private prepare(run: RunCommand, user: SessionUser): Prepared | Refusal {
    return prepare(this.needs.store.view, run, this.needs.world(user))
  }

  private find(id: string, user: SessionUser): Run | undefined {
    const run = this.runs.get(id)
    return run && run.user === user.id && !run.finishing ? run : undefined
  }

  private notOpen(id: string, user: SessionUser): Refusal {
    const run = this.runs.get(id)
    const finishing = run?.user === user.id && run.finishing
    return finishing ? refusal('run-not-found', t('errors.run-finishing')) : notOpen()
  }

  /** A refusal the person can mend keeps the wizard open; any other ends it. */
  private refused(run: Run, answer: Refusal): Refusal {
    const mendable = ['condition-not-met', 'invalid-answers', 'storage-failed'].includes(answer.error.code)
    if (!mendable) this.runs.delete(run.id)
    this.needs.log.info('process refused', { process: run.process, card: run.card, code: answer.error.code })
    return answer
  }

  private view(run: Run, prepared: Prepared, changed = false): RunView {
    const { context, package: found } = prepared
    run.answers = { ...found.suggest?.(context, run.answers), ...run.answers }
    const steps = found.steps(context, run.answers)
    const step = steps[run.place] ?? steps[0]
    if (!step) throw new Error(`${run.process} has no pages`)
    run.shown = pageOf(prepared, run)
    const warnings = [changed ? t('wizards.changedMeanwhile') : '', step.warning ?? ''].filter((text) => text !== '')
    return {
      run: run.id,
      process: run.process,
      title: processName(run.process),
      card: run.card,
      stepNumber: run.place + 1,
      stepCount: steps.length,
      step: { review: [], ...step, warning: warnings.join(' ') || null },
      answers: run.answers,
      finishHint: run.place + 1 === steps.length ? t('wizards.finish') : null,
    }
  }
}

/** Why a card did not go through; empty when it did. */
function messageOf(card: Card): string {
  if (card.order?.sending) return t('wizards.outcomes.sending', { count: 1 })
  return (card.state === 'failed' && card.order?.failure) || ''
}

/** A page word for word. */
function pageOf({ context, package: found }: Prepared, run: Run): string {
  return JSON.stringify(found.steps(context, run.answers)[run.place])
}

/**
 * Another person chosen on a page makes everything answered after it stale: it was filled in for the
 * one before.
 */
function forget(answers: Answers, steps: readonly Step[], place: number, values: Answers): Answers {
  const changed = steps[place]?.fields.some(
    (field) => field.kind === 'person' && values[field.name] !== answers[field.name],
  )
  if (!changed) return answers
  const later = new Set(steps.slice(place + 1).flatMap((step) => step.fields.map((field) => field.name)))
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !later.has(name)))
}

function notOpen(): Refusal {
  return refusal('run-not-found', t('errors.run-not-found'))
}
