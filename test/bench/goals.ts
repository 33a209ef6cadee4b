import type { Finding, Subject, Times } from './figures.ts'

type Part = 'value' | keyof Omit<Times, 'count'>

/** What a goal may look at: the row's other figures. */
export interface Seen {
  readonly cards: number
  /** The figure of what is compared, at this size; `NaN` when it has none. */
  of(subject: Subject, part: Part): number
  /** The desk's own figure at the smallest size. */
  ofSmallest(part: Part): number
}

export interface Goal {
  /** As people read it: `p99 at most 16 ms`. */
  readonly text: string
  readonly part: Part
  readonly direction: 'least' | 'most'
  /** In the row's unit; `NaN` when what it rests on was not measured. */
  readonly limit: (seen: Seen) => number
}

export interface Verdict {
  readonly goal: string
  readonly limit: number
  readonly reached: boolean
  /** By how much of the limit it was missed, percent; 0 when it was reached. */
  readonly missedBy: number
}

export const atMost = (text: string, part: Part, limit: Goal['limit']): Goal => {
  return { text, part, direction: 'most', limit }
}

export const atLeast = (text: string, part: Part, limit: Goal['limit']): Goal => {
  return { text, part, direction: 'least', limit }
}

/** The figure hardly grows with the desk: at most so many times that of the smallest desk in the run. */
export const flat = (text: string, part: Part, times: number): Goal =>
  atMost(text, part, ({ ofSmallest }) => times * ofSmallest(part))

/** Part of a figure; `NaN` when there is none. */
export function partOf(finding: Finding | undefined, part: Part): number {
  const figure = finding?.figure ?? null
  if (figure === null) return Number.NaN
  if (typeof figure === 'number') return part === 'value' ? figure : Number.NaN
  return part === 'value' ? Number.NaN : figure[part]
}

/** Whether a figure reaches a goal; `null` when one of the two is not there. */
export function judge(
  { text, part, direction, limit }: Goal,
  finding: Finding | undefined,
  seen: Seen,
): Verdict | null {
  const figure = partOf(finding, part)
  const most = limit(seen)
  if (Number.isNaN(figure) || Number.isNaN(most)) return null
  const reached = direction === 'most' ? figure <= most : figure >= most
  return { goal: text, limit: most, reached, missedBy: reached ? 0 : (Math.abs(figure - most) / most) * 100 }
}
