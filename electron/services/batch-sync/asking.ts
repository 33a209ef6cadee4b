import type { SyncFile, SyncNote, SyncOutcome } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { numberOfId } from '../../engine/view'
import { errorFacts } from '../../ports'
import { deskOrderNumber } from '../../production/orders'
import { type BureauWord, BureauUnavailable, type News } from '../../production/port'
import type { Store } from '../../store/port'
import { withPatience } from '../patience'
import { type Judgement, judge } from './judge'
import { LaterCards } from './later-cards'
import type { RunNeeds, RunParts } from './run-parts'

/** Words taken in with one commit. */
const together = 100

/** What of a judgement is noted: the rest is in the cards' own histories, or is no news. */
const noted: ReadonlySet<SyncOutcome> = new Set([
  'backwards',
  'over',
  'unknown-order',
  'unknown-word',
  'unknown-to-bureau',
  'unanswered',
])

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
    private readonly needs: RunNeeds,
    private readonly run: RunParts,
  ) {}

  async everything(): Promise<string | null> {
    const { needs, run } = this
    const open = await needs.orders.atTheBureau()
    this.known = new Map(open.map(({ id, card }) => [id, card]))
    this.tell(t('batch.phases.asking'))
    const signal = AbortSignal.any([run.stopping, run.closing])
    try {
      const news = run.connection.bureau.news(open, { dry: false, signal })[Symbol.asyncIterator]()
      try {
        for (;;) {
          const next = await withPatience('the bureau', needs.patienceMilliseconds, news.next(), signal)
          if (next.done) return this.remark
          // What comes is of the bureau this run began with; whether it still counts is for the next one to say.
          if (!run.connection.isCurrent()) return t('batch.problems.reconnected')
          const problem = await this.take(next.value)
          if (problem !== null) return problem
          if (signal.aborted) return this.remark
        }
      } finally {
        // Not waited for: a bureau that hangs would hang its end, too.
        void Promise.resolve(news.return?.()).catch(() => {})
      }
    } catch (error) {
      if (signal.aborted) return this.remark
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
        // Somebody has to ask for it again: that a run met it must be seen without opening the run.
        this.remark ??= t('batch.problems.rejected', { source: news.source })
        return this.note([], [{ name: news.source, outcome: 'rejected', reason: news.reason }])
      case 'again':
        return this.note([], [{ name: news.source, outcome: 'again', reason: '' }])
    }
  }

  private async takeWords({ source, words, finish }: Extract<News, { kind: 'words' }>): Promise<string | null> {
    const { needs } = this
    if (source !== null) this.tell(t('batch.phases.takingIn', { source }))
    const cards = await needs.orders.cardsOf(
      new Set(words.map(({ order }) => order)),
      this.known,
      newestOrder(needs.store),
    )
    for (let at = 0; at < words.length; at += together) {
      const problem = await this.takePart(words.slice(at, at + together), cards)
      if (problem !== null) return problem
      // Not put away: whoever goes on takes it in to its end.
      if (!this.run.connection.isCurrent()) return t('batch.problems.reconnected')
    }
    if (source !== null) {
      const problem = await this.note([], [{ name: source, outcome: 'taken-in', reason: '' }])
      if (problem !== null) return problem
    }
    try {
      await withPatience('the bureau', needs.patienceMilliseconds, finish())
      if (source !== null) needs.lately.dropFile(source)
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

  /** Some words in one commit. What is said of an order first counts before what is said of it next. */
  private async takePart(words: readonly BureauWord[], cards: ReadonlyMap<string, string>): Promise<string | null> {
    const { store, bureaus } = this.needs
    const { record, connection } = this.run
    const desks = bureaus.desks()
    const newest = newestOrder(store)
    let judged: readonly Judgement[] = []
    const done = await record.write((view, run, at) => {
      const later = new LaterCards(view, at)
      judged = words.map((word) => {
        const card = cards.get(word.order)
        const facts = { desks, card, meaning: connection.meaning, newestOrder: newest, run, at }
        return later.take(judge(later, word, facts))
      })
      return {
        events: judged.flatMap(({ events }) => events),
        notes: judged.filter((each) => this.isNews(each)).map(noteOf),
      }
    })
    if (!done.ok) {
      record.count('not-saved', words.length)
      return t('batch.problems.storage', { reason: done.error.message })
    }
    this.count(judged)
    this.done += words.filter(({ order }) => this.known.has(order)).length
    this.tell(t('batch.phases.asking'))
    return null
  }

  /** True for what is noted, and was not noted just so before. */
  private isNews(note: SyncNote): boolean {
    return noted.has(note.outcome) && this.needs.lately.isNews(note)
  }

  /** Counts what became of orders, once it is durable. What is met again as it was is no news. */
  private count(notes: readonly SyncNote[]): void {
    const { record } = this.run
    const { lately } = this.needs
    for (const note of notes) {
      const isNoted = noted.has(note.outcome)
      record.count(isNoted && !lately.isNews(note) ? 'unchanged' : note.outcome)
      if (isNoted) lately.take(note)
    }
  }

  private notesOn(orders: readonly string[], outcome: SyncOutcome, text: string): readonly SyncNote[] {
    const desks = this.needs.bureaus.desks()
    return orders.map((id) => ({
      outcome,
      card: this.known.get(id) ?? null,
      order: deskOrderNumber(desks, id) ?? id,
      text,
    }))
  }

  private async note(notes: readonly SyncNote[], files: readonly SyncFile[] = []): Promise<string | null> {
    const { record } = this.run
    const { lately } = this.needs
    const news = files.filter((file) => lately.isNewsOfFile(file))
    const done = await record.write(() => ({
      events: [],
      notes: notes.filter((each) => this.isNews(each)),
      files: news,
    }))
    if (!done.ok) return t('batch.problems.storage', { reason: done.error.message })
    for (const file of news) lately.takeFile(file)
    this.count(notes)
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
