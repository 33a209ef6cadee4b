import type { Card } from '../../../shared/model'

export interface DueBack {
  /** ISO 8601 date. */
  readonly day: string
  /** Whole days since that day; 0 on the day itself, negative before. */
  readonly daysLate: number
}

const millisecondsOfDay = 24 * 60 * 60 * 1000

/** Only from these a card can be withdrawn, which is how it comes back. */
const awaited: readonly Card['state'][] = ['assigned', 'expired']

/** When a temporary card that somebody has is due back; `null` for a card that nobody has to bring back. */
export function dueBack({ cardType, state, holder, validThrough }: Card, now: Date): DueBack | null {
  if (cardType !== 'temporary-card' || !awaited.includes(state) || holder === null || validThrough === null) return null
  // Both as days of the calendar, so that a change of clocks in between makes no difference.
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
  return { day: validThrough, daysLate: Math.round((today - Date.parse(validThrough)) / millisecondsOfDay) }
}
