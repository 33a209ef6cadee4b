import type { DataFollowed } from '../../../shared/contract'
import { type Answer, refusal } from '../../../shared/errors'
import type { DataTaskEnd, DataTaskKind, DataTaskProgress } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { type Clock, errorFacts, type Ids, type Log, timestamp } from '../../ports'
import { codeOf } from '../../files'
import { FolderUnfit, reasonOf, StorageFailed, StoreRefusal } from '../../store'
import { NextChange } from '../next-change'

/** How a task tells how far it is: bytes done, bytes altogether. */
export type Report = (done: number, total: number) => void

/** What a task leads to. A fault found by a verification is an end as any other. */
export interface Outcome {
  readonly end: 'done' | 'failed'
  readonly text: string
  readonly path: string | null
}

/** Long work: tells how far it is, and ends with the signal's reason when it is asked to stop. */
export type Work = (report: Report, signal: AbortSignal) => Promise<Outcome>

interface Task {
  readonly kind: DataTaskKind
  readonly stopper: AbortController
  readonly changed: NextChange
  progress: DataTaskProgress
  /** Resolves when it is over; never rejects. */
  ended: Promise<DataTaskEnd>
}

interface Needs {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

/** Reports that come closer together than this are left out, but for the last. */
const reportMilliseconds = 50

/** Long work on the data folder: one task at a time, followed and stopped from any window. */
export class DataTasks {
  private task: Task | null = null
  private end: DataTaskEnd | null = null
  private closed = false

  constructor(private readonly needs: Needs) {}

  /** How far the task under way is; `null` when there is none. */
  get progress(): DataTaskProgress | null {
    return this.task?.progress ?? null
  }

  /** How the last task ended since the start; `null` before the first. */
  get lastEnd(): DataTaskEnd | null {
    return this.end
  }

  /** Begins a task. Answers how it will have ended, or refuses while another is under way. */
  start(kind: DataTaskKind, work: Work): Answer<Promise<DataTaskEnd>> {
    if (this.task || this.closed) {
      const under = this.task?.kind ?? kind
      return refusal('data-task-under-way', t('errors.data-task-under-way', { task: t(`data.kinds.${under}`) }), {
        kind: under,
      })
    }
    const task: Task = {
      kind,
      stopper: new AbortController(),
      changed: new NextChange(),
      progress: { kind, number: 1, done: 0, total: 0, stopping: false },
      ended: Promise.resolve(null as never),
    }
    this.task = task
    task.ended = this.run(task, work)
    return { ok: true, value: task.ended }
  }

  /** Waits for progress numbered above `after`, or for the end. */
  async follow(after: number): Promise<DataFollowed> {
    const { task } = this
    if (!task) return this.end ? { kind: 'ended', end: this.end } : { kind: 'idle' }
    while (this.task === task && task.progress.number <= after) await task.changed.wait()
    return this.task === task ? { kind: 'running', progress: task.progress } : { kind: 'ended', end: await task.ended }
  }

  /** Asks the task under way to stop; its end tells whether it did. */
  stop(): void {
    const { task } = this
    if (!task || task.progress.stopping) return
    this.tell(task, { stopping: true })
    task.stopper.abort()
  }

  /** Stops what is under way and begins nothing any more. */
  async close(): Promise<void> {
    this.closed = true
    const ended = this.task?.ended
    this.stop()
    await ended
  }

  private async run(task: Task, work: Work): Promise<DataTaskEnd> {
    let told = 0
    const report: Report = (done, total) => {
      const now = performance.now()
      if (now - told < reportMilliseconds && done < total) return
      told = now
      this.tell(task, { done, total })
    }
    const outcome = await this.outcomeOf(task, () => work(report, task.stopper.signal))
    const end: DataTaskEnd = { kind: task.kind, at: timestamp(this.needs.clock), ...outcome }
    this.end = end
    this.task = null
    task.changed.announce()
    this.needs.log.info('data task ended', { kind: task.kind, end: end.end })
    return end
  }

  private async outcomeOf(task: Task, work: () => Promise<Outcome>): Promise<Omit<DataTaskEnd, 'kind' | 'at'>> {
    try {
      return await work()
    } catch (error) {
      if (task.stopper.signal.aborted) return { end: 'stopped', text: t(`data.stopped.${task.kind}`), path: null }
      // The second of data of its own that turned out to be damaged: it names the record and the way back.
      if (error instanceof FolderUnfit || error instanceof StoreRefusal) {
        return { end: 'failed', text: error.message, path: null }
      }
      if (error instanceof StorageFailed) return { end: 'failed', text: error.refusal.error.message, path: null }
      if (codeOf(error)) return { end: 'failed', text: t('data.disk', { reason: reasonOf(error) }), path: null }
      const logId = this.needs.ids.random()
      this.needs.log.error('data task failed', { logId, kind: task.kind, ...errorFacts(error) })
      return { end: 'failed', text: t('errors.internal', { logId }), path: null }
    }
  }

  private tell(task: Task, news: Partial<DataTaskProgress>): void {
    task.progress = { ...task.progress, ...news, number: task.progress.number + 1 }
    task.changed.announce()
  }
}
