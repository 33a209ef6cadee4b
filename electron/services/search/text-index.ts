import { breather } from '../../breathe'
import { type Bits, wordsFor } from './bits'
import { gramsOf } from './gram-maker'
import type { GramLimits } from './grams'
import { Segment } from './segment'
import { sliceMilliseconds } from './slices'

/** How texts are indexed. */
export interface IndexLimits extends GramLimits {
  /** Texts in a segment, a multiple of 32 below 65,536. */
  readonly segment: number
}

/**
 * A segment is small enough to be read whole while it fills up. A gram that a thirty-second of its texts hold has a
 * bit for every text: not much larger than a list, and fewer texts than that are read one by one in no time. Pieces
 * longer than the longest gram are seldom typed.
 */
export const standardLimits: IndexLimits = { segment: 8192, frequent: 256, longest: 24 }

/** Texts by numbers that count up from 0, in which any piece of text is found quickly. Texts are never changed. */
export class TextIndex {
  private readonly segments: Segment[] = []
  private readonly all: Bits
  private readonly one: Bits
  private count = 0
  private built = 0

  constructor(private readonly limits: IndexLimits = standardLimits) {
    this.all = new Uint32Array(wordsFor(limits.segment))
    this.one = new Uint32Array(wordsFor(limits.segment))
  }

  /** How many texts there are: the number of the next one. */
  get length(): number {
    return this.count
  }

  /** False while a full segment has no grams. */
  get isBuilt(): boolean {
    return this.built === Math.floor(this.count / this.limits.segment)
  }

  /** Adds a text that holds no line end; answers its number. */
  append(text: string): number {
    let last = this.segments.at(-1)
    if (!last || last.count === this.limits.segment) {
      last = new Segment()
      this.segments.push(last)
    }
    last.append(text)
    if (last.count === this.limits.segment) last.seal()
    this.count += 1
    return this.count - 1
  }

  text(number: number): string {
    return this.segmentOf(number).text(number % this.limits.segment)
  }

  /** True when the pieces follow each other in that text. */
  includes(number: number, pieces: readonly Uint8Array[]): boolean {
    return this.segmentOf(number).includes(number % this.limits.segment, pieces)
  }

  /**
   * Sets the bits of the texts in which the pieces follow each other, a segment a step. Texts added since the
   * bits were made have none and are left out.
   */
  *find(pieces: readonly Uint8Array[], found: Bits): Generator<void, void> {
    const words = wordsFor(this.limits.segment)
    const [first] = pieces
    if (!first) return
    for (const [place, segment] of this.segments.entries()) {
      if (pieces.length === 1) segment.find(first, found, place * words)
      else this.findInOrder(pieces, segment, found, place * words)
      yield
    }
  }

  /** Makes grams of every full segment that has none yet, in slices beside other work. One call at a time. */
  async build(): Promise<void> {
    const breathe = breather(sliceMilliseconds)
    for (; !this.isBuilt; this.built += 1) {
      const segment = this.segments[this.built]
      if (segment) segment.grams = await gramsOf(segment, this.limits, breathe)
    }
  }

  private findInOrder(pieces: readonly Uint8Array[], segment: Segment, found: Bits, at: number): void {
    const { all, one } = this
    all.fill(0xffff_ffff)
    for (const piece of pieces) {
      one.fill(0)
      segment.find(piece, one, 0)
      for (let word = 0; word < all.length; word += 1) all[word] = (all[word] as number) & (one[word] as number)
    }
    for (let word = 0; word < all.length; word += 1) {
      for (let left = all[word] as number; left !== 0; left &= left - 1) {
        const bit = left & -left
        if (!segment.includes((word << 5) + 31 - Math.clz32(bit), pieces)) continue
        found[at + word] = (found[at + word] as number) | bit
      }
    }
  }

  private segmentOf(number: number): Segment {
    const segment = this.segments[Math.floor(number / this.limits.segment)]
    if (!segment) throw new Error(`there is no text ${number}`)
    return segment
  }
}
