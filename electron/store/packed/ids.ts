import { type Counter, counters, formatId } from '../../engine/view'

/** So many digits are always an exact number. */
const mostDigits = 15
const fewestDigits = 6
const [zero, nine] = [0x30, 0x39]
const million = 1_000_000

const prefixes = Object.fromEntries(
  counters.map((counter) => [counter, formatId(counter, 0).slice(0, -fewestDigits)]),
) as Record<Counter, string>

/** The id with that number: what `formatId` makes, several times as fast. */
export function idWith(counter: Counter, number: number): string {
  return prefixes[counter] + (number < million ? String(number + million).slice(1) : String(number))
}

/** The number in an id that is exactly what `formatId` makes of it; -1 for any other text. */
export function exactNumberOf(counter: Counter, id: string): number {
  const prefix = prefixes[counter]
  const digits = id.length - prefix.length
  if (digits < fewestDigits || digits > mostDigits || !id.startsWith(prefix)) return -1
  if (digits > fewestDigits && id.charCodeAt(prefix.length) === zero) return -1
  let number = 0
  for (let place = prefix.length; place < id.length; place += 1) {
    const code = id.charCodeAt(place)
    if (code < zero || code > nine) return -1
    number = number * 10 + (code - zero)
  }
  return number
}
