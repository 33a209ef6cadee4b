import type { Card } from '../../shared/model'

const dayMilliseconds = 86_400_000

/**
 * True when the card's last day is over on that day: it is valid through the whole of its last day. The
 * expiry run ends such a card; until it has come by, nothing that needs a valid card is done with it.
 */
export function isOver({ validThrough }: Pick<Card, 'validThrough'>, today: string): boolean {
  return validThrough !== null && validThrough < today
}

/** The ISO 8601 date so many days on. Counted in whole days, so that no change of the clock can shift it. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMilliseconds).toISOString().slice(0, 10)
}
