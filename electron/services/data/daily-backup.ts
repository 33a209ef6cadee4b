import { systemStamp } from '../../engine/events'
import { type Clock, errorFacts, type Log, timestamp } from '../../ports'
import { FolderUnfit, removeOldBackups, StorageFailed, type Store, StoreRefusal, type Upkeep } from '../../store'
import { t } from '../../../shared/texts'
import { localDay } from '../../world'
import type { Files } from '../../files'
import { RepeatedLook } from '../repeated-look'
import type { DataService } from './data'
import type { DataTasks } from './tasks'

interface Needs {
  readonly store: Store
  readonly tasks: DataTasks
  readonly upkeep: Upkeep
  readonly data: Pick<DataService, 'backedUp'>
  readonly clock: Clock
  readonly log: Log
  readonly files: Files
}

/** How often the day is looked at. */
const checkMilliseconds = 60_000
/** After a failure it is tried again when the clock is this far from it, either way: clocks jump. */
const againMilliseconds = 15 * 60_000

/**
 * The daily backup: one for every day this workstation sees, as soon as the desk runs on that day. A day whose
 * backup failed is tried again from time to time, and the Data page says why it failed.
 */
export class DailyBackup {
  private readonly looks = new RepeatedLook(checkMilliseconds, () => this.run())
  /** When the last attempt failed, milliseconds since 1970. */
  private failedAt: number | null = null

  constructor(private readonly needs: Needs) {}

  /** Looks now and from time to time; returns at once. */
  start(): void {
    this.looks.start()
  }

  /** Makes the backup of this day, unless it is made or not wanted; resolves when nothing is under way any more. */
  check(): Promise<void> {
    return this.looks.now()
  }

  close(): Promise<void> {
    return this.looks.close()
  }

  private async run(): Promise<void> {
    const { store, tasks, upkeep, clock, log } = this.needs
    const { folder: into, daily, keep } = store.view.settings().backup.values
    const today = localDay(clock)
    if (!daily || into === '' || upkeep.notes.daily === today || this.hasJustFailed()) return
    const begun = tasks.start('backup', async (onProgress, signal) => {
      try {
        const by = systemStamp(timestamp(clock))
        const made = await store.backup({ into, kind: 'daily', by, onProgress, signal })
        const removed = await this.removeOlder(into, made.desk, keep)
        this.failedAt = null
        return await this.needs.data.backedUp(made, removed, { daily: today })
      } catch (error) {
        this.failedAt = clock.now()
        if (!signal.aborted) await this.noteProblem(error)
        throw error
      }
    })
    // Another task is under way: the next look finds the day still without its backup.
    if (!begun.ok) return
    const { end } = await begun.value
    log.info('daily backup', { today, end })
  }

  private hasJustFailed(): boolean {
    return this.failedAt !== null && Math.abs(this.needs.clock.now() - this.failedAt) < againMilliseconds
  }

  /** What cannot be removed today can be tomorrow: the backup itself is good. */
  private async removeOlder(into: string, desk: string, keep: number): Promise<string | null> {
    const { files, log } = this.needs
    try {
      const removed = await removeOldBackups(into, desk, keep, { files })
      return removed.length === 0 ? null : t('data.removed', { count: removed.length })
    } catch (error) {
      log.warn('old backups not removed', errorFacts(error))
      return t('data.notRemoved', { reason: error instanceof Error ? error.message : String(error) })
    }
  }

  private async noteProblem(error: unknown): Promise<void> {
    const { upkeep, clock, log } = this.needs
    const known = error instanceof FolderUnfit || error instanceof StorageFailed || error instanceof StoreRefusal
    const text = known ? error.message : t('data.failedForNoKnownReason')
    try {
      await upkeep.note({ problem: { at: timestamp(clock), text } })
    } catch (refused) {
      log.warn('problem of the daily backup not noted', errorFacts(refused))
    }
  }
}
