import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { CardRow } from '../../../shared/contract'
import type { DeskError } from '../../../shared/errors'
import { stateLabel, t } from '../../../shared/texts'
import { desk } from '../../desk'
import { useDeskChange } from '../../state/mirror'

export interface StockFound {
  readonly text: string
  readonly total: number
  readonly rows: readonly CardRow[]
}

const most = 50

/** The unassigned temporary cards that match what was typed last, kept up to date with the desk. `search` answers what was found for its text. */
export function useStock() {
  const [found, setFound] = useState<StockFound | null>(null)
  const [error, setError] = useState<DeskError | null>(null)
  const newest = useRef(0)
  const wanted = useRef('')
  const search = async (text: string): Promise<StockFound | null> => {
    const ticket = ++newest.current
    wanted.current = text
    const answer = await desk.search.cards({
      cardType: 'temporary-card',
      states: ['unassigned'],
      text,
      sort: { column: 'id', direction: 'ascending' },
      offset: 0,
      limit: most,
    })
    const result = answer.ok ? { text, total: answer.value.total, rows: answer.value.rows } : null
    if (ticket === newest.current) {
      if (result) setFound(result)
      setError(answer.ok ? null : answer.error)
    }
    return result
  }
  const start = useEffectEvent(() => void search(''))
  useEffect(() => {
    start()
    return () => {
      newest.current += 1
    }
  }, [])
  useDeskChange(() => void search(wanted.current))
  return { found, error, search }
}

/** What a number that was scanned or typed stands for. */
export type Identified =
  | { readonly kind: 'in-stock'; readonly card: string }
  /** A card all right, but none that can be handed out; or no card at all. */
  | { readonly kind: 'no'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: DeskError }

/** Looks the number up as main knows it: the desk's own, the printed one or the chip's. `null` for a part of one only. */
export async function identify(number: string): Promise<Identified | null> {
  const text = number.trim()
  const answer = await desk.search.find({ text, limit: 2 })
  if (!answer.ok) return { kind: 'failed', error: answer.error }
  const wanted = text.toLowerCase()
  const { cards } = answer.value
  const card = cards.find(({ id, cardNumber }) => [id, cardNumber].some((each) => each.toLowerCase() === wanted))
  if (!card) return cards.length === 0 ? { kind: 'no', reason: t('persons.stock.unknown', { text }) } : null
  if (card.cardType === 'temporary-card' && card.state === 'unassigned') return { kind: 'in-stock', card: card.id }
  const state = stateLabel(card.cardType, card.state)
  return { kind: 'no', reason: t('persons.stock.notInStock', { card: card.id, state }) }
}
