import type { Clock } from '../../ports'

/** Failures that cost nothing: people mistype. */
const free = 3
const longestMilliseconds = 5 * 60_000

interface Attempts {
  readonly failures: number
  /** Milliseconds since the epoch before which no attempt is looked at. */
  readonly notBefore: number
}

/**
 * A delay after failed sign-ins that doubles with every further one, per user name: 1 s after the
 * third, at most five minutes. Kept in memory: whoever can restart the program can read its files.
 */
export class SignInThrottle {
  private readonly attempts = new Map<string, Attempts>()

  constructor(private readonly clock: Clock) {}

  /** Milliseconds this name still has to wait; 0 when it may try. */
  waitFor(name: string): number {
    const entry = this.attempts.get(name)
    if (!entry) return 0
    // A clock set back must not lock anybody out for longer than the longest delay.
    return Math.min(Math.max(0, entry.notBefore - this.clock.now()), longestMilliseconds)
  }

  /** Notes an attempt before its outcome is known, so that several at once cannot slip through. */
  begin(name: string): void {
    const failures = (this.attempts.get(name)?.failures ?? 0) + 1
    const delay = failures < free ? 0 : Math.min(1000 * 2 ** (failures - free), longestMilliseconds)
    this.attempts.set(name, { failures, notBefore: this.clock.now() + delay })
  }

  succeeded(name: string): void {
    this.attempts.delete(name)
  }
}
