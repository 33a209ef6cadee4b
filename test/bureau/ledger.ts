import { type FileHandle, open, readFile } from 'node:fs/promises'
import { z } from 'zod'

const words = z.enum(['RECEIVED', 'IN_PRODUCTION', 'PRODUCED', 'FAILED'])
const order = z.string()
const at = z.string()

/** One line of the ledger. Lines are only ever added. */
const recordSchema = z.discriminatedUnion('kind', [
  /** An order came for the first time. */
  z.object({
    kind: z.literal('taken'),
    at,
    order,
    way: z.enum(['folder', 'rest']),
    fate: z.enum(['refused', 'fails', 'made']),
    desk: z.string(),
    batch: z.string(),
    card: z.string(),
    cardType: z.string(),
    layout: z.string(),
    personName: z.string(),
    validThrough: z.string().nullable(),
    /** Checksum over all of the order but its batch, to tell whether it comes again with other content. */
    content: z.string(),
  }),
  /** An order that is known came once more; `other`: with other content, which counts for nothing. */
  z.object({ kind: z.literal('again'), at, order, other: z.boolean() }),
  /** A card was made. */
  z.object({
    kind: z.literal('made'),
    at,
    order,
    cardNumber: z.string(),
    productionDate: z.string(),
    chip: z.object({ type: z.string(), uid: z.string() }),
  }),
  /** The order is that far. */
  z.object({ kind: z.literal('reached'), at, order, word: words }),
  /** The desk was told so. */
  z.object({ kind: z.literal('told'), at, order, word: words }),
])
export type LedgerRecord = z.infer<typeof recordSchema>
type Taken = Extract<LedgerRecord, { kind: 'taken' }>
type Made = Extract<LedgerRecord, { kind: 'made' }>
type Word = z.infer<typeof words>

/** What the bureau knows about one order. */
export interface LedgerEntry extends Omit<Taken, 'kind' | 'at'> {
  /** When it came first, ISO 8601 UTC. */
  readonly created: string
  /** How often it came, with the same content and with other. */
  readonly deliveries: number
  readonly otherContent: number
  readonly reached: Word | null
  /** The last word the desk was given. */
  readonly told: Word | null
  readonly made: Omit<Made, 'kind' | 'order'> | null
  /** How many cards were made of this order: never more than one, unless the bureau is at fault. */
  readonly cards: number
}

/** All that lines of a ledger say, order by order. */
export class LedgerState {
  readonly entries = new Map<string, LedgerEntry>()

  /** @throws {Error} when the line cannot follow those before it. */
  apply(record: LedgerRecord): void {
    if (record.kind === 'taken') {
      if (this.entries.has(record.order)) throw new Error(`${record.order} was taken before`)
      const { kind: _, at: created, ...taken } = record
      const fresh = { deliveries: 1, otherContent: 0, reached: null, told: null, made: null, cards: 0 }
      this.entries.set(record.order, { ...taken, created, ...fresh })
      return
    }
    const entry = this.entries.get(record.order)
    if (!entry) throw new Error(`${record.order} was never taken`)
    this.entries.set(record.order, { ...entry, ...changed(entry, record) })
  }

  /** How many cards were made for each card of each desk: `<desk> <card>`. */
  cardsMade(): Map<string, number> {
    const counted = new Map<string, number>()
    for (const { desk, card, cards } of this.entries.values()) {
      const name = `${desk} ${card}`
      if (cards > 0) counted.set(name, (counted.get(name) ?? 0) + cards)
    }
    return counted
  }
}

function changed(entry: LedgerEntry, record: Exclude<LedgerRecord, Taken>): Partial<LedgerEntry> {
  switch (record.kind) {
    case 'again':
      return { deliveries: entry.deliveries + 1, otherContent: entry.otherContent + (record.other ? 1 : 0) }
    case 'made': {
      const { kind: _, order: __, ...made } = record
      return { made, cards: entry.cards + 1 }
    }
    case 'reached':
      return { reached: record.word }
    case 'told':
      return { told: record.word }
  }
}

/** The ledger cannot be written any more: what the bureau knows is ahead of what it will remember, so it has to end. */
export class LedgerFailure extends Error {
  override name = 'LedgerFailure'

  constructor(cause: unknown) {
    super(`The ledger cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

/** Reads a ledger as it is on disk, also one that is being written: a line without its end is left out. */
export async function readLedger(path: string): Promise<LedgerState> {
  const state = new LedgerState()
  for (const line of completeLines((await readFile(path)).toString('utf8'))) applyLine(state, line, path)
  return state
}

/**
 * The bureau's memory, durable line by line when it has a file. What is recorded counts at once; waiting for the
 * answer means waiting until it is on disk. Records that wait together share a flush.
 */
export class Ledger {
  private readonly state = new LedgerState()
  private waiting: { readonly lines: string[]; readonly written: Promise<void> } | undefined
  private last: Promise<void> = Promise.resolve()

  private readonly file: FileHandle | null

  private constructor(file: FileHandle | null) {
    this.file = file
  }

  /** Goes on from what is in the file, made when it is not there; `null` = in memory alone. */
  static async open(path: string | null): Promise<Ledger> {
    if (path === null) return new Ledger(null)
    const file = await open(path, 'a+')
    const ledger = new Ledger(file)
    const content = await file.readFile()
    // A line that was cut off by the end of the program never counted.
    await file.truncate(content.lastIndexOf('\n') + 1)
    for (const line of completeLines(content.toString('utf8'))) applyLine(ledger.state, line, path)
    return ledger
  }

  get entries(): ReadonlyMap<string, LedgerEntry> {
    return this.state.entries
  }

  cardsMade(): ReadonlyMap<string, number> {
    return this.state.cardsMade()
  }

  /** Durable when it resolves. */
  record(...records: readonly LedgerRecord[]): Promise<void> {
    for (const record of records) this.state.apply(record)
    const { file } = this
    if (!file || records.length === 0) return Promise.resolve()
    const lines = records.map((record) => `${JSON.stringify(record)}\n`)
    if (this.waiting) {
      for (const line of lines) this.waiting.lines.push(line)
      return this.waiting.written
    }
    const written = this.last.then(async () => {
      this.waiting = undefined
      try {
        await file.appendFile(lines.join(''))
        await file.datasync()
      } catch (error) {
        throw new LedgerFailure(error)
      }
    })
    // Whoever recorded it hears of it; so does whoever closes the ledger.
    written.catch(() => {})
    this.waiting = { lines, written }
    this.last = written
    return written
  }

  async close(): Promise<void> {
    await this.last.finally(() => this.file?.close())
  }
}

function completeLines(content: string): readonly string[] {
  return content
    .slice(0, content.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1)
}

function applyLine(state: LedgerState, line: string, path: string): void {
  try {
    state.apply(recordSchema.parse(JSON.parse(line)))
  } catch {
    throw new Error(`${path} is not a ledger of this bureau. Name another one with --ledger.`)
  }
}
