import { breather } from '../../breathe'

/** Entries looked at in one go before it is asked how long it has taken. */
const slice = 1024
/** The longest time, in milliseconds, in which nothing else has its turn. */
export const sliceMilliseconds = 5

/** Does something to each, in slices that never hold up the program. */
export async function inSlices<Item>(items: Iterable<Item>, work: (item: Item) => void): Promise<void> {
  const breathe = breather(sliceMilliseconds)
  let done = 0
  for (const item of items) {
    work(item)
    done += 1
    if (done % 16 > 0) continue
    const pause = breathe()
    if (pause) await pause
  }
}

/** Carries out work that says by itself where it can be broken off for a while: between two of its steps. */
export async function stepsInSlices<Result>(steps: Generator<void, Result>): Promise<Result> {
  const breathe = breather(sliceMilliseconds)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    const pause = breathe()
    if (pause) await pause
  }
}

/** All of them in order, sorted in slices that never hold up the program. */
export async function sortedInSlices<Item>(
  items: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Promise<Item[]> {
  const breathe = breather(sliceMilliseconds)
  let runs: Item[][] = []
  for (let start = 0; start < items.length; start += slice) {
    runs.push(items.slice(start, start + slice).sort(compare))
    await breathe()
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

async function mergeInSlices<Entry>(
  left: readonly Entry[],
  right: readonly Entry[],
  compare: (one: Entry, other: Entry) => number,
): Promise<Entry[]> {
  const breathe = breather(sliceMilliseconds)
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
    if (merged.length % slice === 0) await breathe()
  }
}
