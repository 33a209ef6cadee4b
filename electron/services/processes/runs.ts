import type { ParsedRequestOf, SessionUser } from '../../../shared/contract'
import { type Answer, type Refusal, refusal } from '../../../shared/errors'
import type { Advance, Answers, RunView } from '../../../shared/model'
import { processName, t } from '../../../shared/texts'
import { type DecisionContext, type Prepared, prepareApart } from '../../engine/decide'
import { checkFields } from '../../engine/fields'
import type { Step } from '../../engine/process-package'
import { errorFacts, type Ids, type Log } from '../../ports'
import type { Store } from '../../store/port'
import type { Cards } from '../cards'
import type { Production } from '../production'
import { type CarriedOut, CarryOut } from './carry-out'
import {
  forgetLater,
  hasEnded,
  notOpen,
  pageOf,
  prepareRun,
  type Run,
  type Subject,
  stepsOf,
  subjectsOf,
  takeSecrets,
} from './run'
import { outcomeOf, type PageNews, type SubjectEnd, viewOf } from './run-view'
import { Underway } from './underway'
import type { PageWork } from './work'

interface Needs {
  readonly store: Store
  readonly cards: Cards
  readonly production: Production
  readonly work: PageWork
  readonly ids: Ids
  readonly log: Log
  readonly world: (user: SessionUser) => DecisionContext
  /** Whether the window's screen is locked. */
  readonly isLocked: () => boolean
}

/** Wizards a window may have open at a time; opening one more gives up the oldest that waits for a person. */
const most = 8

/** The wizards of one window. */
export class Runs {
  private readonly runs = new Map<string, Run>()
  private readonly carryOut: CarryOut

  constructor(private readonly needs: Needs) {
    this.carryOut = new CarryOut(needs)
  }

  /** Opens a wizard if its process may run now; changes nothing. */
  open({ process, card, person }: ParsedRequestOf<'processes.open'>, user: SessionUser): Answer<RunView> {
    return this.begin({ process, ...this.subject(card), person, several: null }, user)
  }

  /** Opens one wizard for several cards, if its process may run on any of them now. */
  openSeveral({ process, cards }: ParsedRequestOf<'processes.openSeveral'>, user: SessionUser): Answer<RunView> {
    if (!this.needs.world(user).packages.get(process)?.several) {
      return refusal('bad-request', t('errors.not-several', { process: processName(process) }), { process })
    }
    const several = [...new Set(cards)].map((card) => this.subject(card))
    return this.begin({ process, card: null, cardVersion: null, person: null, several }, user)
  }

  private subject(card: string | null): Subject {
    const version = card === null ? null : (this.needs.store.view.card(card)?.version ?? null)
    return { card, cardVersion: version, person: null }
  }

  private begin(
    command: Pick<Run, 'process' | 'card' | 'cardVersion' | 'person' | 'several'>,
    user: SessionUser,
  ): Answer<RunView> {
    const run: Run = {
      ...command,
      id: this.needs.ids.random(),
      user: user.id,
      place: 0,
      answers: {},
      secrets: new Map(),
      done: {},
      able: undefined,
      shown: '',
      underway: undefined,
      over: false,
    }
    const prepared = this.prepare(run, user)
    if (!prepared.ok) return prepared
    const idle = [...this.runs.values()].find((other) => !other.underway)
    if (this.runs.size >= most && idle) this.giveUp(idle)
    this.runs.set(run.id, run)
    return { ok: true, value: this.view(run, prepared, user) }
  }

  /** Takes the answers of a page and goes on; on the last page carries the process out. */
  async next(request: ParsedRequestOf<'processes.next'>, user: SessionUser): Promise<Answer<Advance>> {
    const { step: id, answers } = request
    const run = this.waiting(request.run, user)
    if (!run) return this.notWaiting(request.run, user)
    const before = this.prepareApart(run, user)
    if (!before.ok) return this.refused(run, before)
    const steps = stepsOf(before, run)
    const step = steps[run.place]
    if (step?.id !== id) return refusal('run-not-found', t('errors.step-mismatch'), { run: run.id })
    const { values, faults } = checkFields(before.context.view, step.fields, answers)
    if (Object.keys(faults).length > 0)
      return refusal('invalid-answers', t('errors.invalid-answers'), { fields: faults })
    const given = takeSecrets(run, step, values)
    const taken = { ...forgetLater(run.answers, steps, run.place, given), ...given }
    const unfit = faultsTogether(before, step, taken)
    if (Object.keys(unfit).length > 0) return refusal('invalid-answers', t('errors.invalid-answers'), { fields: unfit })
    const prepared = this.prepare({ ...run, answers: taken }, user)
    if (!prepared.ok) return this.refused(run, prepared)
    run.answers = taken
    return this.start(run, (underway) => this.advance(run, prepared, user, underway))
  }

  /** The page before, keeping what was typed on this one; what pages' work brought is given back. */
  back(request: ParsedRequestOf<'processes.back'>, user: SessionUser): Answer<RunView> {
    const { step: id, answers } = request
    const run = this.waiting(request.run, user)
    if (!run) return this.notWaiting(request.run, user)
    const prepared = this.prepareApart(run, user)
    if (!prepared.ok) return this.refused(run, prepared)
    const steps = stepsOf(prepared, run)
    const step = steps[run.place]
    if (step?.id !== id || run.place === 0) return refusal('run-not-found', t('errors.step-mismatch'), { run: run.id })
    const { values } = checkFields(prepared.context.view, step.fields, answers)
    const given = takeSecrets(run, step, values)
    run.answers = { ...forgetLater(run.answers, steps, run.place, given), ...given }
    this.undo(run)
    run.place -= 1
    return { ok: true, value: this.view(run, prepared, user) }
  }

  /** Waits until the work under way has got past `after`, or has ended. */
  async follow({ run: id, after }: ParsedRequestOf<'processes.follow'>, user: SessionUser): Promise<Answer<Advance>> {
    const run = this.runs.get(id)
    if (run?.user !== user.id) return hasEnded()
    if (!run.underway) return refusal('run-not-found', t('errors.nothing-underway'), { run: id })
    return this.told(run, run.underway, await run.underway.after(after))
  }

  /** Asks the work under way to stop as soon as it can. */
  stop(id: string, user: SessionUser): Answer<null> {
    const run = this.runs.get(id)
    if (run?.user !== user.id) return notOpen()
    run.underway?.stop()
    return { ok: true, value: null }
  }

  /** Closes a wizard; nothing happened. A wizard whose last Next is being carried out cannot be cancelled. */
  cancel(id: string, user: SessionUser): Answer<null> {
    const run = this.waiting(id, user)
    if (!run) return this.notWaiting(id, user)
    this.giveUp(run)
    this.needs.log.info('process cancelled', { process: run.process, card: run.card, user: user.id })
    return { ok: true, value: null }
  }

  /** The window was closed or signed out: every wizard in it is over. What is under way stops where it can. */
  clear(): void {
    for (const run of this.runs.values()) {
      run.underway?.stop()
      run.secrets.clear()
      // Work that goes on gives back what it brings when it sees that nobody is there any more.
      if (!run.underway || run.underway.ended) void this.undo(run)
    }
    this.runs.clear()
  }

  /** Does what Next leads to; answers at once with how far it is when it takes its time. */
  private start(run: Run, act: (underway: Underway) => Promise<Answer<Advance>>): Promise<Answer<Advance>> {
    const underway = new Underway(run.id, processName(run.process))
    run.underway = underway
    const failed = (error: unknown): Answer<Advance> => {
      const logId = this.needs.ids.random()
      this.needs.log.error('process failed', { logId, process: run.process, card: run.card, ...errorFacts(error) })
      return refusal('internal', t('errors.internal', { logId }), { logId })
    }
    void act(underway)
      .catch(failed)
      .then((end) => underway.settle(end))
    return underway.after(0).then((answer) => this.told(run, underway, answer))
  }

  /** Notes that the window knows how the work ended: from then on the page waits for the person again. */
  private told(run: Run, underway: Underway, answer: Answer<Advance>): Answer<Advance> {
    // Whoever asked has signed out meanwhile: what became of it is not for whoever sits there now.
    if (this.isOver(run)) return hasEnded()
    // A locked screen learns nothing; the end is kept for whoever unlocks it.
    if (this.needs.isLocked()) return refusal('locked', t('errors.locked'))
    // What counts is what the window is told now: the work may have ended while this answer was on its way.
    const isEnd = !answer.ok || answer.value.kind !== 'working'
    if (isEnd && run.underway === underway) {
      run.underway = undefined
      if (run.over) this.runs.delete(run.id)
    }
    return answer
  }

  /** Whether the window or its user has gone since the work began. */
  private isOver(run: Run): boolean {
    return this.runs.get(run.id) !== run
  }

  private async advance(run: Run, prepared: Prepared, user: SessionUser, underway: Underway): Promise<Answer<Advance>> {
    const { work } = this.needs
    const steps = stepsOf(prepared, run)
    const works = steps[run.place]?.work ?? []
    if (works.length > 0) {
      const end = await work.carryOut(works, prepared.context, run.secrets, run.done, underway)
      run.done = end.done
      if (this.isOver(run)) {
        await this.undo(run)
        return hasEnded()
      }
      const now = this.prepare(run, user)
      if (!now.ok) return this.refused(run, now)
      if (!end.ok) {
        if (end.again === 'pin') askForPinAgain(run, now)
        return this.page(run, now, user, { problem: end.problem })
      }
      prepared = now
    }
    if (run.place + 1 < stepsOf(prepared, run).length) {
      run.place += 1
      return this.page(run, prepared, user)
    }
    if (!run.several && !prepared.package.persons) return this.finish(run, user, underway)
    // As for one card: what begins is what the confirming page said.
    if (pageOf(prepared, run) !== run.shown) return this.page(run, prepared, user, { changed: true })
    const subjects = subjectsOf(run, this.needs.world(user))
    const { ends, stopped } = await this.carryOut.several(run, subjects, user, underway)
    return this.outcome(run, ends, stopped, user)
  }

  private async finish(run: Run, user: SessionUser, underway: Underway): Promise<Answer<Advance>> {
    const end = await this.carryOut.one(run, user, underway)
    if (end.kind !== 'done') await this.giveBackUnused(run, end)
    if (end.kind === 'otherwise') return this.page(run, end.prepared, user, { changed: true })
    if (end.kind === 'refused') return this.refused(run, end.refusal)
    return this.outcome(run, end.ends, false, user)
  }

  /**
   * Certificates are for what the page said. When it is shown anew or another answer is needed they are given
   * back, and asked for again by the Next that comes; a disk that refused is tried again with them.
   */
  private async giveBackUnused(run: Run, end: Exclude<CarriedOut, { kind: 'done' }>): Promise<void> {
    if (this.isOver(run)) return this.undo(run)
    if (end.kind === 'refused' && end.refusal.error.code === 'storage-failed') return
    const { certificates, ...kept } = run.done
    run.done = kept
    if (certificates) await this.needs.work.undo({ certificates })
  }

  private outcome(run: Run, ends: readonly SubjectEnd[], stopped: boolean, user: SessionUser): Answer<Advance> {
    const { store, cards, world } = this.needs
    run.over = true
    run.secrets.clear()
    const outcome = outcomeOf(store.view, run, ends, stopped, { cards, user, world: world(user) })
    return { ok: true, value: { kind: 'outcome', outcome } }
  }

  private page(run: Run, prepared: Prepared, user: SessionUser, news: PageNews = {}): Answer<Advance> {
    return { ok: true, value: { kind: 'step', view: this.view(run, prepared, user, news) } }
  }

  private view(run: Run, prepared: Prepared, user: SessionUser, news: PageNews = {}): RunView {
    return viewOf(this.needs.store.view, run, prepared, this.needs.world(user), news)
  }

  private prepare(run: Run, user: SessionUser): Prepared | Refusal {
    return prepareRun(this.needs.store.view, run, this.needs.world(user))
  }

  private prepareApart(run: Run, user: SessionUser): Prepared | Refusal {
    return prepareRun(this.needs.store.view, run, this.needs.world(user), prepareApart)
  }

  /** The user's wizard, if a page of it waits for them. */
  private waiting(id: string, user: SessionUser): Run | undefined {
    const run = this.runs.get(id)
    return run?.user === user.id && !run.underway ? run : undefined
  }

  private notWaiting(id: string, user: SessionUser): Refusal {
    const run = this.runs.get(id)
    return run?.user === user.id && run.underway ? refusal('run-not-found', t('errors.run-finishing')) : notOpen()
  }

  /** A refusal the person can mend keeps the wizard open; any other ends it. */
  private refused(run: Run, answer: Refusal): Refusal {
    const mendable = ['condition-not-met', 'invalid-answers', 'storage-failed'].includes(answer.error.code)
    if (!mendable) this.giveUp(run)
    this.needs.log.info('process refused', { process: run.process, card: run.card, code: answer.error.code })
    return answer
  }

  private giveUp(run: Run): void {
    run.over = true
    run.secrets.clear()
    if (!run.underway) this.runs.delete(run.id)
    void this.undo(run)
  }

  private undo(run: Run): Promise<void> {
    const { done } = run
    run.done = {}
    return this.needs.work.undo(done)
  }
}

/** What the process finds wrong with the answers of this page together. */
function faultsTogether({ context, package: found }: Prepared, step: Step, answers: Answers): Record<string, string> {
  const asked = new Set(step.fields.map((field) => field.name))
  return Object.fromEntries(Object.entries(found.faults?.(context, answers) ?? {}).filter(([name]) => asked.has(name)))
}

/** Sends the wizard back to the page that asks for the PIN, which has to be typed anew. */
function askForPinAgain(run: Run, prepared: Prepared): void {
  const steps = stepsOf(prepared, run)
  const place = steps.findIndex((step) => step.fields.some((field) => field.kind === 'secret-number'))
  if (place >= 0) run.place = place
  run.secrets.clear()
}
