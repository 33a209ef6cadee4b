import { isDeepStrictEqual } from 'node:util'
import { shardSize } from '../snapshot/documents'
import { PackedShard, type PackedThings } from './shard'
import type { Source } from './source'
import type { Packing } from './things'

/** Lets others in when it is time to, see `breather`. */
export type Breathe = () => Promise<void> | undefined

interface Shard<Thing> {
  packed: PackedShard<Thing>
  /** What differs from that, by place; `null` when nothing does. */
  changed: Map<number, Thing> | null
}

/** Things wait to be packed until there are this many, or this part of all: then a shard is packed for several at once. */
const mostChanged = 4096
const partChanged = 64
/** Comparing so many takes less than a millisecond. */
const compared = 50
/** So many things looked at lately are kept as they are: a decision looks at the same one four or five times. */
const mostRecent = 1024

/**
 * Numbered things by the million in little memory: those of a document together as bytes, and only what changed
 * lately and what was looked at lately as objects. What is read is what was put, value by value; it need not be the
 * same object.
 */
export class Shelf<Thing extends object> {
  readonly #packing: Packing<Thing>
  readonly #share: (text: string) => string
  readonly #shards = new Map<number, Shard<Thing>>()
  /** The numbers of the shards, ascending. */
  readonly #order: number[] = []
  /** Shards with something changed, the longest waiting first. */
  readonly #waiting = new Set<Shard<Thing>>()
  #changedCount = 0
  /** Each number has its place here. No map: one that is emptied over and over keeps what was in it alive for long. */
  readonly #recent: (Thing | undefined)[] = Array.from({ length: mostRecent })
  readonly #recentNumbers = new Float64Array(mostRecent).fill(-1)
  #size = 0

  /** `share` answers one copy of equal texts. */
  constructor(packing: Packing<Thing>, share: (text: string) => string) {
    this.#packing = packing
    this.#share = share
  }

  get size(): number {
    return this.#size
  }

  get(number: number): Thing | undefined {
    const shard = this.#shards.get(Math.floor(number / shardSize))
    if (!shard) return undefined
    const place = number % shardSize
    const changed = shard.changed?.get(place)
    if (changed !== undefined) return changed
    const kept = number % mostRecent
    if (this.#recentNumbers[kept] === number) return this.#recent[kept]
    const thing = shard.packed.get(place)
    this.#recent[kept] = thing
    this.#recentNumbers[kept] = number
    return thing
  }

  put(number: number, thing: Thing): void {
    const shard = this.#shard(Math.floor(number / shardSize))
    const place = number % shardSize
    const changed = shard.changed ?? new Map<number, Thing>()
    if (!changed.has(place)) {
      this.#changedCount += 1
      if (!shard.packed.has(place)) this.#size += 1
    }
    changed.set(place, thing)
    shard.changed = changed
    this.#waiting.add(shard)
    if (this.#recentNumbers[number % mostRecent] === number) this.#recentNumbers[number % mostRecent] = -1
    if (this.#changedCount > Math.max(mostChanged, this.#size / partChanged)) this.#packLongest()
  }

  /** All things, ascending, each as it is when its turn comes; those put in meanwhile may be missed. */
  *all(): Iterable<Thing> {
    let before = -1
    for (;;) {
      const number = this.#order.find((each) => each > before)
      const shard = number === undefined ? undefined : this.#shards.get(number)
      if (number === undefined || !shard) return
      for (let place = 0; place < shardSize; place += 1) {
        const thing = shard.changed?.get(place) ?? shard.packed.get(place)
        if (thing !== undefined) yield thing
      }
      before = number
    }
  }

  /** The things of a shard as they are now, as bytes. */
  packed(number: number): PackedThings {
    const shard = this.#shard(number)
    this.#pack(shard)
    return shard.packed.packed()
  }

  /**
   * Takes over what `packed` gave for a shard that has nothing yet. Of each thing `seen` is shown what `PackedShard.of`
   * shows and then its first values.
   * @throws {Error} when it does not hang together; then what was seen of it is of no use either.
   */
  take(number: number, things: PackedThings, seen: (thing: Thing, number: number, start: Source) => void): void {
    if (this.#shards.has(number)) throw new Error(`there are things of shard ${number} already`)
    const first = number * shardSize
    const skimmed: Thing[] = []
    const packed = PackedShard.of(this.#packing, first, things, this.#share, (thing) => skimmed.push(thing))
    this.#add(number, packed)
    this.#size += skimmed.length
    let index = 0
    for (const place of packed.places()) {
      packed.peek(place, (start) => seen(skimmed[index] as Thing, first + place, start))
      index += 1
    }
  }

  /** Whether `things` are what a shard has, which must not change meanwhile. Lets other work in. */
  async shows(number: number, things: PackedThings, breathe: Breathe): Promise<boolean> {
    const first = number * shardSize
    const packed = this.#unpacked(first, things)
    if (!packed) return false
    const here = this.#shard(number)
    for (let place = 0; place < shardSize; place += 1) {
      const thing = here.changed?.get(place) ?? here.packed.get(place)
      // How bytes come out depends on what was changed when; what they stand for does not.
      if (!isDeepStrictEqual(packed.get(place), thing)) return false
      if (place % compared === 0) await breathe()
    }
    return true
  }

  #unpacked(first: number, things: PackedThings): PackedShard<Thing> | null {
    try {
      return PackedShard.of(this.#packing, first, things, (text) => text)
    } catch {
      return null
    }
  }

  #shard(number: number): Shard<Thing> {
    return this.#shards.get(number) ?? this.#add(number, PackedShard.empty(this.#packing, number * shardSize))
  }

  #add(number: number, packed: PackedShard<Thing>): Shard<Thing> {
    const shard: Shard<Thing> = { packed, changed: null }
    this.#shards.set(number, shard)
    const inOrder = number > (this.#order.at(-1) ?? -1)
    this.#order.push(number)
    if (!inOrder) this.#order.sort((one, other) => one - other)
    return shard
  }

  #packLongest(): void {
    const [longest] = this.#waiting
    if (longest) this.#pack(longest)
  }

  #pack(shard: Shard<Thing>): void {
    if (!shard.changed) return
    shard.packed = shard.packed.with(shard.changed)
    this.#changedCount -= shard.changed.size
    shard.changed = null
    this.#waiting.delete(shard)
  }
}
