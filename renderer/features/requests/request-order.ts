import type { RequestRow } from '../../../shared/contract'

/** The rows as they stand in the list: those left for later come last; otherwise main's order is kept. */
export function inOrder(rows: readonly RequestRow[], later: ReadonlySet<string>): readonly RequestRow[] {
  const isLater = ({ card }: RequestRow) => later.has(card.id)
  return later.size === 0 ? rows : [...rows.filter((row) => !isLater(row)), ...rows.filter(isLater)]
}

/**
 * Where work goes on in a list that was read anew: at the row that stood at `index`, or else at the first one
 * after it that is still there, or else behind the last.
 */
export function placeAfter(before: readonly RequestRow[], index: number, now: readonly RequestRow[]): number {
  const places = new Map(now.map(({ card }, place) => [card.id, place]))
  for (const { card } of before.slice(index)) {
    const place = places.get(card.id)
    if (place !== undefined) return place
  }
  return now.length
}

/** The row to go to after the one at `index` was left for later: the next that is not, else whatever follows. */
export function nextUndecided(
  rows: readonly RequestRow[],
  index: number,
  later: ReadonlySet<string>,
): RequestRow | undefined {
  const others = [...rows.slice(index + 1), ...rows.slice(0, index)]
  return others.find(({ card }) => !later.has(card.id)) ?? others[0]
}
