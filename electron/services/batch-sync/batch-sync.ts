import { setTimeout as delay } from 'node:timers/promises'
import type { BatchFollowed, BatchPreview, BatchStatus, ParsedRequestOf, ResponseOf } from '../../../shared/contract'
import type { SessionUser } from '../../../shared/contract/responses'
import type { Answer } from '../../../shared/errors'
import type { SyncCounts, SyncEnd, SyncRun } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { actorNow } from '../../engine/actor'
import { systemStamp } from '../../engine/events'
import { type Clock, errorFacts, type Ids, type Log, timestamp } from '../../ports'
import type { Store } from '../../store/port'
import type { Bureaus } from '../bureaus'
import type { Search } from '../search'
import { Asking } from './asking'
import { NotedLately } from './noted-lately'
import { OpenOrders } from './open-orders'
import { preview } from './preview'
import { RunProgress } from './progress'
import { RunLines } from './run-lines'
import { type RunActor, RunRecord } from './run-record'
import { Schedule } from './schedule'
import type { RunParts } from './run-parts'
import { Sending } from './sending'

interface Needs {
  readonly store: Store
  readonly search: Pick<Search, 'inState' | 'select' | 'lists'>
  readonly bureaus: Bureaus
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** How long a bureau may be silent over one batch or one piece of news; five minutes unless a test is in a hurry. */
  readonly patienceMilliseconds?: number
  /** How often it is looked whether a run is due. */
  readonly checkMilliseconds?: number
}

/** A run under way. */
interface Underway {
  readonly progress: RunProgress
  readonly stopping: AbortController
  readonly ended: Promise<void>
}

/** What a run does: everything, or only what was on its way when the program ended last. */
type Extent = 'everything' | 'on-its-way'

const standardPatience = 5 * 60_000
const standardCheck = 10_000
/** How long the end of the program waits for a run to come to rest; what is on its way then is sent again. */
const closingPatience = 3_000

/**
 * Batch sync: sends what waits in the queue and takes in what the bureau says, by itself from time to time and
 * when an operator asks for it. One run at a time. What it was doing when the power went is finished at the next
 * start: an order that left is sent again under its id until the bureau has answered (domain rule 5.8).
 */
export class BatchSync {
  private readonly orders: OpenOrders
  private readonly lines: RunLines
  private readonly schedule: Schedule
  private readonly closing = new AbortController()
  private readonly lately = new NotedLately()
  private readonly listeners: ((status: BatchStatus) => void)[] = []
  private underway: Underway | undefined
  /** Resolves when what the last end of the program broke off is recorded as such: no run begins before. */
  private recovered = Promise.resolve()
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly needs: Needs) {
    const { store, search, bureaus, clock } = needs
    this.orders = new OpenOrders(search, () => bureaus.desks())
    this.lines = new RunLines(store)
    this.schedule = new Schedule({ store, bureaus, clock, oldestQueued: () => this.orders.oldestQueued() })
    store.subscribe(({ commit }) => {
      const saved = commit.events.filter((event) => event.type === 'settings-saved')
      // Whoever connects a bureau may want to look at the queue before it goes there.
      if (saved.some(({ section }) => section === 'bureau')) this.schedule.startAnew()
      if (saved.length > 0) this.announce()
    })
  }

  /** Finishes what the last end of the program broke off, then looks from time to time whether a run is due. */
  async open(): Promise<void> {
    try {
      this.recovered = this.closeBrokenOff()
      await this.recovered
      // A run somebody has started meanwhile begins with the same.
      if (!this.underway && this.orders.countOnTheirWay() > 0) {
        // With a schedule the rest goes along: starts that only finish what is left would put it off each time.
        this.run(system(this.needs.clock), this.schedule.nextAt() === null ? 'on-its-way' : 'everything')
      }
      await this.underway?.ended
      await this.check()
    } catch (error) {
      this.needs.log.error('batch sync not taken up', errorFacts(error))
    }
    if (this.closing.signal.aborted) return
    this.timer = setInterval(() => void this.check(), this.needs.checkMilliseconds ?? standardCheck)
    this.timer.unref()
  }

  /** Runs if it is time for it by the clock; resolves when nothing is under way any more. Never rejects. */
  async check(): Promise<void> {
    if (!this.underway && !this.closing.signal.aborted && this.schedule.isDue()) {
      this.run(system(this.needs.clock), 'everything')
    }
    await this.underway?.ended
  }

  /** Ends the run under way as soon as it can be ended; what is left is done at the next start. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    this.closing.abort()
    const { underway } = this
    if (underway) await Promise.race([underway.ended, delay(closingPatience, undefined, { ref: false })])
  }

  /** Starts a run for a person, or joins the one under way. */
  start(user: SessionUser): Answer<null> {
    const actor = actorNow(this.needs.store.view, user, ['operator'])
    if (!actor.ok) return actor
    if (!this.underway && !this.closing.signal.aborted) {
      this.run({ user: user.id, name: actor.user.name, role: 'operator' }, 'everything')
    }
    return { ok: true, value: null }
  }

  /** Asks the run under way to end after the batch it is in. */
  stop(): Answer<null> {
    this.underway?.stopping.abort()
    this.underway?.progress.stop()
    return { ok: true, value: null }
  }

  /** Waits until the run under way has got past `after`, or has ended. */
  async follow(after: number): Promise<BatchFollowed> {
    const { underway } = this
    if (!underway) return { kind: 'idle' }
    const progress = await underway.progress.after(after)
    if (progress) return { kind: 'running', progress }
    const run = this.needs.store.syncRuns().at(-1)
    return run ? { kind: 'ended', run } : { kind: 'idle' }
  }

  status(): BatchStatus {
    const { store } = this.needs
    return {
      connection: store.view.settings().bureau.values.connection,
      running: this.underway !== undefined,
      lastRun: store.syncRuns().at(-1) ?? null,
      nextAt: this.schedule.nextAt(),
      onTheWay: this.orders.countOnTheirWay(),
    }
  }

  /** Hears of every run that begins or ends and of every change of when the next one is. */
  onStatus(listener: (status: BatchStatus) => void): void {
    this.listeners.push(listener)
  }

  /** Runs, newest first. */
  runs({ offset, limit }: ParsedRequestOf<'batch.runs'>): ResponseOf<'batch.runs'> {
    const runs = this.needs.store.syncRuns()
    const rows = Array.from({ length: Math.min(limit, Math.max(0, runs.length - offset)) }, (_, index) =>
      runs.at(-1 - offset - index),
    )
    return { total: runs.length, rows: rows.filter((run): run is SyncRun => run !== undefined) }
  }

  /** One run with a page of what became of its orders. */
  runDetails(request: ParsedRequestOf<'batch.run'>): Promise<Answer<ResponseOf<'batch.run'>>> {
    return this.lines.page(request)
  }

  /** What a run would take in now. Changes nothing. */
  async preview(): Promise<BatchPreview> {
    try {
      return await preview({ ...this.needs, orders: this.orders })
    } finally {
      // A run under way lets go of what was looked up at its own end.
      if (!this.underway) this.orders.forget()
    }
  }

  private run(actor: RunActor, extent: Extent): Underway {
    const progress = new RunProgress()
    const stopping = new AbortController()
    this.schedule.startAnew()
    const standsAnew = () => this.announce()
    const work = this.carryOut(actor, extent, {
      progress,
      standsAnew,
      stopping: stopping.signal,
      closing: this.closing.signal,
    })
    const ended = work.finally(() => {
      this.underway = undefined
      this.orders.forget()
      progress.end()
      this.announce()
    })
    const underway = { progress, stopping, ended }
    this.underway = underway
    progress.tell({ phase: 'sending', text: t('batch.phases.starting'), done: 0, total: 0 })
    this.announce()
    return underway
  }

  /** Never rejects: whatever goes wrong ends this run, is told in it, and leaves the next one to go on. */
  private async carryOut(
    actor: RunActor,
    extent: Extent,
    parts: Omit<RunParts, 'connection' | 'record'>,
  ): Promise<void> {
    const { store, clock, bureaus, ids, log } = this.needs
    const record = new RunRecord(store, clock, actor)
    const byHand = actor.user !== null
    let problem: string | null
    try {
      await this.recovered
      if (byHand) {
        this.lately.forget()
        await record.begin()
      }
      problem = await this.phases(extent, { ...parts, record, connection: bureaus.connection() })
    } catch (error) {
      const logId = ids.random()
      log.error('batch sync failed', { logId, ...errorFacts(error) })
      problem = t('batch.problems.internal', { logId })
    }
    // Closed under way: the next start records it as broken off, and goes on where it was.
    if (parts.closing.aborted) return
    const end: SyncEnd = parts.stopping.aborted ? 'stopped' : 'done'
    if (record.id === null && this.isToldAlready(problem)) return
    await this.endRecord(record, end, problem)
    log.info('batch sync done', { run: record.id, end, ...record.counts, problem: problem !== null })
  }

  private async endRecord(record: RunRecord, end: SyncEnd, problem: string | null): Promise<void> {
    const { log } = this.needs
    try {
      const refused = await record.end(end, problem)
      if (refused) log.error('end of batch sync not saved', { code: refused.error.code })
    } catch (error) {
      log.error('end of batch sync not saved', errorFacts(error))
    }
  }

  private async phases(extent: Extent, parts: RunParts): Promise<string | null> {
    const { patienceMilliseconds = standardPatience } = this.needs
    const needs = { ...this.needs, orders: this.orders, lately: this.lately, patienceMilliseconds }
    const sending = new Sending(needs, parts)
    const left = await sending.again()
    if (left !== null || extent === 'on-its-way') return left
    const unsent = await sending.queued()
    if (parts.stopping.aborted || parts.closing.aborted) return unsent
    const unasked = await new Asking(needs, parts).everything()
    return unsent ?? unasked
  }

  /** A schedule that meets the same problem again and does nothing else adds no run: the last one tells it. */
  private isToldAlready(problem: string | null): boolean {
    const last = this.needs.store.syncRuns().at(-1)
    return problem !== null && last?.problem === problem && last.started.user === null
  }

  /** A run without an end was under way when the program ended. */
  private async closeBrokenOff(): Promise<void> {
    const { store, clock } = this.needs
    // Looked for before anybody can start another.
    for (const { id } of store.syncRuns().filter(({ ended }) => ended === null)) {
      const counts = await this.countsOf(id)
      const done = await store.transact(() => ({
        ok: true,
        by: systemStamp(timestamp(clock)),
        events: [{ type: 'sync-ended', run: id, end: 'broken-off', problem: t('batch.problems.brokenOff'), counts }],
      }))
      if (!done.ok) this.needs.log.error('broken-off run not closed', { run: id, code: done.error.code })
    }
  }

  /** A record that is damaged on the disk must not keep the next run from going on. */
  private async countsOf(run: string): Promise<SyncCounts> {
    try {
      return await this.lines.counts(run)
    } catch (error) {
      this.needs.log.error('broken-off run not counted', { run, ...errorFacts(error) })
      return {}
    }
  }

  private announce(): void {
    const status = this.status()
    for (const listener of this.listeners) listener(status)
  }
}

function system(clock: Clock): RunActor {
  const { user, name, role } = systemStamp(timestamp(clock))
  return { user, name, role }
}
