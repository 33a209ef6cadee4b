import { setImmediate as turn } from 'node:timers/promises'
import { breather } from '../../breathe'
import { sliceMilliseconds } from './slices'
import { SortKeys } from './sort-keys'

/** Steps taken in one go before it is asked how long they took. */
const slice = 8192

/**
 * Slots by a number each, those alike in the order in which they were given: a radix sort, in slices beside
 * other work. `keyOf` answers whole numbers whose distance is below 2^53, and is asked once for each.
 */
export async function sortedByNumber(slots: Uint32Array, keyOf: (slot: number) => number): Promise<Uint32Array> {
  const count = slots.length
  const eachSlice = partsOf(count)
  const keys = new Float64Array(count)
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  let isSorted = true
  await eachSlice((from, to) => {
    for (let at = from; at < to; at += 1) {
      const key = keyOf(slots[at] as number)
      keys[at] = key
      if (key < most) isSorted = false
      if (key < least) least = key
      if (key > most) most = key
    }
  })
  if (isSorted) return slots.slice()
  const isWide = most - least >= 0x1_0000_0000
  // Fresh memory takes its time, too: there are turns between these.
  const arrays: Uint32Array[] = []
  for (let more = 0; more < (isWide ? 5 : 3); more += 1) {
    arrays.push(new Uint32Array(count))
    await turn()
  }
  const none = new Uint32Array(0)
  const [low = none, nextSlots = none, nextLow = none, high = none, nextHigh = none] = arrays
  await eachSlice((from, to) => {
    for (let at = from; at < to; at += 1) {
      const key = (keys[at] as number) - least
      low[at] = key
      if (isWide) high[at] = key / 0x1_0000_0000
    }
  })
  let now: Keyed = { slots: slots.slice(), low, high }
  let next: Keyed = { slots: nextSlots, low: nextLow, high: nextHigh }
  // Sixteen bits at a time, lowest first.
  for (let digit = 0; digit < 4 && most - least >= 0x1_0000 ** digit; digit += 1) {
    await moveByDigit(now, next, digit, eachSlice)
    ;[now, next] = [next, now]
  }
  return now.slots
}

/** Slots with their keys, which have 64 bits; `high` is empty when none needs more than 32. */
interface Keyed {
  readonly slots: Uint32Array
  readonly low: Uint32Array
  readonly high: Uint32Array
}

async function moveByDigit(now: Keyed, next: Keyed, digit: number, eachSlice: ReturnType<typeof partsOf>) {
  const shift = (digit & 1) * 16
  const digits = digit < 2 ? now.low : now.high
  const isWide = now.high.length > 0
  const starts = new Uint32Array(0x1_0001)
  await eachSlice((from, to) => {
    for (let at = from; at < to; at += 1) {
      const after = (((digits[at] as number) >>> shift) & 0xffff) + 1
      starts[after] = (starts[after] as number) + 1
    }
  })
  for (let value = 1; value < starts.length; value += 1) {
    starts[value] = (starts[value] as number) + (starts[value - 1] as number)
  }
  await eachSlice((from, to) => {
    for (let at = from; at < to; at += 1) {
      const value = ((digits[at] as number) >>> shift) & 0xffff
      const place = starts[value] as number
      starts[value] = place + 1
      next.slots[place] = now.slots[at] as number
      next.low[place] = now.low[at] as number
      if (isWide) next.high[place] = now.high[at] as number
    }
  })
}

/** Slots in the order of their texts. */
export interface SortedTexts {
  readonly slots: Uint32Array
  /** For each of `slots` the place of its text among the different texts; 0 is the empty text. */
  readonly places: Uint32Array
}

/**
 * Slots by a text each, in the order of its UTF-16 units, as `<` compares texts; those alike in the order in
 * which they were given. In slices beside other work; `keyOf` is asked once for each.
 */
export async function sortedByText(slots: Uint32Array, keyOf: (slot: number) => string): Promise<SortedTexts> {
  const breathe = breather(sliceMilliseconds)
  const keys = new SortKeys(slots.length)
  for (let at = 0; at < slots.length; at += 1) {
    keys.add(keyOf(slots[at] as number))
    if (at % 64 > 0) continue
    const pause = breathe()
    if (pause) await pause
  }
  const order = await keys.sorted(breathe)
  const sorted = new Uint32Array(slots.length)
  const places = new Uint32Array(slots.length)
  let current = 0
  await partsOf(order.length)((from, to) => {
    for (let at = from; at < to; at += 1) {
      const key = order[at] as number
      sorted[at] = slots[key] as number
      const isNext = at === 0 ? !keys.isEmpty(key) : keys.compare(key, order[at - 1] as number) !== 0
      if (isNext) current += 1
      places[at] = current
    }
  })
  return { slots: sorted, places }
}

/** Calls back for one part of so many things after another, and lets everything else have its turn in between. */
export function partsOf(count: number): (work: (from: number, to: number) => void) => Promise<void> {
  const breathe = breather(sliceMilliseconds)
  return async (work) => {
    for (let from = 0; from < count; from += slice) {
      work(from, Math.min(count, from + slice))
      const pause = breathe()
      if (pause) await pause
    }
  }
}
