import type { Patience } from './exchange'

/**
 * The time there is for several requests. In its first half new ones begin, in its second half they end: a
 * slow service gets fewer at a time, and what became of each is known.
 */
export class Pace {
  private readonly start = performance.now()

  constructor(private readonly patience: Patience) {}

  /** True while there is time to begin another one. */
  mayBegin(): boolean {
    return this.left() > this.patience.piece / 2
  }

  /** The patience for a request that begins now. */
  now(): Patience {
    return { ...this.patience, order: Math.max(1, Math.min(this.patience.order, this.left())) }
  }

  private left(): number {
    return this.patience.piece - (performance.now() - this.start)
  }
}
