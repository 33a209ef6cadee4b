import { type Bits, setBit } from './bits'
import { after, type Segment } from './segment'

export interface GramLimits {
  /** Texts of a segment that may hold a gram before grams one byte longer are told apart. */
  readonly frequent: number
  /** Bytes of the longest gram. */
  readonly longest: number
}

/** The tables of a segment's grams: gram 0 is the root, the empty text. */
export interface GramTables {
  /** The last byte of each gram; those below one gram stand together, in order. */
  readonly lastBytes: Uint8Array
  readonly firstBelow: Uint32Array
  readonly countBelow: Uint16Array
  /** How many texts hold it. */
  readonly texts: Uint16Array
  /** Where its bits begin (a word of `bits`), or its list (a byte of `lists`). */
  readonly places: Uint32Array
  readonly bits: Bits
  /** Texts by the distance from the one before, seven bits to a byte, lowest first. */
  readonly lists: Uint8Array
}

/**
 * Which texts of a segment hold which grams, as a tree: below the root the single bytes, below each gram that
 * many texts hold the grams one byte longer. A gram that few texts hold has a list of them and nothing below it, so
 * that at most a few texts must be read to find any longer piece of text; the others have a bit for every text.
 */
export class Grams {
  constructor(
    private readonly limits: GramLimits,
    private readonly tables: GramTables,
  ) {}

  /** Sets the bits, counted from the word `at`, of the texts that hold this piece. */
  find(piece: Uint8Array, segment: Segment, found: Bits, at: number): void {
    const { texts } = this.tables
    let rarest = -1
    for (let start = 0; start < piece.length; start += 1) {
      let gram = 0
      let end = start
      while (end < piece.length && end - start < this.limits.longest && (gram === 0 || this.isFrequent(gram))) {
        gram = this.below(gram, piece[end] as number)
        // A gram that is not in the tree is in no text.
        if (gram < 0) return
        end += 1
      }
      if (start === 0 && end === piece.length) {
        this.addAll(gram, segment.count, found, at)
        return
      }
      if (rarest < 0 || (texts[gram] as number) < (texts[rarest] as number)) rarest = gram
    }
    const { bytes, starts } = segment
    this.each(rarest, segment.count, (index) => {
      const from = starts[index] as number
      if (after(bytes, from, (starts[index + 1] as number) - 1, piece) >= 0) setBit(found, (at << 5) + index)
    })
  }

  private isFrequent(gram: number): boolean {
    return (this.tables.texts[gram] as number) > this.limits.frequent
  }

  private below(gram: number, byte: number): number {
    const { lastBytes, firstBelow, countBelow } = this.tables
    let least = firstBelow[gram] as number
    let most = least + (countBelow[gram] as number) - 1
    while (least <= most) {
      const middle = (least + most) >>> 1
      const found = lastBytes[middle] as number
      if (found === byte) return middle
      if (found < byte) least = middle + 1
      else most = middle - 1
    }
    return -1
  }

  private addAll(gram: number, count: number, found: Bits, at: number): void {
    if (!this.isFrequent(gram)) {
      this.each(gram, count, (index) => setBit(found, (at << 5) + index))
      return
    }
    const { bits, places } = this.tables
    const place = places[gram] as number
    for (let word = 0; word << 5 < count; word += 1) {
      found[at + word] = (found[at + word] as number) | (bits[place + word] as number)
    }
  }

  private each(gram: number, count: number, take: (index: number) => void): void {
    const { bits, lists, places, texts } = this.tables
    let place = places[gram] as number
    if (this.isFrequent(gram)) {
      for (let word = 0; word << 5 < count; word += 1) {
        for (let left = bits[place + word] as number; left !== 0; left &= left - 1) {
          take((word << 5) + 31 - Math.clz32(left & -left))
        }
      }
      return
    }
    let index = -1
    for (let left = texts[gram] as number; left > 0; left -= 1) {
      let byte = lists[place++] as number
      let distance = byte & 127
      for (let shift = 7; byte > 127; shift += 7) {
        byte = lists[place++] as number
        distance |= (byte & 127) << shift
      }
      index += distance + 1
      take(index)
    }
  }
}
