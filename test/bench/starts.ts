import { z } from 'zod'
import { largeHeap } from './children.ts'
import { type Finding, percentile } from './figures.ts'
import type { Bench } from './size.ts'

/** Starts of each kind; the median counts. */
const starts = 3

const resultSchema = z.object({ total: z.int() })
const bytesSchema = z.object({ bytes: z.number() })

interface Start {
  readonly seconds: number
  readonly total: number
}

/**
 * From the start of a process to the first search result, of the desk and of a program that loads the same from SQLite.
 * The files are in the system's cache, as they are soon after they were written.
 * @throws {Error} when the two do not find the same.
 */
export async function measureStarts(bench: Bench): Promise<readonly Finding[]> {
  const times = bench.few ? 1 : starts
  const desk: Start[] = []
  const rows: Start[] = []
  let bytes = 0
  for (let done = 0; done < times; done += 1) {
    desk.push(await timed(bench, ['start', bench.data]))
    rows.push(
      await timed(bench, ['sqlite-start', bench.sqlite], largeHeap, (line) => {
        bytes = bytesSchema.parse(line).bytes
      }),
    )
  }
  const totals = new Set([...desk, ...rows].map(({ total }) => total))
  if (totals.size > 1) throw new Error(`the desk and SQLite found ${[...totals].join(' and ')} cards`)
  const row = 'start.first-result'
  return [
    { row, of: 'desk', figure: median(desk), note: null },
    { row, of: 'sqlite', figure: median(rows), note: null },
    { row: 'memory.card', of: 'sqlite', figure: bytes, note: 'rows as objects' },
  ]
}

async function timed(
  bench: Bench,
  values: readonly string[],
  heap?: number,
  later?: (line: unknown) => void,
): Promise<Start> {
  const before = performance.now()
  const child = bench.start(values, heap)
  const { total } = resultSchema.parse(await child.next())
  const seconds = (performance.now() - before) / 1000
  for (let line = await child.next(); line !== undefined; line = await child.next()) later?.(line)
  return { seconds, total }
}

function median(times: readonly Start[]): number {
  return percentile(
    times.map(({ seconds }) => seconds),
    50,
  )
}
