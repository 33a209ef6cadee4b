import { SlotSet } from './bits'

/** What an order sorts, and by what. */
export interface OrderSource {
  /** All slots in order, sorted in slices that never hold up the program. */
  sorted(): Promise<Uint32Array>
  /** Compares slots by what they are now; never 0 for two different ones. */
  compare(one: number, other: number): number
  /** False for a slot that is out of use. */
  has(slot: number): boolean
  /** More changes than these are not worked in one by one: everything is sorted anew instead, in slices. */
  readonly most: number
}

/**
 * All slots of one kind in one order. Made once, when it is first asked for; afterwards slots that changed are taken
 * out and put back where they belong, in one pass.
 */
export class SlotOrder {
  private sorted: Uint32Array = new Uint32Array(0)
  private count = 0
  private readonly stale = new SlotSet()
  private staleSlots: number[] = []
  private making: Promise<void> | undefined
  private made = false

  constructor(private readonly source: OrderSource) {}

  /** The slot is new, out of use, or what it is sorted by may have changed. */
  touched(slot: number): void {
    if (this.making && this.stale.add(slot)) this.staleSlots.push(slot)
  }

  /** False before it was made, and while it is being made anew. */
  get isReady(): boolean {
    return this.made
  }

  /** Makes it, unless that is done; anew when too much has changed since. */
  async ready(): Promise<void> {
    if (this.made && this.staleSlots.length > this.source.most) this.making = undefined
    this.making ??= this.make()
    await this.making
  }

  /** Every slot in order as it is now; the array is good until the next change. Only while `isReady`. */
  read(): Uint32Array {
    if (this.staleSlots.length > 0) this.repair()
    return this.sorted.subarray(0, this.count)
  }

  private async make(): Promise<void> {
    this.made = false
    this.stale.clear()
    this.staleSlots = []
    try {
      // What changes while it is being sorted is put right by the first read.
      this.sorted = await this.source.sorted()
      this.count = this.sorted.length
      this.made = true
    } catch (error) {
      this.making = undefined
      throw error
    }
  }

  private repair(): void {
    const { source } = this
    const back = this.staleSlots.filter((slot) => source.has(slot)).sort((one, other) => source.compare(one, other))
    this.takeOutStale()
    this.makeRoom(this.count + back.length)
    const { sorted } = this
    let end = this.count
    this.count += back.length
    for (let index = back.length - 1; index >= 0; index -= 1) {
      const slot = back[index] as number
      const place = this.placeFor(slot, end)
      sorted.copyWithin(place + index + 1, place, end)
      sorted[place + index] = slot
      end = place
    }
    for (const slot of this.staleSlots) this.stale.delete(slot)
    this.staleSlots = []
  }

  private takeOutStale(): void {
    const { sorted, stale, count } = this
    let kept = 0
    for (let index = 0; index < count; index += 1) {
      const slot = sorted[index] as number
      if (stale.has(slot)) continue
      sorted[kept] = slot
      kept += 1
    }
    this.count = kept
  }

  private makeRoom(count: number): void {
    if (count <= this.sorted.length) return
    const more = new Uint32Array(count + (count >>> 4) + 64)
    more.set(this.sorted.subarray(0, this.count))
    this.sorted = more
  }

  /** Where a slot belongs among the first `end` ones. */
  private placeFor(slot: number, end: number): number {
    let least = 0
    let most = end
    while (least < most) {
      const middle = (least + most) >>> 1
      if (this.source.compare(slot, this.sorted[middle] as number) < 0) most = middle
      else least = middle + 1
    }
    return least
  }
}
