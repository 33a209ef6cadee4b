/** Numbers in a run; the newest run is looked through one by one. */
const runLength = 16_384
/** An entry holds 29 bits of a number's hash above 24 bits of a slot: whole numbers below 2^53. */
const slots = 0x100_0000

/**
 * Which cards carry a number a scanner reads, eight bytes a number. Answers candidates: hashes can be alike, and a
 * card can have got another number since.
 */
export class ScannedNumbers {
  private readonly runs: Float64Array[] = []
  private newest = new Float64Array(runLength)
  private count = 0

  add(number: string, slot: number): void {
    this.newest[this.count] = hashOf(number) * slots + slot
    this.count += 1
    if (this.count < runLength) return
    this.runs.push(this.newest.sort())
    this.newest = new Float64Array(runLength)
    this.count = 0
  }

  /** The slots of cards that may carry that number. */
  candidates(number: string): readonly number[] {
    const from = hashOf(number) * slots
    const to = from + slots
    const found: number[] = []
    for (const run of this.runs) {
      for (let at = placeOf(from, run); at < run.length && (run[at] as number) < to; at += 1) {
        found.push((run[at] as number) - from)
      }
    }
    for (const entry of this.newest.subarray(0, this.count)) {
      if (entry >= from && entry < to) found.push(entry - from)
    }
    return found
  }
}

/** Where the first entry is that is not below this one. */
function placeOf(entry: number, run: Float64Array): number {
  let least = 0
  let most = run.length
  while (least < most) {
    const middle = (least + most) >>> 1
    if ((run[middle] as number) < entry) least = middle + 1
    else most = middle
  }
  return least
}

/** FNV-1a over the UTF-16 units, folded to 29 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash ^ (hash >>> 29)) & 0x1fffffff
}
