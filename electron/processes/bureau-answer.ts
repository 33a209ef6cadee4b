import type { AnyState } from '../../shared/lifecycle'
import { type BureauState, type Card, foldedWord, type Order, type StatusWord } from '../../shared/model'
import type { BureauAnswer, BureauWord } from '../production/port'

/** What an answer makes of a card. */
export type AnswerEffect = 'moves' | 'stays' | 'backwards' | 'over'

/** How far an order is, as both the card's state and the bureau's words count it. */
const progress: readonly AnyState[] = ['ordered', 'in-production', 'produced']

/** The state a status word means; `null` when the table has no such word. */
export function meaningOf(table: readonly StatusWord[], word: string): BureauState | null {
  const folded = foldedWord(word)
  return table.find((row) => foldedWord(row.word) === folded)?.state ?? null
}

/** A word of the bureau as an answer, once it is known what it means. */
export function answerFrom(word: BureauWord, status: BureauState): BureauAnswer & { readonly known: true } {
  const { note, cardNumber, productionDate, chip } = word
  return { known: true, status, note, cardNumber, productionDate, chip }
}

/**
 * What an answer means for a card as it is. Only an order that is Ordered or In production can move, and
 * only on: what the bureau said once is not unsaid, and a card that was locked since stays locked.
 */
export function effectOf({ state }: Card, { status }: { readonly status: BureauState }): AnswerEffect {
  if (state !== 'ordered' && state !== 'in-production') return status === state ? 'stays' : 'over'
  if (status === 'failed') return 'moves'
  if (progress.indexOf(status) < progress.indexOf(state)) return 'backwards'
  return status === state ? 'stays' : 'moves'
}

/** The order with what the bureau told about it; the same object when that is nothing new. */
export function told(order: Order, { note, productionDate, chip }: BureauAnswer & { readonly known: true }): Order {
  const after = {
    ...order,
    bureauNote: note || order.bureauNote,
    productionDate: productionDate ?? order.productionDate,
    chip: chip ?? order.chip,
  }
  const same =
    after.bureauNote === order.bureauNote &&
    after.productionDate === order.productionDate &&
    after.chip?.uid === order.chip?.uid &&
    after.chip?.type === order.chip?.type
  return same ? order : after
}
