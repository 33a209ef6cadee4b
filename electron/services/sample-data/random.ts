/**
 * A stream of numbers that follows from its keys alone. Every person and every card gets a stream of
 * its own, so that each can be made again at any time and nothing need be kept; that takes a generator
 * that is nearly free to start, which Faker's is not.
 */
export class Random {
  private state = 0x6d2b79f5

  constructor(...keys: number[]) {
    for (const key of keys) this.state = scatter(Math.imul(this.state, 31) + (key | 0))
  }

  /** A fraction from 0 up to, but never, 1. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  between(least: number, most: number): number {
    return least + this.fraction() * (most - least)
  }

  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1))
  }

  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  /** One of the list; the list must not be empty. */
  pick<Item>(list: readonly Item[]): Item {
    const item = list[Math.floor(this.fraction() * list.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
}

/** Spreads a number over all 32 bits; two different numbers stay different. */
export function scatter(value: number): number {
  let mixed = value | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) | 0
}
