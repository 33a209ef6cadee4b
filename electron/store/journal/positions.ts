/** One file of the journal: its first sequence, its length, and where some of its records begin. */
export interface SegmentIndex {
  /** Sequence of its first record; also its name. */
  readonly first: number
  /** Bytes of whole records. */
  bytes: number
  /** Every so often a record: its sequence, ascending. */
  readonly sequences: number[]
  /** Where the record of the same place in `sequences` begins. */
  readonly offsets: number[]
}

/** A record is noted when this many records or bytes have passed since the last noted one. */
const everyRecords = 64
const everyBytes = 64 * 1024

/**
 * Where the records are, sparsely: finding one takes a look-up here and one bounded read. It grows by
 * about a number per kilobyte of journal and holds nothing of the records themselves.
 */
export class Positions {
  constructor(readonly segments: SegmentIndex[] = []) {}

  get last(): SegmentIndex | undefined {
    return this.segments.at(-1)
  }

  get bytes(): number {
    return this.segments.reduce((sum, segment) => sum + segment.bytes, 0)
  }

  /** Notes a record that follows the last one; `first` of a segment not known yet begins that segment. */
  add(first: number, sequence: number, length: number): void {
    let segment = this.last
    if (!segment || segment.first !== first) {
      segment = { first, bytes: 0, sequences: [], offsets: [] }
      this.segments.push(segment)
    }
    const notedSequence = segment.sequences.at(-1)
    const notedOffset = segment.offsets.at(-1) ?? 0
    const offset = segment.bytes
    if (notedSequence === undefined || sequence - notedSequence >= everyRecords || offset - notedOffset >= everyBytes) {
      segment.sequences.push(sequence)
      segment.offsets.push(offset)
    }
    segment.bytes += length
  }

  /** The last noted record at or before that sequence: where to start reading for it. */
  find(sequence: number): { segment: SegmentIndex; sequence: number; offset: number } | undefined {
    const segment =
      this.segments[lastAtMost(this.segments.length, (place) => this.segments[place]?.first ?? 0, sequence)]
    if (!segment) return undefined
    const place = lastAtMost(segment.sequences.length, (index) => segment.sequences[index] ?? 0, sequence)
    const noted = segment.sequences[place]
    return noted === undefined ? undefined : { segment, sequence: noted, offset: segment.offsets[place] ?? 0 }
  }

  /** A copy that later records do not change. */
  copy(): SegmentIndex[] {
    return this.segments.map((segment) => ({
      ...segment,
      sequences: segment.sequences.slice(),
      offsets: segment.offsets.slice(),
    }))
  }
}

function lastAtMost(length: number, valueAt: (index: number) => number, wanted: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (valueAt(middle) <= wanted) low = middle + 1
    else high = middle
  }
  return low - 1
}
