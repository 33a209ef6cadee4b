import type { SyncFile, SyncNote, SyncOutcome } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { numberOfId } from '../../engine/view'
import { errorFacts, type Log } from '../../ports'
import { deskOrderNumber } from '../../production/orders'
import { type BureauWord, BureauUnavailable, type News } from '../../production/port'
import type { Store } from '../../store/port'
import type { Bureaus } from '../bureaus'
import { withPatience } from '../patience'
import { type Judgement, judge } from './judge'
import type { OpenOrders } from './open-orders'
import type { RunParts } from './sending'

export interface AskingNeeds {
  readonly store: Store
  readonly bureaus: Pick<Bureaus, 'desk' | 'meaning'>
  readonly orders: OpenOrders
  readonly log: Log
  /** How long a bureau may be silent, milliseconds. */
  readonly patienceMilliseconds: number
}

/** Words taken in with one commit. */
const together = 100

/** What of a judgement is noted: the rest is in the cards' own histories, or is no news. */
const noted: ReadonlySet<SyncOutcome> = new Set(['backwards', 'over', 'unknown-order', 'unknown-word'])

/** The highest order number the desk has given out. */
export function newestOrder(store: Pick<Store, 'view'>): number {
  const [next = ''] = store.view.nextIds('order', 1)
  return numberOfId('order', next) - 1
}

/** Takes in what the bureau says. Answers why it could not go on; `null` when it got through. */
export class Asking {
  private done = 0
  /** The first thing that went wrong without keeping the run from going on. */
  private remark: string | null = null
  /** The cards whose orders the bureau has, by its id. */
  private known: ReadonlyMap<string, string> = new Map()

  constructor(
    private readonly needs: AskingNeeds,
    private readonly run: RunParts,
  ) {}

  async everything(): Promise<string | null> {
    const { needs, run } = this
    const open = needs.orders.atTheBureau()
    this.known = new Map(open.map(({ id, card }) => [id, card]))
    this.tell(t('batch.phases.asking'))
    const signal = AbortSignal.any([run.stopping, run.closing])
    try {
      const news = run.bureau.news(open, { dry: false, signal })[Symbol.asyncIterator]()
      try {
        for (;;) {
          const next = await withPatience('the bureau', needs.patienceMilliseconds, news.next())
          if (next.done) return this.remark
          const problem = await this.take(next.value)
          if (problem !== null) return problem
          if (signal.aborted) return this.remark
        }
      } finally {
        // Not waited for: a bureau that hangs would hang its end, too.
        void Promise.resolve(news.return?.()).catch(() => {})
      }
    } catch (error) {
      needs.log.error('bureau not reached', errorFacts(error))
      if (error instanceof BureauUnavailable) return error.message
      return t('batch.problems.unavailable', { reason: t('batch.notes.notAnswered') })
    }
  }

  private async take(news: News): Promise<string | null> {
    switch (news.kind) {
      case 'words':
        return this.takeWords(news)
      case 'unknown':
        return this.note(this.notesOn(news.orders, 'unknown-to-bureau', news.reason))
      case 'unanswered':
        return this.note(this.notesOn(news.orders, 'unanswered', news.reason))
      case 'rejected':
        return this.note([], [{ name: news.source, outcome: 'rejected', reason: news.reason }])
      case 'again':
        return this.note([], [{ name: news.source, outcome: 'again', reason: '' }])
    }
  }

  private async takeWords({ source, words, finish }: Extract<News, { kind: 'words' }>): Promise<string | null> {
    const { needs } = this
    if (source !== null) this.tell(t('batch.phases.takingIn', { source }))
    const cards = await needs.orders.cardsOf(new Set(words.map(({ order }) => order)), this.known)
    for (const part of inParts(words)) {
      const problem = await this.takePart(part, cards)
      if (problem !== null) return problem
    }
    if (source !== null) {
      const problem = await this.note([], [{ name: source, outcome: 'taken-in', reason: '' }])
      if (problem !== null) return problem
    }
    try {
      await withPatience('the bureau', needs.patienceMilliseconds, finish())
      return null
    } catch (error) {
      // It is taken in once more by the next run, which changes nothing.
      needs.log.error('source not put away', { ...(source !== null && { source }), ...errorFacts(error) })
      this.remark ??=
        error instanceof BureauUnavailable
          ? error.message
          : t('batch.problems.notPutAway', { source: source ?? t('batch.notes.answers') })
      return null
    }
  }

  /** Words about different orders, in one commit. */
  private async takePart(words: readonly BureauWord[], cards: ReadonlyMap<string, string>): Promise<string | null> {
    const { store, bureaus } = this.needs
    const { record } = this.run
    const desk = bureaus.desk()
    const newest = newestOrder(store)
    let judged: readonly Judgement[] = []
    const done = await record.write((view, run, at) => {
      judged = words.map((word) => {
        const card = cards.get(word.order)
        return judge(view, word, { desk, card, meaning: (each) => bureaus.meaning(each), newestOrder: newest, run, at })
      })
      return {
        events: judged.flatMap(({ events }) => events),
        notes: judged.filter(({ outcome }) => noted.has(outcome)).map(noteOf),
      }
    })
    if (!done.ok) {
      record.count('not-saved', words.length)
      return t('batch.problems.storage', { reason: done.error.message })
    }
    for (const { outcome } of judged) record.count(outcome)
    this.done += words.filter(({ order }) => this.known.has(order)).length
    this.tell(t('batch.phases.asking'))
    return null
  }

  private notesOn(orders: readonly string[], outcome: SyncOutcome, text: string): readonly SyncNote[] {
    const desk = this.needs.bureaus.desk()
    return orders.map((id) => ({
      outcome,
      card: this.known.get(id) ?? null,
      order: deskOrderNumber(desk, id) ?? id,
      text,
    }))
  }

  private async note(notes: readonly SyncNote[], files: readonly SyncFile[] = []): Promise<string | null> {
    const { record } = this.run
    const done = await record.write(() => ({ events: [], notes, files }))
    if (!done.ok) return t('batch.problems.storage', { reason: done.error.message })
    for (const { outcome } of notes) record.count(outcome)
    this.done += notes.length
    return null
  }

  private tell(text: string): void {
    this.run.progress.tell({
      phase: 'asking',
      text,
      done: Math.min(this.done, this.known.size),
      total: this.known.size,
    })
  }
}

function noteOf({ outcome, card, order, text }: Judgement): SyncNote {
  return { outcome, card, order, text }
}

/** Parts of which each speaks of an order once: what is said of it first must count before what is said next. */
function* inParts(words: readonly BureauWord[]): Iterable<readonly BureauWord[]> {
  let part: BureauWord[] = []
  let named = new Set<string>()
  for (const word of words) {
    if (part.length === together || named.has(word.order)) {
      yield part
      part = []
      named = new Set()
    }
    part.push(word)
    named.add(word.order)
  }
  if (part.length > 0) yield part
}
