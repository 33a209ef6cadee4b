import { shardSize } from '../snapshot/documents'
import { Sink } from './sink'
import { Skimmer, Source } from './source'
import type { Packing } from './things'

/**
 * The numbered things of a document as they are written down: the texts that things share, and base64 of the length
 * of the thing at every place, 0 where there is none, and then of the things, one after another.
 */
export interface PackedThings {
  readonly texts: readonly string[]
  readonly values: string
}

/** Shared texts that nobody uses any more go once there may be more of them than of the others, and than this. */
const fewTexts = 64

// Each is done with before anything else happens, so one of a kind is enough.
const sink = new Sink()
const source = new Source()
const skimmer = new Skimmer()

/** Things whose numbers go with one document, as bytes. It never changes: with other things it is another one. */
export class PackedShard<Thing> {
  private constructor(
    private readonly packing: Packing<Thing>,
    /** The number of the thing at place 0. */
    private readonly first: number,
    private readonly texts: readonly string[],
    private readonly bytes: Buffer,
    /** Where the thing at each place begins, or would; and where the last one ends. */
    private readonly offsets: Uint32Array,
    /** How many shared texts there were when each was used. */
    private readonly usedTexts: number,
  ) {}

  static empty<Thing>(packing: Packing<Thing>, first: number): PackedShard<Thing> {
    return new PackedShard(packing, first, [], Buffer.alloc(0), new Uint32Array(shardSize + 1), 0)
  }

  /**
   * What `packed` gave. `share` answers one copy of equal texts; `seen` is shown each thing as it is checked, with no
   * texts but those that are shared.
   * @throws {Error} when it does not hang together: then not a single thing of it is to be believed.
   */
  static of<Thing>(
    packing: Packing<Thing>,
    first: number,
    { texts, values }: PackedThings,
    share: (text: string) => string,
    seen: (thing: Thing, number: number) => void = () => {},
  ): PackedShard<Thing> {
    const all = Buffer.from(values, 'base64')
    // Node passes over characters that are no base64.
    if (Math.ceil(all.length / 3) * 4 !== values.length) throw new Error('the values are no base64')
    const shared = texts.map(share)
    const offsets = new Uint32Array(shardSize + 1)
    source.begin(shared, all, 0, all.length)
    for (let place = 0; place < shardSize; place += 1) {
      const end = (offsets[place] as number) + source.number()
      if (end > all.length) throw new Error(`there are not so many bytes at place ${place}`)
      offsets[place + 1] = end
    }
    const bytes = all.subarray(source.at)
    if (bytes.length !== offsets[shardSize]) throw new Error('there are more bytes, or fewer, than things')
    const shard = new PackedShard(packing, first, shared, bytes, offsets, shared.length)
    for (const place of shard.places()) {
      const thing = packing.take(shard.begin(skimmer, place), first + place)
      skimmer.done()
      seen(thing, first + place)
    }
    return shard
  }

  has(place: number): boolean {
    return (this.offsets[place + 1] as number) > (this.offsets[place] as number)
  }

  /** The places where there is a thing, ascending. */
  *places(): Iterable<number> {
    for (let place = 0; place < shardSize; place += 1) if (this.has(place)) yield place
  }

  get(place: number): Thing | undefined {
    return this.has(place) ? this.packing.take(this.begin(source, place), this.first + place) : undefined
  }

  /** All things, ascending. */
  *all(): Iterable<Thing> {
    for (const place of this.places()) yield this.get(place) as Thing
  }

  /** Looks at the first values of a thing alone, which must be there. */
  peek<Value>(place: number, look: (source: Source) => Value): Value {
    return look(this.begin(source, place))
  }

  /** The shard with other things at some places, or more of them. */
  with(changes: ReadonlyMap<number, Thing>): PackedShard<Thing> {
    const { packing, first, texts, bytes } = this
    if (texts.length > this.usedTexts * 2 + fewTexts) return this.#anew(changes)
    sink.begin(texts)
    const offsets = new Uint32Array(shardSize + 1)
    // Up to here the bytes are taken over, or replaced.
    let done = 0
    for (let place = 0; place < shardSize; place += 1) {
      const start = this.offsets[place] as number
      offsets[place] = sink.length + (start - done)
      const thing = changes.get(place)
      if (thing === undefined) continue
      sink.copy(bytes, done, start)
      packing.put(sink, thing)
      done = this.offsets[place + 1] as number
    }
    sink.copy(bytes, done, bytes.length)
    offsets[shardSize] = sink.length
    const used = texts.length === 0 ? sink.texts.length : this.usedTexts
    return new PackedShard(packing, first, sink.texts, sink.taken(), offsets, used)
  }

  packed(): PackedThings {
    sink.begin([])
    for (let place = 0; place < shardSize; place += 1) {
      sink.number((this.offsets[place + 1] as number) - (this.offsets[place] as number))
    }
    sink.copy(this.bytes, 0, this.bytes.length)
    return { texts: this.texts, values: sink.base64() }
  }

  private begin<From extends Source>(from: From, place: number): From {
    return from.begin(this.texts, this.bytes, this.offsets[place] as number, this.offsets[place + 1] as number)
  }

  #anew(changes: ReadonlyMap<number, Thing>): PackedShard<Thing> {
    const all = new Map<number, Thing>()
    for (const place of this.places()) all.set(place, changes.get(place) ?? (this.get(place) as Thing))
    for (const [place, thing] of changes) all.set(place, thing)
    return PackedShard.empty(this.packing, this.first).with(all)
  }
}
