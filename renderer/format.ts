import { t } from '../shared/texts'

/** The person's own way of writing dates and numbers where it is English, as the texts are. */
export const locale =
  typeof navigator !== 'undefined' && navigator.language.startsWith('en') ? navigator.language : 'en-GB'

const dayFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
const dayOfYearFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
const timeFormat = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const exactFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' })
const relativeFormat = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const numberFormat = new Intl.NumberFormat(locale)

/** A number with its thousands set apart. */
export function formatNumber(value: number): string {
  return numberFormat.format(value)
}

/** A calendar day, `2026-11-12` → `12 Nov 2026`; a day has no time zone. Empty for what is no day. */
export function formatDay(day: string | null): string {
  const match = day?.match(/^(\d{4})-(\d{2})-(\d{2})/)
  if (!match) return ''
  return dayFormat.format(new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3])))
}

const startOfDay = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
const millisecondsOfDay = 24 * 60 * 60 * 1000

/**
 * When something happened, as people say it: `today, 09:14`, `yesterday, 17:02`, `12 Nov, 09:14`,
 * and with the year when it was another one. Empty for what is no time.
 */
export function formatMoment(instant: string | null, now: Date = new Date()): string {
  const at = new Date(instant ?? Number.NaN)
  if (Number.isNaN(at.getTime())) return ''
  // Rounded, because a day with a change of clocks is an hour longer or shorter.
  const days = Math.round((startOfDay(at) - startOfDay(now)) / millisecondsOfDay)
  const near = days === 0 || days === -1
  const sameYear = at.getFullYear() === now.getFullYear()
  const day = near ? relativeFormat.format(days, 'day') : (sameYear ? dayOfYearFormat : dayFormat).format(at)
  return t('shell.momentOfDay', { day, time: timeFormat.format(at) })
}

/** When something happened, in the fewest words: `09:14` today, `12 Nov, 09:14` otherwise. Empty for what is no time. */
export function formatTimeOrDay(instant: string | null, now: Date = new Date()): string {
  const at = new Date(instant ?? Number.NaN)
  const today = !Number.isNaN(at.getTime()) && startOfDay(at) === startOfDay(now)
  return today ? timeFormat.format(at) : formatMoment(instant, now)
}

/** The exact time with its zone, for whoever hovers. Empty for what is no time. */
export function formatExactly(instant: string | null): string {
  const at = new Date(instant ?? Number.NaN)
  return Number.isNaN(at.getTime()) ? '' : exactFormat.format(at)
}
