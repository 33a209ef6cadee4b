import { monitorEventLoopDelay } from 'node:perf_hooks'
import { found } from './tell'

const resolution = 1

interface Pause<Value> {
  readonly value: Value
  /** The longest time of the main thread's own work in which nothing else had its turn, milliseconds. */
  readonly own: number
  /** The longest a timer was late, milliseconds: also when the machine did something else. */
  readonly late: number
  readonly milliseconds: number
}

/** Watches the main thread while something is done. */
async function watched<Value>(work: () => Promise<Value>): Promise<Pause<Value>> {
  // What was there before is not this work's to clear away.
  globalThis.gc?.()
  const delay = monitorEventLoopDelay({ resolution })
  let own = 0
  let over = false
  let before = process.threadCpuUsage()
  const look = () => {
    const { user, system } = process.threadCpuUsage(before)
    own = Math.max(own, (user + system) / 1000)
    before = process.threadCpuUsage()
  }
  delay.enable()
  const begun = performance.now()
  const done = work().finally(() => {
    over = true
  })
  while (!over) {
    look()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const milliseconds = performance.now() - begun
  look()
  delay.disable()
  return { value: await done, own, late: Math.max(0, delay.max / 1e6 - resolution), milliseconds }
}

/** Tells the longest pause while something is done; `note` says what it came to. Answers what the work answered. */
export async function pauseOf<Value>(
  row: string,
  work: () => Promise<Value>,
  note: (value: Value) => string | null = () => null,
): Promise<Value> {
  const { value, own, late, milliseconds } = await watched(work)
  const notes = [note(value), `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s in all`]
  found(row, own, { note: notes.filter((each) => each !== null).join(', ') })
  found(row, late, { of: 'event-loop' })
  return value
}
