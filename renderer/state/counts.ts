import type { Counts } from '../../shared/contract'
import { cardTypes } from '../../shared/lifecycle'

/** Orders the bureau has and whose end is not known: the cards that are Ordered or In production. */
export function atBureauOf(counts: Counts): number {
  return cardTypes.reduce((sum, type) => sum + (counts[type].ordered ?? 0) + (counts[type]['in-production'] ?? 0), 0)
}
