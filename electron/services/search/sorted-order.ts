/** Entries compared in one go before the event loop gets a turn: about a millisecond of work. */
const slice = 4096

/** Lets the event loop have its turn. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Does something to each, in slices that never hold up the program; `atOnce` is for work that takes longer. */
export async function inSlices<Item>(
  items: Iterable<Item>,
  work: (item: Item) => void,
  atOnce: number = slice,
): Promise<void> {
  let done = 0
  for (const item of items) {
    work(item)
    done += 1
    if (done % atOnce === 0) await turn()
  }
}

/** All of them in order, sorted in slices that never hold up the program. */
export async function sortedInSlices<Item>(
  items: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Promise<Item[]> {
  let runs: Item[][] = []
  for (let start = 0; start < items.length; start += slice) {
    runs.push(items.slice(start, start + slice).sort(compare))
    await turn()
  }
  while (runs.length > 1) {
    const merged: Item[][] = []
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(await mergeInSlices(runs[index] ?? [], runs[index + 1] ?? [], compare))
    }
    runs = merged
  }
  return runs[0] ?? []
}

/**
 * All entries of one kind in one order. Made once, when it is first asked for, in slices that never
 * hold up the program; afterwards entries that changed are taken out and merged back in one pass.
 */
export class SortedOrder<Entry> {
  private sorted: Entry[] = []
  private readonly stale = new Set<Entry>()
  private building: Promise<void> | undefined

  constructor(
    private readonly entries: () => Iterable<Entry>,
    private readonly compare: (one: Entry, other: Entry) => number,
  ) {}

  /** The entry is new, or what it is sorted by may have changed. */
  touched(entry: Entry): void {
    if (this.building) this.stale.add(entry)
  }

  /** Every entry, in order as it is now. The array itself never changes; a later order is another one. */
  async read(): Promise<readonly Entry[]> {
    this.building ??= this.build()
    await this.building
    if (this.stale.size > 0) this.repair()
    return this.sorted
  }

  private async build(): Promise<void> {
    const { compare } = this
    this.sorted = await sortedInSlices([...this.entries()], compare)
    // An entry that changed while it was being sorted can have misled its neighbours.
    if (this.stale.size > 0) this.sorted = this.sorted.filter((entry) => !this.stale.has(entry)).sort(compare)
  }

  private repair(): void {
    const { compare, stale } = this
    const kept = this.sorted.filter((entry) => !stale.has(entry))
    const back = [...stale].sort(compare)
    stale.clear()
    const merged: Entry[] = []
    let from = 0
    for (const entry of back) {
      const to = placeFor(entry, kept, from, compare)
      for (; from < to; from += 1) merged.push(kept[from] as Entry)
      merged.push(entry)
    }
    this.sorted = merged.concat(kept.slice(from))
  }
}

/**
 * Where an entry belongs among sorted ones, not before `from`: after those alike. Looks in steps that double,
 * then between the last two: few comparisons, whether few entries come back or many.
 */
function placeFor<Entry>(
  entry: Entry,
  sorted: readonly Entry[],
  from: number,
  compare: (one: Entry, other: Entry) => number,
): number {
  const isBefore = (index: number) => compare(entry, sorted[index] as Entry) < 0
  let least = from
  let step = 1
  while (least + step <= sorted.length && !isBefore(least + step - 1)) {
    least += step
    step *= 2
  }
  let most = Math.min(sorted.length, least + step)
  while (least < most) {
    const middle = (least + most) >> 1
    if (isBefore(middle)) most = middle
    else least = middle + 1
  }
  return least
}

async function mergeInSlices<Entry>(
  left: readonly Entry[],
  right: readonly Entry[],
  compare: (one: Entry, other: Entry) => number,
): Promise<Entry[]> {
  const merged: Entry[] = []
  let fromLeft = 0
  let fromRight = 0
  for (;;) {
    const one = left[fromLeft]
    const other = right[fromRight]
    if (one === undefined) return merged.concat(right.slice(fromRight))
    if (other === undefined) return merged.concat(left.slice(fromLeft))
    if (compare(one, other) <= 0) {
      merged.push(one)
      fromLeft += 1
    } else {
      merged.push(other)
      fromRight += 1
    }
    if (merged.length % slice === 0) await turn()
  }
}
