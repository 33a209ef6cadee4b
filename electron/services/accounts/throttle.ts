import type { Clock } from '../../ports'

/** Failures that cost nothing: people mistype. */
const free = 3
const longestMilliseconds = 5 * 60_000
/** Names remembered at most; the oldest go first, so that made-up names cannot fill the memory. */
const mostNames = 10_000

interface Failures {
  readonly count: number
  /** Milliseconds since the epoch. */
  at: number
}

/**
 * A delay after failed sign-ins that doubles with every further one, per user name: 1 s after the
 * third, at most five minutes. Kept in memory: whoever can restart the program can read its files.
 */
export class SignInThrottle {
  private readonly failures = new Map<string, Failures>()
  private readonly turns = new Map<string, Promise<unknown>>()

  constructor(private readonly clock: Clock) {}

  /** Attempts for one name take turns, so that several at once cannot slip past the delay. */
  async inTurn<Result>(name: string, attempt: () => Promise<Result>): Promise<Result> {
    const mine = (this.turns.get(name) ?? Promise.resolve()).then(attempt)
    const settled = mine.catch(() => {})
    this.turns.set(name, settled)
    try {
      return await mine
    } finally {
      if (this.turns.get(name) === settled) this.turns.delete(name)
    }
  }

  /** Milliseconds this name still has to wait; 0 when it may try. */
  waitFor(name: string): number {
    const entry = this.failures.get(name)
    if (!entry || entry.count < free) return 0
    // A clock that was set back starts the delay anew; it must not lengthen it.
    if (this.clock.now() < entry.at) entry.at = this.clock.now()
    const delay = Math.min(1000 * 2 ** (entry.count - free), longestMilliseconds)
    return Math.max(0, delay - (this.clock.now() - entry.at))
  }

  failed(name: string): void {
    const count = (this.failures.get(name)?.count ?? 0) + 1
    this.failures.delete(name)
    this.failures.set(name, { count, at: this.clock.now() })
    const [oldest] = this.failures.keys()
    if (this.failures.size > mostNames && oldest !== undefined) this.failures.delete(oldest)
  }

  succeeded(name: string): void {
    this.failures.delete(name)
  }
}
