import { tell } from './at-the-desk'
import type { Pause } from './messages'

/** How often the thread is looked at, milliseconds. */
const interval = 5

/**
 * Tells each time the longest pause of this thread got longer: how late a timer came. What the machine took for
 * other programs is in it; `own` is this thread's own work in that time.
 */
export class PauseWatch {
  private during: Pause['during'] = 'start'
  private longest = 0
  private last = performance.now()
  private spent = process.threadCpuUsage()

  constructor() {
    setInterval(() => this.look(), interval).unref()
  }

  /** The desk is open: from here on nobody should notice anything. */
  opened(): void {
    this.look()
    this.during = 'work'
    this.longest = 0
  }

  private look(): void {
    const now = performance.now()
    const { user, system } = process.threadCpuUsage(this.spent)
    const milliseconds = now - this.last - interval
    this.last = now
    this.spent = process.threadCpuUsage()
    if (milliseconds <= this.longest) return
    this.longest = milliseconds
    tell({ kind: 'pause', during: this.during, milliseconds, own: (user + system) / 1000 })
  }
}
