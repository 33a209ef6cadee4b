/** One bit for each slot, 32 to a word. */
export type Bits = Uint32Array

/** Words needed for so many bits. */
export function wordsFor(count: number): number {
  return (count + 31) >>> 5
}

export function hasBit(bits: Bits, slot: number): boolean {
  return (((bits[slot >>> 5] as number) >>> (slot & 31)) & 1) === 1
}

export function setBit(bits: Bits, slot: number): void {
  bits[slot >>> 5] = (bits[slot >>> 5] as number) | (1 << (slot & 31))
}

export function clearBit(bits: Bits, slot: number): void {
  bits[slot >>> 5] = (bits[slot >>> 5] as number) & ~(1 << (slot & 31))
}

/** How many bits are set. */
export function countBits(bits: Bits): number {
  let count = 0
  for (let index = 0; index < bits.length; index += 1) {
    let word = bits[index] as number
    if (word === 0) continue
    // The usual way to add up the bits of a word side by side.
    word -= (word >>> 1) & 0x55555555
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return count
}

/** Calls back for each bit that is set, lowest first. */
export function eachBit(bits: Bits, take: (slot: number) => void): void {
  for (let index = 0; index < bits.length; index += 1) {
    for (let word = bits[index] as number; word !== 0; word &= word - 1) {
      take((index << 5) + 31 - Math.clz32(word & -word))
    }
  }
}

/** Clears the bits that are not set in the other one. */
export function keepCommon(bits: Bits, other: Bits): void {
  for (let index = 0; index < bits.length; index += 1) bits[index] = (bits[index] as number) & (other[index] ?? 0)
}

/** Clears the bits of slots that do not fit, some hundred a step. */
export function* keepThose(bits: Bits, fits: (slot: number) => boolean): Generator<void, void> {
  for (let index = 0; index < bits.length; index += 1) {
    for (let left = bits[index] as number; left !== 0; left &= left - 1) {
      const slot = (index << 5) + 31 - Math.clz32(left & -left)
      if (!fits(slot)) clearBit(bits, slot)
    }
    if (index % 8 === 7) yield
  }
}

/** The same array, or a longer copy of it with room to grow when it is too short for that length. */
export function grown<Values extends Uint8Array | Uint32Array | Float64Array>(values: Values, length: number): Values {
  if (length <= values.length) return values
  const more = new (values.constructor as new (length: number) => Values)(length + (length >>> 2) + 64)
  more.set(values)
  return more
}

/** A set of slots that grows with them. */
export class SlotSet {
  private words: Bits = new Uint32Array(2)
  private held = 0

  get size(): number {
    return this.held
  }

  has(slot: number): boolean {
    return slot >>> 5 < this.words.length && hasBit(this.words, slot)
  }

  /** False when it was in the set already. */
  add(slot: number): boolean {
    this.words = grown(this.words, (slot >>> 5) + 1)
    if (hasBit(this.words, slot)) return false
    setBit(this.words, slot)
    this.held += 1
    return true
  }

  delete(slot: number): void {
    if (!this.has(slot)) return
    clearBit(this.words, slot)
    this.held -= 1
  }

  clear(): void {
    this.words.fill(0)
    this.held = 0
  }

  /** Sets in `bits` what is in the set and fits into them. */
  addTo(bits: Bits): void {
    const { words } = this
    const common = Math.min(bits.length, words.length)
    for (let index = 0; index < common; index += 1) bits[index] = (bits[index] as number) | (words[index] as number)
  }

  /** The slots as they are now, lowest first. */
  slots(): Uint32Array {
    const { words } = this
    const slots = new Uint32Array(this.held)
    let at = 0
    for (let index = 0; index < words.length; index += 1) {
      for (let word = words[index] as number; word !== 0; word &= word - 1) {
        slots[at] = (index << 5) + 31 - Math.clz32(word & -word)
        at += 1
      }
    }
    return slots
  }
}
