import type { PersonSearchResult, SearchResult } from '../../../shared/contract'
import type { ResultRow } from './query'

/** Rows fetched together; a screenful and more. */
export const pageSize = 100
/** At most this many rows are asked for in one call. */
const mostRows = 2 * pageSize
const mostPages = 40

interface Page {
  readonly rows: readonly ResultRow[]
  /** The desk's sequence it was read at. */
  readonly sequence: number
}

/**
 * The part of a result that has been read so far. A page older than `sequence` still shows until it is
 * read anew, so that nothing flickers while the desk changes.
 */
export interface ResultPages {
  readonly total: number
  /** What the list should reflect at least. */
  readonly sequence: number
  readonly pages: ReadonlyMap<number, Page>
}

export const noPages: ResultPages = { total: 0, sequence: 0, pages: new Map() }

/** The rows to ask for next so that `first` to `last` are there and as new as they must be; `null` when they are. */
export function missingRows(
  { total, sequence, pages }: ResultPages,
  first: number,
  last: number,
): { offset: number; limit: number } | null {
  const from = Math.floor(Math.max(0, first) / pageSize)
  const to = Math.floor(Math.max(0, Math.min(last, total - 1)) / pageSize)
  const wanted = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const isOld = (number: number) => (pages.get(number)?.sequence ?? sequence) < sequence
  // What is on screen is read at one moment: two moments would show a row twice or not at all.
  const together = wanted.length * pageSize <= mostRows && wanted.some(isOld)
  const lacking = together ? wanted : wanted.filter((number) => !pages.has(number) || isOld(number))
  const start = lacking[0]
  const end = lacking.at(-1)
  if (start === undefined || end === undefined) return null
  return { offset: start * pageSize, limit: Math.min(mostRows, (end - start + 1) * pageSize) }
}

/** Takes in an answer for rows that began at `offset`. */
export function withRows(
  before: ResultPages,
  offset: number,
  limit: number,
  result: SearchResult | PersonSearchResult,
): ResultPages {
  const { total, rows, sequence } = result
  const pages = new Map(before.pages)
  for (let start = 0; start < limit; start += pageSize) {
    const number = (offset + start) / pageSize
    const part = rows.slice(start, start + pageSize)
    pages.delete(number)
    if (part.length > 0) pages.set(number, { rows: part, sequence })
    else if (number === 0) pages.set(0, { rows: [], sequence })
  }
  for (const number of pages.keys()) {
    if (number > 0 && number * pageSize >= total) pages.delete(number)
  }
  // Maps keep the order of insertion: the first ones were read longest ago.
  for (const number of pages.keys()) {
    if (pages.size <= mostPages) break
    pages.delete(number)
  }
  return { total, sequence: Math.max(before.sequence, sequence), pages }
}

/** From now on the list should reflect that sequence: what was read before is read anew when it shows. */
export function expectSequence(pages: ResultPages, sequence: number): ResultPages {
  return sequence > pages.sequence ? { ...pages, sequence } : pages
}

/** The row at that place of the list; `undefined` while it has not been read. */
export function rowAt({ pages }: ResultPages, index: number): ResultRow | undefined {
  return pages.get(Math.floor(index / pageSize))?.rows[index % pageSize]
}

/** Where a card or person is in the part that has been read; `null` when it is not there. */
export function placeOf({ pages }: ResultPages, id: string): number | null {
  for (const [number, { rows }] of pages) {
    const index = rows.findIndex((row) => row.id === id)
    if (index >= 0) return number * pageSize + index
  }
  return null
}
