import type { breather } from '../../breathe'
import { type Bits, grown, setBit } from './bits'
import { type GramLimits, Grams } from './grams'
import { lineEnd, type Segment } from './segment'

/** Occurrences looked at in one go before it is asked how long it has taken. */
const slice = 8192

/** The grams of a full segment, made in slices beside other work. */
export function gramsOf(segment: Segment, limits: GramLimits, breathe: ReturnType<typeof breather>): Promise<Grams> {
  return new GramMaker(segment, limits, breathe).make()
}

interface Range {
  readonly from: number
  readonly to: number
}

/** A gram many texts hold, with the range of its occurrences: where the byte after it is, in order. */
interface Open extends Range {
  readonly gram: number
}

/** Makes a segment's grams length by length, all of a length in one go over the occurrences of those above. */
class GramMaker {
  private readonly textAt: Uint16Array
  private readonly lastBytes: number[] = []
  private readonly firstBelow: number[] = []
  private readonly countBelow: number[] = []
  private readonly texts: number[] = []
  private readonly places: number[] = []
  private bits: Bits = new Uint32Array(0)
  private bitsUsed = 0
  private lists: Uint8Array = new Uint8Array(0)
  private listsUsed = 0

  constructor(
    private readonly segment: Segment,
    private readonly limits: GramLimits,
    private readonly breathe: ReturnType<typeof breather>,
  ) {
    this.textAt = new Uint16Array(segment.bytes.length)
  }

  async make(): Promise<Grams> {
    const { starts, count, bytes } = this.segment
    for (let index = 0; index < count; index += 1) this.textAt.fill(index, starts[index], starts[index + 1])
    let occurrences = new Uint32Array(bytes.length)
    for (let position = 0; position < bytes.length; position += 1) occurrences[position] = position
    let next = new Uint32Array(bytes.length)
    await this.breathe()
    this.addGram(0, count, 0)
    let open: Open[] = [{ gram: 0, from: 0, to: bytes.length }]
    for (let length = 1; length <= this.limits.longest && open.length > 0; length += 1) {
      const longer: Open[] = []
      for (const each of open) longer.push(...(await this.below(each, occurrences, next)))
      ;[occurrences, next] = [next, occurrences]
      open = longer
    }
    return new Grams(this.limits, {
      lastBytes: Uint8Array.from(this.lastBytes),
      firstBelow: Uint32Array.from(this.firstBelow),
      countBelow: Uint16Array.from(this.countBelow),
      texts: Uint16Array.from(this.texts),
      places: Uint32Array.from(this.places),
      bits: this.bits.slice(0, this.bitsUsed),
      lists: this.lists.slice(0, this.listsUsed),
    })
  }

  /** Adds the grams one byte longer than this one; answers those among them that many texts hold. */
  private async below({ gram, from, to }: Open, occurrences: Uint32Array, next: Uint32Array): Promise<Open[]> {
    const { bytes } = this.segment
    const counts = new Uint32Array(256)
    for (let index = from; index < to; ) {
      for (const end = Math.min(to, index + slice); index < end; index += 1) {
        const byte = bytes[occurrences[index] as number] as number
        counts[byte] = (counts[byte] as number) + 1
      }
      await this.breathe()
    }
    // A text that ends here goes no further.
    counts[lineEnd] = 0
    const ends = new Uint32Array(256)
    let place = from
    for (let byte = 0; byte < 256; byte += 1) {
      ends[byte] = place
      place += counts[byte] as number
    }
    for (let index = from; index < to; ) {
      for (const end = Math.min(to, index + slice); index < end; index += 1) {
        const position = occurrences[index] as number
        const byte = bytes[position] as number
        if (byte === lineEnd) continue
        const moved = ends[byte] as number
        next[moved] = position + 1
        ends[byte] = moved + 1
      }
      await this.breathe()
    }
    const longer: Open[] = []
    this.firstBelow[gram] = this.texts.length
    for (let byte = 0; byte < 256; byte += 1) {
      const count = counts[byte] as number
      if (count === 0) continue
      const range = { from: (ends[byte] as number) - count, to: ends[byte] as number }
      const added = this.addBelow(gram, byte, next, range)
      if ((this.texts[added] as number) > this.limits.frequent) longer.push({ gram: added, ...range })
      const pause = this.breathe()
      if (pause) await pause
    }
    this.countBelow[gram] = this.texts.length - (this.firstBelow[gram] as number)
    return longer
  }

  private addBelow(above: number, byte: number, occurrences: Uint32Array, range: Range): number {
    const texts = this.textsIn(occurrences, range)
    if (texts <= this.limits.frequent) return this.addGram(byte, texts, this.addList(occurrences, range))
    // In as many texts as the gram above: in the same ones. An organisation's domain is in every address.
    const same = above !== 0 && texts === this.texts[above]
    return this.addGram(byte, texts, same ? (this.places[above] as number) : this.addBits(occurrences, range))
  }

  private addGram(lastByte: number, texts: number, place: number): number {
    this.lastBytes.push(lastByte)
    this.firstBelow.push(0)
    this.countBelow.push(0)
    this.places.push(place)
    return this.texts.push(texts) - 1
  }

  /** The text with that occurrence. An occurrence is one past the gram's last byte. */
  private textOf(occurrences: Uint32Array, index: number): number {
    return this.textAt[(occurrences[index] as number) - 1] as number
  }

  private textsIn(occurrences: Uint32Array, { from, to }: Range): number {
    let count = 0
    let before = -1
    for (let index = from; index < to; index += 1) {
      const text = this.textOf(occurrences, index)
      if (text !== before) count += 1
      before = text
    }
    return count
  }

  private addList(occurrences: Uint32Array, { from, to }: Range): number {
    const place = this.listsUsed
    // Three bytes hold any distance within a segment.
    this.lists = grown(this.lists, place + (to - from) * 3)
    let before = -1
    for (let index = from; index < to; index += 1) {
      const text = this.textOf(occurrences, index)
      if (text === before) continue
      let distance = text - before - 1
      while (distance > 127) {
        this.lists[this.listsUsed++] = (distance & 127) | 128
        distance >>>= 7
      }
      this.lists[this.listsUsed++] = distance
      before = text
    }
    return place
  }

  private addBits(occurrences: Uint32Array, { from, to }: Range): number {
    const place = this.bitsUsed
    this.bitsUsed += (this.segment.count + 31) >>> 5
    this.bits = grown(this.bits, this.bitsUsed)
    for (let index = from; index < to; index += 1) setBit(this.bits, (place << 5) + this.textOf(occurrences, index))
    return place
  }
}
