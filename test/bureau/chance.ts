import { createHash } from 'node:crypto'

/**
 * A number from 0 up to 1 that the same seed and the same words always give: what the bureau decides about an
 * order does not hang on when the order came, nor on how often the bureau was started.
 */
export function chance(seed: number, ...words: readonly string[]): number {
  return digest(seed, words).readUInt32BE(0) / 2 ** 32
}

/** Digits the same seed and words always give, at most 14. */
export function digits(count: number, seed: number, ...words: readonly string[]): string {
  const value = digest(seed, words).readBigUInt64BE(0) % 10n ** BigInt(count)
  return String(value).padStart(count, '0')
}

/** Hexadecimal digits in upper case, at most 64. */
export function hexDigits(count: number, seed: number, ...words: readonly string[]): string {
  return digest(seed, words).toString('hex').slice(0, count).toUpperCase()
}

/** The list in an order that the same seed and words always give. */
export function shuffled<Value>(list: readonly Value[], seed: number, ...words: readonly string[]): Value[] {
  const drawn = list.map((value, place) => ({ value, at: chance(seed, ...words, String(place)) }))
  return drawn.sort((one, other) => one.at - other.at).map(({ value }) => value)
}

function digest(seed: number, words: readonly string[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([seed, ...words]))
    .digest()
}
