import type { Refusal } from '../../../shared/errors'
import type { Stamp, SyncCounts, SyncEnd, SyncFile, SyncNote, SyncOutcome } from '../../../shared/model'
import type { CardEdited, CardMoved, DeskEvent } from '../../engine/events'
import type { DeskView } from '../../engine/view'
import { type Clock, timestamp } from '../../ports'
import type { Committed, Store } from '../../store/port'

/** What one commit of a run writes about cards, and what it notes besides. */
export interface RunEntry {
  readonly events: readonly (CardMoved | CardEdited)[]
  readonly notes?: readonly SyncNote[]
  readonly files?: readonly SyncFile[]
}

/** Who a run acts as; the time is that of each commit. */
export type RunActor = Omit<Stamp, 'at'>

/**
 * What a run of batch sync leaves in the journal. Its beginning is written with the first thing it has to
 * say, so that a schedule that meets nothing new leaves no trace; everything it writes names the run.
 */
export class RunRecord {
  private run: string | null = null
  private readonly counted = new Map<SyncOutcome, number>()

  constructor(
    private readonly store: Pick<Store, 'transact'>,
    private readonly clock: Clock,
    readonly actor: RunActor,
  ) {}

  /** `S-000034`; `null` until something was written. */
  get id(): string | null {
    return this.run
  }

  get counts(): SyncCounts {
    return Object.fromEntries(this.counted)
  }

  count(outcome: SyncOutcome, times = 1): void {
    if (times > 0) this.counted.set(outcome, (this.counted.get(outcome) ?? 0) + times)
  }

  /** Writes that it began, though nothing has happened yet. */
  begin(): Promise<Committed | Refusal> {
    return this.write(() => ({ events: [] }), true)
  }

  /**
   * Writes what `decide` makes of the desk as it is then, in one commit; nothing when that is nothing. It may be
   * called again when what it read has changed meanwhile.
   */
  async write(
    decide: (view: DeskView, run: string, at: string) => RunEntry,
    always = false,
  ): Promise<Committed | Refusal> {
    const done = await this.store.transact((view) => {
      const by = { at: timestamp(this.clock), ...this.actor }
      const [next = ''] = this.run === null ? view.nextIds('sync-run', 1) : [this.run]
      const { events, notes = [], files = [] } = decide(view, next, by.at)
      const noted: DeskEvent[] =
        notes.length + files.length > 0 ? [{ type: 'sync-noted', run: next, notes, files }] : []
      const started: DeskEvent[] = this.run === null ? [{ type: 'sync-started', run: next }] : []
      const something = [...events, ...noted]
      return { ok: true, by, events: something.length > 0 || always ? [...started, ...something] : [] }
    })
    if (done.ok) this.run ??= startedIn(done.commit.events)
    return done
  }

  /** Writes how it ended; nothing when nothing was written before and there is no problem to tell. */
  async end(end: SyncEnd, problem: string | null): Promise<Refusal | null> {
    if (this.run === null && problem === null) return null
    if (this.run === null) {
      const begun = await this.begin()
      if (!begun.ok) return begun
    }
    const run = this.run
    if (run === null) return null
    const done = await this.store.transact(() => ({
      ok: true,
      by: { at: timestamp(this.clock), ...this.actor },
      events: [{ type: 'sync-ended', run, end, problem, counts: this.counts }],
    }))
    return done.ok ? null : done
  }
}

function startedIn(events: readonly DeskEvent[]): string | null {
  return events.find((event) => event.type === 'sync-started')?.run ?? null
}
