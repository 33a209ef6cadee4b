import type { BatchPreview } from '../../../shared/contract'
import type { SyncLine, SyncOutcome } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { breather } from '../../breathe'
import { type Clock, errorFacts, type Log, timestamp } from '../../ports'
import { deskOrderNumber } from '../../production/orders'
import { type BureauWord, BureauUnavailable, type News } from '../../production/port'
import type { Store } from '../../store/port'
import type { Bureaus } from '../bureaus'
import { withPatience } from '../patience'
import { newestOrder } from './asking'
import { judge } from './judge'
import { LaterCards } from './later-cards'
import type { OpenOrders } from './open-orders'

interface Needs {
  readonly store: Store
  readonly bureaus: Pick<Bureaus, 'connection' | 'desks'>
  readonly orders: OpenOrders
  readonly clock: Clock
  readonly log: Log
}

type Source = BatchPreview['sources'][number]

/** Lines shown of one source. */
const mostLines = 500
/** How long a dry run looks; what it has seen until then is shown. */
const longestLook = 20_000

/** What changes something, then what needs a look, then the rest. */
const rank: Readonly<Partial<Record<SyncOutcome, number>>> = { failed: 0, moved: 1, unchanged: 3 }
const otherwise = 2

/** A dry run: what taking in what the bureau left would do to the desk as it is now. Changes nothing. */
export async function preview({ store, bureaus, orders, clock, log }: Needs): Promise<BatchPreview> {
  const desks = bureaus.desks()
  const open = await orders.atTheBureau()
  const known = new Map(open.map(({ id, card }) => [id, card]))
  const at = timestamp(clock)
  const sources: Source[] = []
  const { bureau, meaning } = bureaus.connection()
  const newest = newestOrder(store)
  const later = new LaterCards(store.view, at)
  const signal = AbortSignal.timeout(longestLook)
  const breathe = breather()

  const judged = async (word: BureauWord, cards: ReadonlyMap<string, string>): Promise<SyncLine> => {
    await breathe()
    const card = cards.get(word.order)
    const judgement = later.take(judge(later, word, { desks, card, meaning, newestOrder: newest, run: '', at }))
    const { outcome, order, text, move } = judgement
    return { outcome, card: judgement.card, order, text, move, batch: null }
  }
  const linesOf = async (news: News): Promise<readonly SyncLine[]> => {
    switch (news.kind) {
      case 'words': {
        const cards = await orders.cardsOf(new Set(news.words.map(({ order }) => order)), known, newest)
        const lines: SyncLine[] = []
        for (const word of news.words) lines.push(await judged(word, cards))
        return lines
      }
      case 'unknown':
      case 'unanswered': {
        const outcome = news.kind === 'unknown' ? 'unknown-to-bureau' : 'unanswered'
        return news.orders.map((id) => {
          const order = deskOrderNumber(desks, id) ?? id
          return { outcome, card: known.get(id) ?? null, order, text: news.reason, move: null, batch: null }
        })
      }
      case 'rejected':
      case 'again':
        return []
    }
  }

  try {
    const pieces = bureau.news(open, { dry: true, signal })[Symbol.asyncIterator]()
    while (!signal.aborted) {
      const next = await withPatience('the bureau', longestLook, pieces.next())
      if (next.done) break
      add(sources, next.value, await linesOf(next.value))
    }
    void Promise.resolve(pieces.return?.()).catch(() => {})
  } catch (error) {
    log.error('dry run broke off', errorFacts(error))
    const reason = error instanceof BureauUnavailable ? error.message : t('batch.notes.notAnswered')
    return { sources: sources.map(shortened), problem: reason }
  }
  const problem = signal.aborted ? t('batch.problems.tookTooLong') : null
  return { sources: sources.map(shortened), problem }
}

/** Files stand by themselves; answers to questions are one source, however many pieces they came in. */
function add(sources: Source[], news: News, lines: readonly SyncLine[]): void {
  const name = 'source' in news ? news.source : null
  const known = name === null ? sources.findIndex((source) => source.name === null) : -1
  const before = sources[known]
  const counts: Partial<Record<SyncOutcome, number>> = { ...before?.counts }
  for (const { outcome } of lines) counts[outcome] = (counts[outcome] ?? 0) + 1
  const outcome = news.kind === 'rejected' || news.kind === 'again' ? news.kind : 'taken-in'
  const reason = news.kind === 'rejected' ? news.reason : ''
  const source: Source = { name, outcome, reason, counts, lines: [...(before?.lines ?? []), ...lines] }
  if (known >= 0) sources[known] = source
  else sources.push(source)
}

function shortened(source: Source): Source {
  const order = (line: SyncLine) => rank[line.outcome] ?? otherwise
  return { ...source, lines: source.lines.toSorted((one, other) => order(one) - order(other)).slice(0, mostLines) }
}
