import type { SyncRun } from '../../shared/model'
import type { DeskEvent, RecordedCommit } from '../engine/events'
import { Interner } from './interner'
import { SaveIndex } from './saves'

/** An event as it belongs to a run of batch sync: one of the run's own, or a card's that the run wrote. */
export type RunEvent = DeskEvent & { readonly run: string }

/** True for what a run of batch sync wrote. */
export function isOfRun(event: DeskEvent): event is RunEvent {
  return 'run' in event && event.run !== undefined
}

/**
 * The run after one of its events. Pure.
 * @throws {Error} when it cannot follow: a run is started once, and writes until it has ended.
 */
export function runAfter(run: SyncRun | undefined, event: RunEvent, { sequence, by }: RecordedCommit): SyncRun {
  if (event.type === 'sync-started') {
    if (run) throw new Error(`record ${sequence}: ${event.run} was started before`)
    return { id: event.run, started: by, ended: null, end: null, problem: null, counts: {} }
  }
  if (!run) throw new Error(`record ${sequence}: ${event.run} was never started`)
  if (run.end !== null) throw new Error(`record ${sequence}: ${event.run} has ended`)
  if (event.type !== 'sync-ended') return run
  const { end, problem, counts } = event
  return { ...run, ended: by.at, end, problem, counts }
}

/** The runs of batch sync, and in which records each of them wrote. */
export class SyncRuns {
  readonly #runs = new Map<string, SyncRun>()
  readonly #records = new SaveIndex()
  readonly #interner = new Interner()
  #inOrder: readonly SyncRun[] | null = null

  get(id: string): SyncRun | undefined {
    return this.#runs.get(id)
  }

  /** Oldest first. The same list until one of them changes. */
  all(): readonly SyncRun[] {
    // Their numbers, which count up, are written with six digits at least.
    this.#inOrder ??= [...this.#runs.values()].sort(
      ({ id: one }, { id: other }) => one.length - other.length || (one < other ? -1 : 1),
    )
    return this.#inOrder
  }

  /** The sequences of the records a run wrote in, oldest first; none for a run that is not known. */
  recordsOf(id: string): readonly number[] {
    return this.#runs.has(id) ? this.#records.of(id) : []
  }

  /** Takes in an event. @throws {Error} as `runAfter`. */
  follow(event: RunEvent, commit: RecordedCommit): void {
    const before = this.#runs.get(event.run)
    const run = runAfter(before, event, commit)
    if (run !== before) this.#set(run)
    this.#records.add(run.id, commit.sequence)
  }

  /** Puts a run in as it is, out of a snapshot. @throws {Error} when its records are not in order. */
  put(run: SyncRun, records: readonly number[]): void {
    this.#set(run)
    this.#records.put(run.id, records)
  }

  #set(run: SyncRun): void {
    this.#runs.set(run.id, { ...run, started: this.#interner.stamp(run.started) })
    this.#inOrder = null
  }
}
