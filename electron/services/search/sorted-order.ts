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

  /** Every entry, in order. The array is read at once and not kept: it changes with the desk. */
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
    let place = 0
    for (const entry of kept) {
      for (let next = back[place]; next !== undefined && compare(next, entry) < 0; next = back[++place])
        merged.push(next)
      merged.push(entry)
    }
    this.sorted = merged.concat(back.slice(place))
  }
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
