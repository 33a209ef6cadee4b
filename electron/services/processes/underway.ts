import type { Answer } from '../../../shared/errors'
import type { Advance, RunProgress } from '../../../shared/model'
import { NextChange } from '../next-change'

type Report = Pick<RunProgress, 'text' | 'done' | 'total' | 'stoppable' | 'simulated'>

/**
 * One piece of work that a Next has started: how far it is, how it ended, and whether somebody asked it to
 * stop. The window follows it by asking for whatever comes after what it has seen.
 */
export class Underway {
  private progress: RunProgress | undefined
  private end: Answer<Advance> | undefined
  private readonly stopper = new AbortController()
  private readonly changed = new NextChange()

  constructor(
    private readonly run: string,
    private readonly title: string,
  ) {}

  /** Aborted when the work should stop as soon as it can. */
  get signal(): AbortSignal {
    return this.stopper.signal
  }

  get ended(): boolean {
    return this.end !== undefined
  }

  tell(report: Report): void {
    this.progress = { run: this.run, title: this.title, number: (this.progress?.number ?? 0) + 1, ...report }
    this.changed.announce()
  }

  settle(end: Answer<Advance>): void {
    this.end = end
    this.changed.announce()
  }

  stop(): void {
    this.stopper.abort()
  }

  /** Waits for the end, or for progress numbered above `number`. */
  async after(number: number): Promise<Answer<Advance>> {
    for (;;) {
      if (this.end) return this.end
      if (this.progress && this.progress.number > number) {
        return { ok: true, value: { kind: 'working', progress: this.progress } }
      }
      await this.changed.wait()
    }
  }
}
