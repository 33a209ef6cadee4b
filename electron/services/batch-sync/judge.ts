import type { AnyState } from '../../../shared/lifecycle'
import type { BureauState, SyncOutcome } from '../../../shared/model'
import { stateLabel, t } from '../../../shared/texts'
import type { CardEdited, CardMoved } from '../../engine/events'
import { type DeskView, formatId, numberOfId } from '../../engine/view'
import { arrivedEvents, newsEvents } from '../../processes/batch-sync'
import { answerFrom, effectOf } from '../../processes/bureau-answer'
import { type DeskIdentities, deskOrderNumber } from '../../production/orders'
import type { BureauWord } from '../../production/port'

/** What a word of the bureau means for the desk as it is: the same for a run and for a dry run. */
export interface Judgement {
  readonly outcome: SyncOutcome
  readonly card: string | null
  /** The desk's order number, or what the bureau named when it is none. */
  readonly order: string
  readonly text: string
  readonly move: { readonly from: AnyState; readonly to: AnyState } | null
  readonly events: readonly (CardMoved | CardEdited)[]
}

interface Known {
  readonly desks: DeskIdentities
  /** The card that has the order now, if there is one. */
  readonly card: string | undefined
  readonly meaning: (word: string) => BureauState | null
  /** The highest order number this desk has given out. */
  readonly newestOrder: number
  readonly run: string
  readonly at: string
}

/** Judges one word. Pure. Whatever is wrong with it concerns this one order alone. */
export function judge(view: Pick<DeskView, 'card'>, word: BureauWord, known: Known): Judgement {
  const number = deskOrderNumber(known.desks, word.order)
  const order = number ?? word.order
  const said = t('batch.notes.said', { word: word.word, note: word.note }).trim()
  const noted = (outcome: SyncOutcome, text: string, card: string | null = null): Judgement => {
    return { outcome, card, order, text, move: null, events: [] }
  }
  const card = known.card === undefined ? undefined : view.card(known.card)
  if (number === null || !card?.order || card.order.id !== number) {
    if (number === null || !wasUsed(number, known.newestOrder)) {
      return noted('unknown-order', t('batch.notes.unknownOrder', { order }))
    }
    return noted('over', t('batch.notes.replaced', { word: word.word, order }))
  }
  const status = known.meaning(word.word)
  if (status === null) return noted('unknown-word', t('batch.notes.unknownWord', { word: word.word }), card.id)
  const answer = answerFrom(word, status)
  const arrived = arrivedEvents(card, known.at, known.run)
  const effect = effectOf(arrived.card, answer)
  const facts = { word: word.word, card: card.id, state: stateLabel(card.cardType, card.state) }
  if (effect === 'backwards' || effect === 'over') return noted(effect, t(`batch.notes.${effect}`, facts), card.id)
  const events = [...arrived.events, ...newsEvents(arrived.card, answer, { said, at: known.at, run: known.run })]
  const judged = { card: card.id, order, text: said, events }
  if (effect === 'stays' && arrived.events.length > 0) {
    return { ...judged, outcome: 'sent', move: { from: card.state, to: 'ordered' } }
  }
  if (effect === 'stays') return { ...judged, outcome: 'unchanged', move: null }
  return { ...judged, outcome: status === 'failed' ? 'failed' : 'moved', move: { from: card.state, to: status } }
}

/** True for an order number this desk has given out, whether a card still has it or not. */
function wasUsed(number: string, newest: number): boolean {
  const value = numberOfId('order', number)
  return value > 0 && value <= newest && formatId('order', value) === number
}
