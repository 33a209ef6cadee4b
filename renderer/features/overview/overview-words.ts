import type { OrderAge } from '../../../shared/contract'
import { t } from '../../../shared/texts'

/** How long ago, for a band of whole days. */
export function ageText({ from, to }: Pick<OrderAge, 'from' | 'to'>): string {
  if (to === null) return t('overview.ages.older', { from })
  if (from !== to) return t('overview.ages.span', { from, to })
  if (from === 0) return t('overview.ages.today')
  return from === 1 ? t('overview.ages.yesterday') : t('overview.ages.day', { count: from })
}

/** Days from one ISO 8601 date to a later one; a calendar day has no time zone. */
export function daysBetween(day: string, later: string): number {
  return Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / (24 * 60 * 60 * 1000))
}

/** How late something due on that day is: `due today`, `3 days late`. */
export function lateText(due: string, today: string): string {
  const days = daysBetween(due.slice(0, 10), today)
  return days > 0 ? t('overview.due.late', { count: days }) : t('overview.due.today')
}
