import type { SyncProgress } from '../../../shared/model'
import { NextChange } from '../next-change'

type Report = Omit<SyncProgress, 'number' | 'stopping'>

/** How far the run under way is, for whoever follows it. */
export class RunProgress {
  private progress: SyncProgress | undefined
  private ended = false
  private stopping = false
  private readonly changed = new NextChange()

  tell(report: Report): void {
    this.progress = { ...report, number: (this.progress?.number ?? 0) + 1, stopping: this.stopping }
    this.changed.announce()
  }

  /** Somebody asked it to stop: told at once, though it takes until the end of the batch. */
  stop(): void {
    this.stopping = true
    const { progress } = this
    if (progress) this.tell(progress)
  }

  end(): void {
    this.ended = true
    this.changed.announce()
  }

  /** Waits for progress numbered above `number`; `null` at the end. */
  async after(number: number): Promise<SyncProgress | null> {
    for (;;) {
      if (this.ended) return null
      if (this.progress && this.progress.number > number) return this.progress
      await this.changed.wait()
    }
  }
}
