/**
 * Looks at something now and from time to time, one look after another: two never meet. Work that hangs on the day or
 * the clock is done this way: a timer of that length would be wrong after a sleep, a change of the clock or the hour
 * of daylight saving.
 */
export class RepeatedLook {
  private running: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | undefined

  /** `look` deals with its own failures: one that rejects is a bug. */
  constructor(
    private readonly milliseconds: number,
    private readonly look: () => Promise<void>,
  ) {}

  /** Looks now and from time to time; returns at once. */
  start(): void {
    void this.now()
    this.timer = setInterval(() => void this.now(), this.milliseconds)
    this.timer.unref()
  }

  /** Looks once more; resolves when no look is under way any more. */
  now(): Promise<void> {
    this.running = this.running.then(this.look)
    return this.running
  }

  /** Looks no more; resolves when the last look has ended. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.running
  }
}
