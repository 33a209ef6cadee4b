import type { SessionUser } from '../../../shared/contract/responses'
import { type Refusal, refusal } from '../../../shared/errors'
import { options, processOf } from '../../../shared/lifecycle'
import type { Card } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { actorNow } from '../../engine/actor'
import { type DecisionContext, decide, type Prepared, prepare } from '../../engine/decide'
import type { DeskView } from '../../engine/view'
import type { Log } from '../../ports'
import type { Store } from '../../store/port'
import type { Production } from '../production'
import { notOpen, pageOf, type Run, type Subject, commandFor } from './run'
import type { SubjectEnd } from './run-view'
import type { Underway } from './underway'

interface Needs {
  readonly store: Store
  readonly production: Production
  readonly log: Log
  readonly world: (user: SessionUser) => DecisionContext
}

/** What the last Next of an ordinary run led to. */
export type CarriedOut =
  | { readonly kind: 'done'; readonly ends: readonly SubjectEnd[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Next would now do something else than the page says: it is to be shown once more. */
  | { readonly kind: 'otherwise'; readonly prepared: Prepared }

/** Cards of a run over several that are decided side by side, so that they share flushes. */
const together = 20

/** Carries a wizard's last Next out: decides once more, commits, and sends what is to leave at once. */
export class CarryOut {
  constructor(private readonly needs: Needs) {}

  /** A run on one card, or one that makes cards in one commit. */
  async one(run: Run, user: SessionUser, underway: Underway): Promise<CarriedOut> {
    const { store, log, world } = this.needs
    let otherwise = null as Prepared | null
    const done = await store.transact((view) => {
      const actor = actorNow(view, user, null)
      if (!actor.ok) return actor
      const now = world(actor.user)
      // What is carried out is what the confirming page said, or the page is shown once more.
      const prepared = prepare(view, run, now)
      otherwise = prepared.ok && pageOf(prepared, run) !== run.shown ? prepared : null
      return otherwise ? notOpen() : decide(view, run, now)
    })
    if (otherwise) return { kind: 'otherwise', prepared: otherwise }
    if (!done.ok) return { kind: 'refused', refusal: done }
    // What the commit has taken is no longer to be given back, whatever comes now.
    run.done = {}
    const made = done.cards.map(({ card }) => card)
    const cards = await this.send(made, underway)
    log.info('process finished', { process: run.process, user: user.id, cards: cards.length })
    return { kind: 'done', ends: [{ subject: run, cards, reason: null }] }
  }

  /** Each subject stands or falls alone (domain rule 5.6); stopping leaves those not begun as they are. */
  async several(run: Run, subjects: readonly Subject[], user: SessionUser, underway: Underway) {
    const ends: SubjectEnd[] = []
    const tell = () => {
      const report = { text: t('wizards.work.several'), done: ends.length, total: subjects.length, simulated: null }
      underway.tell({ ...report, stoppable: true })
    }
    // The options as the confirming page had them: changed meanwhile, Next would do something else.
    const before = optionsOf(run, this.needs.store.view)
    const one = (subject: Subject) => this.subject(run, { subject, count: subjects.length, before }, user)
    tell()
    for (let at = 0; at < subjects.length && !underway.signal.aborted; at += together) {
      const part = subjects.slice(at, at + together)
      ends.push(...(await Promise.all(part.map(one))))
      tell()
    }
    const left = subjects.slice(ends.length)
    ends.push(...left.map((subject) => ({ subject, cards: null, reason: t('wizards.outcomes.notBegun') })))
    const counts = { subjects: subjects.length, done: ends.filter((end) => end.cards).length }
    this.needs.log.info('process finished', { process: run.process, user: user.id, ...counts })
    return { ends, stopped: left.length > 0 }
  }

  private async subject(
    run: Run,
    { subject, count, before }: { subject: Subject; count: number; before: string },
    user: SessionUser,
  ): Promise<SubjectEnd> {
    const { store, production, world } = this.needs
    const done = await store.transact((view) => {
      const actor = actorNow(view, user, null)
      if (!actor.ok) return actor
      if (optionsOf(run, view) !== before) {
        return refusal('settings-changed', t('wizards.outcomes.optionsChanged'))
      }
      return decide(view, commandFor(run, subject, count), world(actor.user))
    })
    if (!done.ok) return { subject, cards: null, reason: done.error.message }
    const cards = await production.sendWaiting(done.cards.map(({ card }) => card))
    return { subject, cards, reason: null }
  }

  /** Sends at once what the process left on its way to the bureau. */
  private async send(cards: readonly Card[], underway: Underway): Promise<readonly Card[]> {
    const total = cards.filter((card) => card.order?.sending).length
    if (total > 0) {
      underway.tell({ text: t('wizards.work.sending'), done: 0, total, stoppable: false, simulated: null })
    }
    return this.needs.production.sendWaiting(cards)
  }
}

/** The options that decide which way the run's process goes: those of its card type alone. */
function optionsOf(run: Run, view: DeskView): string {
  const { values } = view.settings().options
  const cardType = processOf(run.process)?.cardType
  return JSON.stringify(options.filter((each) => each.cardType === cardType).map(({ name }) => values[name]))
}
