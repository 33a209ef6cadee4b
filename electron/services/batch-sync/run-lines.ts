import type { BatchRunDetails, ParsedRequestOf } from '../../../shared/contract'
import { type Answer, refusal } from '../../../shared/errors'
import type { SyncCounts, SyncFile, SyncLine, SyncOutcome } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { CardEdited, CardMoved, RecordedCommit } from '../../engine/events'
import { breather } from '../../breathe'
import type { Store } from '../../store/port'

/** Records of a run read at a time. */
const together = 20

/** What a run's records add up to, as far as they were read. */
interface Read {
  readonly run: string
  /** Sequence of the last record read. */
  sequence: number
  readonly files: SyncFile[]
  readonly lines: SyncLine[]
}

/**
 * What became of the orders of a run, from the records it wrote. The run looked at last is remembered, so that
 * its pages are read once; of one under way only what came since is read.
 */
export class RunLines {
  private last: Read | undefined
  private reading: Promise<unknown> = Promise.resolve()

  constructor(private readonly store: Pick<Store, 'syncRuns' | 'syncRunRecords'>) {}

  /** A page of a run's lines, in the order in which they came about. */
  async page({ run: id, outcomes, offset, limit }: ParsedRequestOf<'batch.run'>): Promise<Answer<BatchRunDetails>> {
    const known = this.store.syncRuns().some((run) => run.id === id)
    if (!known) return refusal('sync-run-not-found', t('errors.sync-run-not-found', { run: id }), { run: id })
    const { files, lines } = await this.inTurn(() => this.read(id))
    const run = this.store.syncRuns().find((each) => each.id === id)
    if (!run) throw new Error(`${id} was there before it was read`)
    const wanted = outcomes && new Set<SyncOutcome>(outcomes)
    const fitting = wanted ? lines.filter(({ outcome }) => wanted.has(outcome)) : lines
    return {
      ok: true,
      value: { run, files: [...files], total: fitting.length, lines: fitting.slice(offset, offset + limit) },
    }
  }

  /** What became of a run's orders, counted from what it wrote; it does not know those without news. */
  async counts(run: string): Promise<SyncCounts> {
    const { lines } = await this.inTurn(() => this.read(run))
    const counts: Partial<Record<SyncOutcome, number>> = {}
    for (const { outcome } of lines) counts[outcome] = (counts[outcome] ?? 0) + 1
    return counts
  }

  private async read(run: string): Promise<Read> {
    const read = this.last?.run === run ? this.last : { run, sequence: 0, files: [], lines: [] }
    const breathe = breather()
    for (;;) {
      const records = await this.store.syncRunRecords(run, together, read.sequence)
      for (const record of records) {
        for (const event of record.events) {
          if (event.type === 'sync-noted' && event.run === run) {
            read.files.push(...event.files)
            read.lines.push(...event.notes.map((note) => ({ ...note, move: null, batch: null })))
          } else if (isOfRun(event, run)) {
            const line = lineOf(event)
            if (line) read.lines.push(line)
          }
        }
        read.sequence = record.sequence
        await breathe()
      }
      if (records.length < together) break
    }
    this.last = read
    return read
  }

  /** Two pages asked for at once must not read the same records into one list. */
  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.reading.then(work)
    this.reading = done.catch(() => {})
    return done
  }
}

function isOfRun(event: RecordedCommit['events'][number], run: string): event is CardMoved | CardEdited {
  return (event.type === 'card-moved' || event.type === 'card-edited') && event.run === run
}

/** What an event about a card says about its order; `null` for the intent to send, whose outcome follows. */
function lineOf(event: CardMoved | CardEdited): SyncLine | null {
  const outcome = outcomeOf(event)
  if (outcome === null) return null
  return {
    outcome,
    card: event.card,
    order: String(event.input?.order ?? ''),
    text: event.comment ?? '',
    move: event.type === 'card-moved' ? { from: event.from, to: event.to } : null,
    batch: typeof event.input?.batch === 'string' ? event.input.batch : null,
  }
}

function outcomeOf(event: CardMoved | CardEdited): SyncOutcome | null {
  const sending = event.process === 'CardsAddonExtProdBatchSend' || event.process === 'TempCardsAddonExtProdBatchSend'
  if (event.type === 'card-moved') {
    if (event.to === 'failed') return sending ? 'refused' : 'failed'
    return sending ? 'sent' : 'moved'
  }
  if (!sending) return 'unchanged'
  return event.set?.order?.sending ? null : 'not-sent'
}
