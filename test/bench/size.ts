import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Child, electronHeap, largeHeap } from './children.ts'
import { type Finding, subjects } from './figures.ts'
import { measureChanges } from './changes.ts'
import { measureStarts } from './starts.ts'
import { number } from './print.ts'

const times = z.strictObject({ p50: z.number(), p99: z.number(), count: z.int() })
const findingSchema = z.strictObject({
  row: z.string(),
  of: z.enum(subjects),
  figure: z.union([z.number(), times, z.null()]),
  note: z.union([z.string(), z.null()]),
})

/** Orders batch sync sends in one run. */
const batchOrders = 10_000

/** What measurements of one size of desk need. */
export interface SizeOptions {
  readonly cards: number
  /** Everything is made in here. */
  readonly folder: string
  /** The built program of the measurements. */
  readonly program: string
  /** Everything a few times only. */
  readonly few: boolean
  readonly stop: AbortSignal
  readonly say: (line: string) => void
}

/** What a measurement is given: the data, and processes to work in. */
export interface Bench {
  readonly cards: number
  readonly few: boolean
  /** The desk's data folder. */
  readonly data: string
  /** The SQLite file with the same data. */
  readonly sqlite: string
  /** A place for other files. */
  readonly place: string
  /** A process of the program with these words; what is compared may have a larger heap than the desk. */
  start(values: readonly string[], heap?: number): Child
  progress(text: string): void
}

/**
 * Everything about one size of desk: its folder is made once, all measurements use it one after another, those that
 * change much come last.
 */
export class Size {
  /** Sentences about measurements that failed. */
  readonly failures: string[] = []
  readonly #options: SizeOptions
  readonly #children = new Set<Child>()
  readonly #found: Finding[] = []

  constructor(options: SizeOptions) {
    this.#options = options
  }

  /** @throws the signal's reason when it is stopped. */
  async measure(): Promise<readonly Finding[]> {
    const { cards, folder, stop } = this.#options
    const place = join(folder, String(cards))
    const kill = () => this.#killAll()
    stop.addEventListener('abort', kill)
    try {
      await mkdir(place)
      await this.#measureAll(this.#bench(place))
    } finally {
      stop.removeEventListener('abort', kill)
      await this.#killAll()
      await rm(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    }
    return this.#found
  }

  async #measureAll(bench: Bench): Promise<void> {
    const { data, sqlite, few } = bench
    const words = few ? ['few'] : []
    await this.#must('making the desk', () => this.#run(bench, ['fill', data, String(bench.cards)], largeHeap))
    await this.#must('making the SQLite file', () => this.#run(bench, ['sqlite-fill', data, sqlite], largeHeap))
    await this.#try('starts', () => measureStarts(bench))
    await this.#try('memory', () => this.#run(bench, ['memory', data]))
    await this.#try('searches', () => this.#run(bench, ['search', data, ...words]))
    await this.#try('SQLite searches', () => this.#run(bench, ['sqlite-search', sqlite, ...words], largeHeap))
    await this.#try('durable changes', () => measureChanges(bench))
    await this.#try('window', () => this.#run(bench, ['window', data, bench.place, ...words]))
    await this.#try('pauses at the desk', () => this.#run(bench, ['pauses', data, ...words]))
    await this.#try('checkpoint', () => this.#run(bench, ['checkpoint', data]))
    await this.#try('verification and backup', () => this.#run(bench, ['upkeep', data, bench.place]))
    await this.#try('start without a snapshot', async () => {
      await rm(join(data, 'snapshot'), { recursive: true })
      return this.#run(bench, ['rebuild', data])
    })
    await this.#try('batch sync', () => this.#run(bench, ['batch', data, bench.place, String(few ? 50 : batchOrders)]))
  }

  #bench(place: string): Bench {
    const { cards, few, program, say } = this.#options
    const window = fileURLToPath(new URL('window/window.ts', import.meta.url))
    return {
      ...{ cards, few, place, data: join(place, 'data'), sqlite: join(place, 'desk.sqlite') },
      start: ([name = '', ...values], heap = electronHeap) => {
        this.#options.stop.throwIfAborted()
        const words = name === 'window' ? [window, ...values] : [program, name, ...values]
        const child = new Child({ values: words, heap, temporary: place })
        this.#children.add(child)
        return child
      },
      progress: (text) => say(`${number(cards)} cards: ${text}`),
    }
  }

  /** Lets a process of its own measure. What it found before it failed counts. */
  async #run(bench: Bench, values: readonly string[], heap?: number): Promise<readonly Finding[]> {
    const child = bench.start(values, heap)
    for (let line = await child.next(); line !== undefined; line = await child.next()) {
      if (typeof line === 'string') bench.progress(line)
      else this.#found.push(findingSchema.parse(line))
    }
    return []
  }

  async #must(what: string, measure: () => Promise<readonly Finding[]>): Promise<void> {
    const { cards, say, stop } = this.#options
    const before = performance.now()
    say(`${number(cards)} cards: ${what} …`)
    try {
      this.#found.push(...(await measure()))
    } catch (error) {
      stop.throwIfAborted()
      throw new Error(`${number(cards)} cards, ${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
    say(`${number(cards)} cards: ${what}: ${((performance.now() - before) / 1000).toFixed(1)} s`)
  }

  /** A measurement that fails leaves a gap in the table; the others go on. */
  async #try(what: string, measure: () => Promise<readonly Finding[]>): Promise<void> {
    try {
      await this.#must(what, measure)
    } catch (error) {
      this.#options.stop.throwIfAborted()
      const sentence = error instanceof Error ? error.message : String(error)
      this.failures.push(sentence)
      this.#options.say(sentence)
    }
    await this.#killAll()
  }

  async #killAll(): Promise<void> {
    const children = [...this.#children]
    this.#children.clear()
    await Promise.all(children.map((child) => child.kill()))
  }
}
