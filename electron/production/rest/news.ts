import { t } from '../../../shared/texts'
import { type Asked, BureauUnavailable, type BureauWord, type News, type OpenOrder } from '../port'
import { saysUnknown } from './answers'
import type { Patience } from './exchange'
import type { Heard, Line } from './line'
import { Pace } from './pace'
import { sideBySide } from './side-by-side'

/** Orders that are asked about at the same time. */
const questionsSideBySide = 8
/** Orders in one piece of news: each piece is recorded in one go. */
const ordersInPiece = 50

/** What one question led to. */
type Answer =
  | { readonly kind: 'word'; readonly word: BureauWord }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unanswered'; readonly reason: string; readonly away: boolean }
  /** Nothing can be asked here at all. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'stopped' }

/** What was heard about the orders of one piece. */
interface Piece {
  readonly words: BureauWord[]
  readonly unknown: string[]
  /** Orders without an answer, by why. */
  readonly unanswered: Map<string, string[]>
}

/**
 * Asks about every open order, several side by side, and tells what it heard piece by piece. Gives up when
 * the service cannot be asked, or when as many questions in a row as are asked side by side got no answer.
 * @throws {BureauUnavailable} after telling what was heard until then.
 */
export async function* newsOf(
  line: Line,
  open: readonly OpenOrder[],
  { patience, signal }: { readonly patience: Patience; readonly signal: AbortSignal },
): AsyncIterable<News> {
  let inARow = 0
  let next = 0
  while (next < open.length && !signal.aborted) {
    const orders = open.slice(next, next + ordersInPiece)
    const piece: Piece = { words: [], unknown: [], unanswered: new Map() }
    const pace = new Pace(patience)
    let problem: string | null = null
    await sideBySide(orders.length, questionsSideBySide, async (index) => {
      const order = orders[index]
      // Those that have not begun now are the last ones of the piece, and the first ones of the next.
      if (!order || problem !== null || signal.aborted || !pace.mayBegin()) return
      next += 1
      const manner = { patience: pace.now(), signal, mayRepeat: () => problem === null }
      const answer = await question(line, order.id, manner)
      if (answer.kind === 'unavailable') problem ??= answer.reason
      else note(piece, order.id, answer)
      inARow = answer.kind === 'unanswered' && answer.away ? inARow + 1 : 0
      if (answer.kind === 'unanswered' && inARow >= questionsSideBySide) problem ??= answer.reason
    })
    yield* told(line, piece)
    if (problem !== null) throw new BureauUnavailable(problem)
  }
}

/** How far one order is. @throws {BureauUnavailable} when there is no answer. */
export async function askAbout(line: Line, order: string, patience: Patience): Promise<Asked> {
  const answer = await question(line, order, { patience })
  switch (answer.kind) {
    case 'word':
      return answer
    case 'unknown':
      return { kind: 'unknown', reason: t('webService.unknownOrder', { host: line.host }) }
    case 'unanswered':
    case 'unavailable':
      throw new BureauUnavailable(answer.reason)
    case 'stopped':
      throw new BureauUnavailable(line.silence(answer))
  }
}

/** Asks about an order that cannot exist. @throws {BureauUnavailable} unless that is what is answered. */
export async function checkLine(line: Line, order: string, patience: Patience, signal: AbortSignal): Promise<string> {
  const answer = await question(line, order, { patience, signal })
  const { host } = line
  switch (answer.kind) {
    case 'unknown':
      return t('webService.check.accepted', { host })
    case 'word':
      throw new BureauUnavailable(t('webService.check.knowsEverything', { host }))
    case 'unanswered':
    case 'unavailable':
      throw new BureauUnavailable(answer.reason)
    case 'stopped':
      throw new BureauUnavailable(t('webService.silent.late', { host }))
  }
}

async function question(line: Line, order: string, manner: Parameters<Line['get']>[1]): Promise<Answer> {
  const heard: Heard = await line.get(order, manner)
  if (heard.kind === 'stopped') return heard
  if (heard.kind === 'unreachable' || (heard.kind === 'silent' && heard.why === 'redirected'))
    return { kind: 'unavailable', reason: line.silence(heard) }
  if (heard.kind === 'silent') return { kind: 'unanswered', reason: line.silence(heard), away: true }
  const { status, body, read } = heard
  const known = saysUnknown(body)
  const notAccepted = line.notAccepted({ status, known })
  if (notAccepted !== null) return { kind: 'unavailable', reason: notAccepted }
  if (status === 404) return { kind: 'unknown' }
  const word = status === 200 ? read.word(body, order) : null
  return word ? { kind: 'word', word } : { kind: 'unanswered', reason: line.meaningless(status), away: false }
}

function note(piece: Piece, order: string, answer: Exclude<Answer, { kind: 'unavailable' }>): void {
  if (answer.kind === 'word') piece.words.push(answer.word)
  if (answer.kind === 'unknown') piece.unknown.push(order)
  if (answer.kind !== 'unanswered') return
  piece.unanswered.set(answer.reason, [...(piece.unanswered.get(answer.reason) ?? []), order])
}

function* told(line: Line, { words, unknown, unanswered }: Piece): Iterable<News> {
  // Nothing lies about that would have to be put away.
  if (words.length > 0) yield { kind: 'words', source: null, words, finish: async () => {} }
  const reason = t('webService.unknownOrder', { host: line.host })
  if (unknown.length > 0) yield { kind: 'unknown', orders: unknown, reason }
  for (const [why, orders] of unanswered) yield { kind: 'unanswered', orders, reason: why }
}
