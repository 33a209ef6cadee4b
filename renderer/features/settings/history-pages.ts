import type { ResponseOf } from '../../../shared/contract'
import type { ChangeEntry } from '../../../shared/model'

/** As much of the history as was read. */
export interface HistoryPages {
  /** Newest first. */
  readonly entries: readonly ChangeEntry[]
  /** Where older entries begin; `null` when all are here. */
  readonly before: number | null
}

type Page = ResponseOf<'settings.history'>

/** The pages with the next older one. */
export function withOlder({ entries }: HistoryPages, page: Page): HistoryPages {
  const known = new Set(entries.map(({ number }) => number))
  return { entries: [...entries, ...page.entries.filter(({ number }) => !known.has(number))], before: page.before }
}

/**
 * The pages with the newest one read again. Entries never change, so older ones stay; where the newest
 * page does not reach down to what was known, there may be some in between, and only the page is kept.
 */
export function withNewest(pages: HistoryPages | null, page: Page): HistoryPages {
  const last = pages?.entries[0]
  const meets = last !== undefined && page.entries.some(({ number }) => number === last.number)
  if (!pages || !meets) return page
  const fresh = new Set(page.entries.map(({ number }) => number))
  return {
    entries: [...page.entries, ...pages.entries.filter(({ number }) => !fresh.has(number))],
    before: pages.entries.length > page.entries.length ? pages.before : page.before,
  }
}
