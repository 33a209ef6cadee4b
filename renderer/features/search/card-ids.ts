import type { Answer } from '../../../shared/errors'
import { askForCards, type CardQuery, type Sorts } from './query'

/** Rows read at a time where many are wanted: as many as one call answers. */
const page = 500
/** A list that changes while its pages are read is begun anew this many times. */
const mostAttempts = 5

export interface CardIds {
  readonly ids: readonly string[]
  /** How many the query finds. */
  readonly total: number
}

interface Range {
  readonly offset: number
  readonly limit: number
  readonly among?: string[]
}

/** The ids of these rows of what the query finds, all of one moment where that can be had. */
export async function readCardIds(query: CardQuery, sorts: Sorts, range: Range): Promise<Answer<CardIds>> {
  const { offset, limit, ...rest } = range
  for (let attempt = 1; ; attempt += 1) {
    const ids = new Set<string>()
    const moments = new Set<number>()
    let total = 0
    let read = 0
    do {
      const part = { offset: offset + read, limit: Math.min(page, limit - read), ...rest }
      const answer = await askForCards(query, sorts, part)
      if (!answer.ok) return answer
      total = answer.value.total
      moments.add(answer.value.sequence)
      for (const { id } of answer.value.rows) ids.add(id)
      read += part.limit
    } while (read < limit && offset + read < total)
    if (moments.size === 1 || attempt === mostAttempts) return { ok: true, value: { ids: [...ids], total } }
  }
}
