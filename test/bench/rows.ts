import type { CardColumn } from '../../shared/contract'
import type { Subject } from './figures.ts'
import { atLeast, atMost, flat, type Goal } from './goals.ts'

/** One line of the table, with the lines that stand below it for comparison. */
export interface Row {
  readonly id: string
  readonly name: string
  readonly unit: 'milliseconds' | 'seconds' | 'a-second' | 'bytes' | 'percent'
  /** What is measured beside the desk, in the order in which it is shown. */
  readonly beside: readonly Subject[]
  readonly goals: readonly Goal[]
}

export interface Group {
  readonly name: string
  /** What all its rows should reach; a row may have goals of its own besides. */
  readonly goal?: Goal
  readonly rows: readonly Row[]
}

/** A sixtieth of a second in milliseconds, as far as a browser's clock tells: it counts tenths. */
export const oneFrame = 16.9

/** The columns of the card list, in the contract's order; the table is incomplete when one is left out. */
const columns: readonly CardColumn[] = [
  ...(['id', 'state', 'holderName', 'employeeNumber', 'email', 'upn', 'organisationalUnit', 'layout'] as const),
  ...(['title', 'order', 'cardNumber', 'validThrough', 'created', 'changed'] as const),
]

function row(
  id: string,
  name: string,
  unit: Row['unit'],
  beside: readonly Subject[],
  goals: readonly Goal[] = [],
): Row {
  return { id, name, unit, beside, goals }
}

/** Every row of the table. The goals are those of an ordinary desktop. */
export const groups: readonly Group[] = [
  {
    name: 'A durable change of a card',
    rows: [
      row(
        'change.one',
        'one at a time, p50 / p99',
        'milliseconds',
        ['sqlite', 'lowdb', 'floor'],
        [
          atMost('p99 at most twice the bare append', 'p99', ({ of }) => 2 * of('floor', 'p99')),
          flat('p50 at most 1.5 times that of the smallest desk', 'p50', 1.5),
        ],
      ),
      row(
        'change.one.rate',
        'one at a time',
        'a-second',
        ['sqlite', 'lowdb', 'floor'],
        [atLeast('at least SQLite', 'value', ({ of }) => of('sqlite', 'value'))],
      ),
      row('change.waiting', '100 waiting, p50 / p99', 'milliseconds', ['sqlite', 'sqlite-together', 'lowdb', 'floor']),
      row(
        'change.waiting.rate',
        '100 waiting',
        'a-second',
        ['sqlite', 'sqlite-together', 'lowdb', 'floor'],
        [atLeast('at least 3 times SQLite', 'value', ({ of }) => 3 * of('sqlite', 'value'))],
      ),
      row('change.wizard', 'as a wizard at the door, p50 / p99', 'milliseconds', []),
    ],
  },
  {
    name: 'Search, first page and exact total, p50 / p99',
    goal: atMost('p99 at most 16 ms', 'p99', () => 16),
    rows: [
      row('search.narrow', 'narrow', 'milliseconds', ['sqlite']),
      row('search.broad', 'broad', 'milliseconds', ['sqlite']),
      row('search.no-hit', 'no hit', 'milliseconds', ['sqlite']),
      ...columns.flatMap((column) =>
        ['ascending', 'descending'].map((direction) =>
          row(`search.${column}.${direction}`, `by ${column}, ${direction}`, 'milliseconds', []),
        ),
      ),
    ],
  },
  {
    name: 'Start and memory',
    rows: [
      row(
        'start.first-result',
        'start of the process to the first search result',
        'seconds',
        ['sqlite'],
        [atMost('at most 1 s, with more than 100,000 cards 8 s', 'value', ({ cards }) => (cards <= 100_000 ? 1 : 8))],
      ),
      row('start.journal-alone', 'the same without a snapshot', 'seconds', []),
      row(
        'memory.card',
        'memory in main, bytes a card',
        'bytes',
        ['sqlite'],
        // What any desk needs, however small, is most of it before.
        [atMost('under 1,000, from 10,000 cards on', 'value', ({ cards }) => (cards < 10_000 ? Number.NaN : 1000))],
      ),
    ],
  },
  {
    name: 'Longest pause of the main thread',
    goal: atMost('at most 50 ms', 'value', () => 50),
    rows: [
      row('pause.checkpoint', 'checkpoint of every document', 'milliseconds', ['event-loop']),
      row('pause.verify', 'verification', 'milliseconds', ['event-loop']),
      row('pause.backup', 'backup', 'milliseconds', ['event-loop']),
      row('pause.batch', 'batch sync', 'milliseconds', ['event-loop']),
      row('pause.several', 'one wizard over many cards', 'milliseconds', ['event-loop']),
      row('pause.overview', 'overview', 'milliseconds', ['event-loop']),
      row('pause.persons', 'persons sorted by every column', 'milliseconds', ['event-loop']),
    ],
  },
  {
    name: 'Window',
    rows: [
      row(
        'window.click',
        'click on Search to painted rows, p50 / p99',
        'milliseconds',
        [],
        [atMost('p99 under 100 ms', 'p99', () => 100)],
      ),
      row('window.first-click', 'the very first click', 'milliseconds', []),
      row(
        'window.frames',
        'time of a frame while the list scrolls, p50 / p99',
        'milliseconds',
        [],
        [atMost('p99 at most one of 60 frames a second', 'p99', () => oneFrame)],
      ),
      row('window.late-frames', 'frames that took longer than one of 60 a second', 'percent', []),
      row(
        'window.first-paint',
        'first paint after the window is made',
        'milliseconds',
        ['navigation'],
        [atMost('under 1 s', 'value', () => 1000)],
      ),
    ],
  },
]
