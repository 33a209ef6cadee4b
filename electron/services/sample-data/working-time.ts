import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import type { Random } from './random'

dayjs.extend(utc)

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** The desk's hours, as hours of the day in UTC: sample data must not depend on the machine's time zone. */
const opens = 7 * hour
const closes = 17 * hour

function midnight(time: number): number {
  return time - (time % day)
}

function isWorkingDay(time: number): boolean {
  const weekday = new Date(time).getUTCDay()
  return weekday >= 1 && weekday <= 5
}

/** True from Monday to Friday while the desk is open. */
export function isWorkingMoment(time: number): boolean {
  const clock = time % day
  return isWorkingDay(time) && clock >= opens && clock < closes
}

/** The moment itself while the desk is open, else some moment of the next time it is. */
export function workingMomentFrom(time: number, random: Random): number {
  if (isWorkingMoment(time)) return Math.floor(time)
  let date = midnight(time)
  if (time - date >= opens) date += day
  while (!isWorkingDay(date)) date += day
  return date + opens + random.whole(0, closes - opens - 1)
}

/** The moment itself while the desk is open, else some moment of the last time it was. */
export function workingMomentUntil(time: number, random: Random): number {
  if (isWorkingMoment(time)) return Math.floor(time)
  let date = midnight(time)
  if (time - date < closes) date -= day
  while (!isWorkingDay(date)) date -= day
  return date + opens + random.whole(0, closes - opens - 1)
}

/** When batch sync runs next: every quarter of an hour, a few seconds past. */
export function nextBatchRun(time: number, random: Random): number {
  return Math.ceil(time / (15 * minute)) * 15 * minute + random.whole(2_000, 40_000)
}

/** When the expiry run ends what was valid through that day: in the night after it. */
export function expiryRunAfter(lastDay: string): number {
  return Date.parse(lastDay) + day + 5 * minute
}

/** The ISO 8601 day a moment lies in. */
export function dayOf(time: number): string {
  return timestampOf(time).slice(0, 10)
}

export function timestampOf(time: number): string {
  return new Date(time).toISOString()
}

export function addDays(date: string, days: number): string {
  return dayOf(Date.parse(date) + days * day)
}

export function addMonths(date: string, months: number): string {
  return dayjs.utc(date).add(months, 'month').format('YYYY-MM-DD')
}
