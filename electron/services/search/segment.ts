import { type Bits, grown, setBit } from './bits'
import type { Grams } from './grams'

/** Ends each text; texts never hold it. */
export const lineEnd = 10

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A piece of a search word in the bytes that texts are kept in. */
export function bytesOf(piece: string): Uint8Array {
  return encoder.encode(piece)
}

/**
 * Some thousand texts one after another in UTF-8, each ended by a line end. Texts are only added, never
 * changed. `grams` makes looking for a piece of text quick once the segment is full; until then all of it is read.
 */
export class Segment {
  bytes: Uint8Array = new Uint8Array(4096)
  /** Where each text begins, and the end of the last one. */
  starts = new Uint32Array(256)
  count = 0
  grams: Grams | null = null

  append(text: string): void {
    const from = this.starts[this.count] as number
    // A UTF-16 unit takes three bytes at most.
    const most = from + text.length * 3 + 1
    if (most > this.bytes.length) this.bytes = grown(this.bytes, most * 2)
    let to = from
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index)
      if (unit > 127) {
        to = from + encoder.encodeInto(text, this.bytes.subarray(from)).written
        break
      }
      this.bytes[to] = unit
      to += 1
    }
    this.bytes[to] = lineEnd
    this.count += 1
    if (this.count >= this.starts.length) this.starts = grown(this.starts, this.count * 2)
    this.starts[this.count] = to + 1
  }

  /** Nothing is added any more: gives back the room left for it. */
  seal(): void {
    this.bytes = this.bytes.slice(0, this.starts[this.count] as number)
    this.starts = this.starts.slice(0, this.count + 1)
  }

  text(index: number): string {
    return decoder.decode(this.bytes.subarray(this.starts[index] as number, (this.starts[index + 1] as number) - 1))
  }

  /** True when the pieces follow each other in that text. */
  includes(index: number, pieces: readonly Uint8Array[]): boolean {
    let from = this.starts[index] as number
    const to = (this.starts[index + 1] as number) - 1
    for (const piece of pieces) {
      from = after(this.bytes, from, to, piece)
      if (from < 0) return false
    }
    return true
  }

  /** Sets the bits, counted from the word `at`, of the texts that hold this piece. */
  find(piece: Uint8Array, found: Bits, at: number): void {
    if (this.grams) this.grams.find(piece, this, found, at)
    else this.scan(piece, found, at)
  }

  private scan(piece: Uint8Array, found: Bits, at: number): void {
    const { bytes, starts, count } = this
    let to = starts[0] as number
    for (let index = 0; index < count; index += 1) {
      const from = to
      to = starts[index + 1] as number
      if (after(bytes, from, to - 1, piece) >= 0) setBit(found, (at << 5) + index)
    }
  }
}

/** Where the first occurrence of a piece within these bytes ends; -1 when there is none. */
export function after(bytes: Uint8Array, from: number, to: number, piece: Uint8Array): number {
  const { length } = piece
  const first = piece[0]
  const last = to - length
  for (let start = from; start <= last; start += 1) {
    if (bytes[start] !== first) continue
    let matched = 1
    while (matched < length && bytes[start + matched] === piece[matched]) matched += 1
    if (matched === length) return start + length
  }
  return -1
}
