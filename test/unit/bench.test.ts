import { describe, expect, it } from 'vitest'
import { cardColumns } from '../../shared/contract'
import { type Finding, percentile, timesOf } from '../bench/figures'
import { atLeast, atMost, flat, judge, type Seen } from '../bench/goals'
import { readOptions, UsageError } from '../bench/options'
import { print } from '../bench/print'
import { groups } from '../bench/rows'
import { complete, fill, subjectsOf } from '../bench/table'

const finding = (figure: Finding['figure'], row = 'r', of: Finding['of'] = 'desk'): Finding => {
  return { row, of, figure, note: null }
}
const seen: Seen = { cards: 1000, of: () => 100, ofSmallest: () => 2 }

describe('The figures of the benchmark', () => {
  it('take percentiles by nearest rank, whatever the order of what was measured', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index)
    expect(timesOf(values)).toEqual({ p50: 100, p99: 198, count: 200 })
    expect(percentile([7], 99)).toBe(7)
    expect(() => percentile([], 50)).toThrow('nothing')
  })

  it.each([
    ['at most, at the limit', atMost('', 'value', () => 100), 100, true, 0],
    ['at most, above', atMost('', 'value', () => 100), 125, false, 25],
    ['at least, at the limit', atLeast('', 'value', ({ of }) => of('sqlite', 'value')), 100, true, 0],
    ['at least, below', atLeast('', 'value', ({ of }) => of('sqlite', 'value')), 40, false, 60],
    ['flat', flat('', 'value', 1.5), 3, true, 0],
    ['not flat', flat('', 'value', 1.5), 6, false, 100],
  ])('are held against a goal: %s', (_, goal, figure, reached, missedBy) => {
    expect(judge(goal, finding(figure), seen)).toMatchObject({ reached, missedBy })
  })

  it('are judged by the part of them the goal is about', () => {
    const times = { p50: 1, p99: 20, count: 9 }
    expect(
      judge(
        atMost('', 'p99', () => 16),
        finding(times),
        seen,
      ),
    ).toMatchObject({ reached: false, missedBy: 25 })
    expect(
      judge(
        atMost('', 'p50', () => 16),
        finding(times),
        seen,
      ),
    ).toMatchObject({ reached: true })
  })

  it('have no verdict where they, or what they are held against, are not there', () => {
    const goal = atMost('', 'value', () => 1)
    expect(judge(goal, undefined, seen)).toBeNull()
    expect(judge(goal, finding(null), seen)).toBeNull()
    expect(
      judge(
        atMost('', 'value', () => Number.NaN),
        finding(1),
        seen,
      ),
    ).toBeNull()
  })
})

describe('The table of the benchmark', () => {
  const everything = groups.flatMap(({ rows }) =>
    rows.flatMap((row) => subjectsOf(row).map((of) => finding({ p50: 1, p99: 2, count: 3 }, row.id, of))),
  )

  it('has a row for each column a list can be sorted by, both ways', () => {
    const ids = groups.flatMap(({ rows }) => rows.map(({ id }) => id))
    for (const column of cardColumns) {
      expect(ids).toContain(`search.${column}.ascending`)
      expect(ids).toContain(`search.${column}.descending`)
    }
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is complete with a finding of everything, and says what is missing otherwise', () => {
    const rows = fill(new Map([[300, everything]]))
    expect(complete(rows)).toEqual({ rows: rows.length, gaps: [] })
    const lacking = everything.filter(({ row, of }) => !(row === 'change.one' && of === 'lowdb'))
    const { rows: whole, gaps } = complete(fill(new Map([[300, lacking]])))
    expect(whole).toBe(rows.length - 1)
    expect(gaps).toEqual(['300 cards, change.one: nothing was found of lowdb'])
    expect(print(fill(new Map([[300, lacking]])))).toContain('FAILED')
  })

  it('says of each size whether a goal was reached', () => {
    const found = (p99: number) => [finding({ p50: 1, p99, count: 3 }, 'search.narrow')]
    const text = print(
      fill(
        new Map([
          [1000, found(16)],
          [1_000_000, found(24)],
        ]),
      ),
    )
    expect(text).toMatch(/Search.*→ p99 at most 16 ms +1,000 cards +1,000,000 cards/)
    expect(text).toMatch(/narrow, ms +1\.00 \/ 16\.0 {2}reached +1\.00 \/ 24\.0 {2}missed by 50 %/)
  })
})

describe('The command line of the benchmark', () => {
  it('measures the three sizes unless told otherwise, smallest first, each once', () => {
    expect(readOptions([])).toEqual({ cards: [1000, 100_000, 1_000_000], json: null, folder: null, once: false })
    expect(readOptions(['--cards', '5000,300,5000', '--json', 'x', '--once'])).toMatchObject({
      ...{ cards: [300, 5000], json: 'x', once: true },
    })
    expect(readOptions(['--help'])).toBe('help')
  })

  it.each([[['--cards', '99']], [['--cards', '1e3']], [['--cards', '']], [['--fast']], [['300']]])(
    'refuses %j',
    (values) => {
      expect(() => readOptions(values)).toThrow(UsageError)
    },
  )
})
