import type { Clock } from '../../ports'
import type { Store } from '../../store/port'
import type { Bureaus } from '../bureaus'

interface Needs {
  readonly store: Pick<Store, 'view' | 'syncRuns'>
  readonly bureaus: Pick<Bureaus, 'current'>
  readonly clock: Clock
  /** When the oldest queued order was asked for, milliseconds since 1970; `null` when none waits. */
  readonly oldestQueued: () => number | null
}

const minute = 60_000

/**
 * When batch sync runs by itself: `BatchSyncMinutes` after the last run began, whoever began it, also when that
 * was before the program was started, or after a bureau was connected. A desk that never ran it counts from its
 * oldest queued order. It looks at the clock alone and sets no timer of that length, so a sleep or a clock that
 * jumps puts nothing off for long: a last run that lies in the future counts as one of now. A simulated bureau is
 * never sent to by itself.
 */
export class Schedule {
  /** When this program began to count last, milliseconds since 1970. */
  private last: number | null = null
  private readonly opened: number

  constructor(private readonly needs: Needs) {
    this.opened = needs.clock.now()
  }

  /** The time is counted from now: a run has begun, or another bureau was connected. */
  startAnew(): void {
    this.last = this.needs.clock.now()
  }

  isDue(): boolean {
    const next = this.next()
    return next !== null && this.needs.clock.now() >= next
  }

  /** When the next run begins by itself, ISO 8601 UTC with milliseconds; `null` = only by hand. */
  nextAt(): string | null {
    const next = this.next()
    return next === null ? null : new Date(next).toISOString()
  }

  private next(): number | null {
    const { store, bureaus, clock } = this.needs
    const minutes = store.view.settings().options.values.BatchSyncMinutes
    if (minutes === 0 || bureaus.current().status.simulated) return null
    const now = clock.now()
    const from = this.last ?? this.recorded() ?? this.needs.oldestQueued() ?? this.opened
    if (from > now) this.last = now
    return Math.min(from, now) + minutes * minute
  }

  /** When the last recorded run began. */
  private recorded(): number | null {
    const run = this.needs.store.syncRuns().at(-1)
    return run ? Date.parse(run.started.at) : null
  }
}
