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

/** The place of the row to go on with: the first from there on that was not left for later, else whatever is there. */
export function nextToDecide(rows: readonly RequestRow[], from: number, later: ReadonlySet<string>): number {
  const places = rows.map((_, place) => place)
  const inTurn = [...places.slice(from), ...places.slice(0, from)]
  const waits = inTurn.find((place) => !later.has(rows[place]?.card.id ?? ''))
  return waits ?? Math.max(0, Math.min(from, rows.length - 1))
}
