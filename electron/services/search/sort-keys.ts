import type { breather } from '../../breathe'
import { grown } from './bits'

/** More keys than these are told apart by their next byte; fewer are sorted by their next four. */
const most = 16_384
/** As few as these are put in order one by one. */
const few = 12
/** Keys looked at in one go before it is asked how long it has taken. */
const slice = 8192

/** A range of the order whose keys are alike in their first `depth` bytes. */
interface Range {
  readonly from: number
  readonly to: number
  readonly depth: number
}

/** Texts by numbers that count up from 0, as bytes that sort as the texts' UTF-16 units do. */
export class SortKeys {
  private bytes: Uint8Array = new Uint8Array(1024)
  private readonly starts: Uint32Array
  private count = 0

  /** @param most how many there will be. */
  constructor(most: number) {
    this.starts = new Uint32Array(most + 1)
  }

  add(key: string): void {
    let at = this.starts[this.count] as number
    if (at + key.length * 3 > this.bytes.length) this.bytes = grown(this.bytes, (at + key.length * 3) * 2)
    const { bytes } = this
    // UTF-8 of each unit by itself, halves of surrogate pairs too, and one more, so that 0 is free for the end.
    for (let index = 0; index < key.length; index += 1) {
      const unit = key.charCodeAt(index)
      if (unit < 0x80) bytes[at++] = unit + 1
      else if (unit < 0x800) {
        bytes[at++] = (0xc0 | (unit >>> 6)) + 1
        bytes[at++] = (0x80 | (unit & 63)) + 1
      } else {
        bytes[at++] = (0xe0 | (unit >>> 12)) + 1
        bytes[at++] = (0x80 | ((unit >>> 6) & 63)) + 1
        bytes[at++] = (0x80 | (unit & 63)) + 1
      }
    }
    this.count += 1
    this.starts[this.count] = at
  }

  isEmpty(key: number): boolean {
    return this.starts[key] === this.starts[key + 1]
  }

  /** Compares two keys, from a byte on up to which they are alike. */
  compare(one: number, other: number, depth = 0): number {
    const { bytes, starts } = this
    const oneEnd = starts[one + 1] as number
    const otherEnd = starts[other + 1] as number
    let oneAt = (starts[one] as number) + depth
    let otherAt = (starts[other] as number) + depth
    while (oneAt < oneEnd && otherAt < otherEnd) {
      const difference = (bytes[oneAt++] as number) - (bytes[otherAt++] as number)
      if (difference !== 0) return difference
    }
    return oneEnd - oneAt - (otherEnd - otherAt)
  }

  /** The numbers of all keys in order, those alike as they were added. */
  async sorted(breathe: ReturnType<typeof breather>): Promise<Uint32Array> {
    const order = new Uint32Array(this.count)
    for (let key = 0; key < this.count; key += 1) order[key] = key
    await breathe()
    const scratch = new Uint32Array(this.count)
    const values = new Float64Array(most)
    const open: Range[] = [{ from: 0, to: this.count, depth: 0 }]
    for (let range = open.pop(); range; range = open.pop()) {
      const { from, to } = range
      if (to - from <= few) this.insert(order, range)
      else if (to - from <= most) this.sortByFour(order, range, values, open)
      else await this.tellApart(order, range, scratch, open, breathe)
      const pause = breathe()
      if (pause) await pause
    }
    return order
  }

  private insert(order: Uint32Array, { from, to, depth }: Range): void {
    for (let index = from + 1; index < to; index += 1) {
      const key = order[index] as number
      let at = index
      while (at > from && this.compare(order[at - 1] as number, key, depth) > 0) {
        order[at] = order[at - 1] as number
        at -= 1
      }
      order[at] = key
    }
  }

  /** Sorts by four bytes as one number, with where each was before in its low bits: the engine's own sort does it. */
  private sortByFour(order: Uint32Array, { from, to, depth }: Range, scratch: Float64Array, open: Range[]): void {
    const values = scratch.subarray(0, to - from)
    const before = order.slice(from, to)
    for (let index = 0; index < values.length; index += 1) {
      values[index] = this.four(before[index] as number, depth) * most + index
    }
    values.sort()
    let runFrom = 0
    let run = -1
    // Keys alike in four bytes go on at the next one, unless they have ended.
    const endRun = (to: number) => {
      if (to - runFrom > 1 && run % 256 !== 0) open.push({ from: from + runFrom, to: from + to, depth: depth + 4 })
    }
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index] as number
      order[from + index] = before[value % most] as number
      const four = Math.floor(value / most)
      if (four === run) continue
      endRun(index)
      run = four
      runFrom = index
    }
    endRun(values.length)
  }

  /** Four bytes of a key as a number; 0 for each past its end. */
  private four(key: number, depth: number): number {
    const { bytes, starts } = this
    const at = (starts[key] as number) + depth
    const left = (starts[key + 1] as number) - at
    const first = left > 0 ? (bytes[at] as number) : 0
    const second = left > 1 ? (bytes[at + 1] as number) : 0
    const third = left > 2 ? (bytes[at + 2] as number) : 0
    const fourth = left > 3 ? (bytes[at + 3] as number) : 0
    return first * 0x100_0000 + ((second << 16) | (third << 8) | fourth)
  }

  private byteAt(key: number, depth: number): number {
    const at = (this.starts[key] as number) + depth
    return at < (this.starts[key + 1] as number) ? (this.bytes[at] as number) : 0
  }

  private async tellApart(
    order: Uint32Array,
    { from, to, depth }: Range,
    scratch: Uint32Array,
    open: Range[],
    breathe: ReturnType<typeof breather>,
  ): Promise<void> {
    const counts = new Uint32Array(256)
    for (let index = from; index < to; ) {
      for (const end = Math.min(to, index + slice); index < end; index += 1) {
        const byte = this.byteAt(order[index] as number, depth)
        counts[byte] = (counts[byte] as number) + 1
      }
      await breathe()
    }
    const places = new Uint32Array(256)
    let sum = from
    for (let byte = 0; byte < 256; byte += 1) {
      places[byte] = sum
      sum += counts[byte] as number
      const range = { from: places[byte] as number, to: sum, depth: depth + 1 }
      if (byte > 0 && range.to - range.from > 1) open.push(range)
    }
    // All alike in this byte: nothing to move.
    if (counts.includes(to - from)) return
    for (let index = from; index < to; ) {
      for (const end = Math.min(to, index + slice); index < end; index += 1) {
        const key = order[index] as number
        const byte = this.byteAt(key, depth)
        const place = places[byte] as number
        scratch[place] = key
        places[byte] = place + 1
      }
      await breathe()
    }
    order.set(scratch.subarray(from, to), from)
  }
}
