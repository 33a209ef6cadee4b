import { openSync, readSync } from 'node:fs'
import { tell } from './at-the-desk'
import { isSame, longer, noPause, type Pause } from './messages'

/** How often the thread is looked at, milliseconds. */
const interval = 5

/**
 * Tells each time the longest pause of this thread got longer. Three figures, for a machine that has much else to do
 * makes everything late: the thread's own work between two looks, what was late without the time in which the thread
 * could have gone on but other programs ran, and what was late on the clock.
 */
export class PauseWatch {
  private readonly waited = runQueueClock()
  private during: Pause['during'] = 'start'
  private longest = noPause
  private last = performance.now()
  private lastWaited = this.waited()
  private spent = process.threadCpuUsage()

  constructor() {
    setInterval(() => this.look(), interval).unref()
  }

  /** The desk is open: from here on nobody should notice anything. */
  opened(): void {
    this.look()
    this.during = 'work'
    this.longest = noPause
  }

  private look(): void {
    const now = performance.now()
    const waited = this.waited()
    const onTheClock = Math.max(0, now - this.last - interval)
    const milliseconds = Math.max(0, onTheClock - (waited - this.lastWaited))
    const { user, system } = process.threadCpuUsage(this.spent)
    this.last = now
    this.lastWaited = waited
    this.spent = process.threadCpuUsage()
    const longest = longer(this.longest, { own: (user + system) / 1000, milliseconds, onTheClock })
    if (isSame(longest, this.longest)) return
    this.longest = longest
    tell({ kind: 'pause', during: this.during, ...this.longest })
  }
}

/**
 * How long the main thread was ready to run without a processor, in milliseconds since its start: the second number
 * of https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat. Always 0 where there is no such file.
 */
function runQueueClock(): () => number {
  try {
    const file = openSync('/proc/self/schedstat', 'r')
    const bytes = Buffer.alloc(100)
    return () => Number(bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0)).split(' ')[1]) / 1e6
  } catch {
    return () => 0
  }
}
