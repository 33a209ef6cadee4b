import { processOf } from '../../shared/lifecycle'
import type { Card } from '../../shared/model'
import type { DeskEvent } from '../engine/events'
import { expire } from './certificates'
import { CardStory } from './events'
import { isOver } from './validity'

const runOf = { card: 'CardsExpiryRun', 'temporary-card': 'TempCardsExpiryRun' } as const

/** Whether the expiry run ends the card on that day. */
export function expires(card: Card, today: string): boolean {
  return isOver(card, today) && processOf(runOf[card.cardType])?.startsIn.includes(card.state) === true
}

/** What the expiry run writes about a card on that day; nothing when the card is not over, or not any more. */
export function expiryEvents(card: Card, today: string): readonly DeskEvent[] {
  if (!expires(card, today)) return []
  const set = { certificates: expire(card.certificates) }
  const input = { validThrough: card.validThrough ?? '' }
  return CardStory.of(card, runOf[card.cardType]).move('expired', { set, input }).events
}
