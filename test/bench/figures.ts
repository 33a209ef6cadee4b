/** What a figure is of: the desk, or what is measured beside it in the same run. */
export const subjects = ['desk', 'sqlite', 'sqlite-together', 'lowdb', 'floor', 'event-loop', 'navigation'] as const
export type Subject = (typeof subjects)[number]

/** How long something took, many times over; milliseconds. */
export interface Times {
  readonly p50: number
  readonly p99: number
  readonly count: number
}

/** One figure of one desk: in the row's unit, or why there is none. */
export interface Finding {
  /** The row it belongs into. */
  readonly row: string
  readonly of: Subject
  readonly figure: number | Times | null
  /** What belongs to it as a few words: what exactly was measured, or why there is no figure. */
  readonly note: string | null
}

/** The value that so many of a hundred stay at or below, by nearest rank. @throws {Error} without any value. */
export function percentile(values: readonly number[], hundredths: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const value = sorted[Math.max(0, Math.ceil((sorted.length * hundredths) / 100) - 1)]
  if (value === undefined) throw new Error('there is nothing to take a percentile of')
  return value
}

/** Times in milliseconds, summed up. */
export function timesOf(values: readonly number[]): Times {
  return { p50: percentile(values, 50), p99: percentile(values, 99), count: values.length }
}
