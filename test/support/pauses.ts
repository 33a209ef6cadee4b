import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect } from 'vitest'

/** The longest time, in milliseconds of this thread's own work, in which nothing else had its turn. */
export async function longestPause(work: () => Promise<unknown>): Promise<number> {
  // What making the desk left behind is not this work's to clear away.
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  let longest = 0
  let turns = 0
  let before = process.threadCpuUsage()
  let over = false
  const done = work().finally(() => {
    over = true
  })
  while (!over) {
    const { user: spent, system } = process.threadCpuUsage(before)
    before = process.threadCpuUsage()
    longest = Math.max(longest, (spent + system) / 1000)
    turns += 1
    await new Promise((resolve) => setImmediate(resolve))
  }
  await done
  expect(turns).toBeGreaterThan(10)
  return longest
}
