import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { processes } from '../../shared/lifecycle'
import { cardProcesses } from '../../shared/lifecycle/card-processes'
import { temporaryCardProcesses } from '../../shared/lifecycle/temporary-card-processes'
import { documentedStates } from '../unit/documented-lifecycle'
import type { Place } from './documented'
import { Stage } from './stage'
import { Tally, tryOpening, tryReachable } from './trial'

// The matrix is worth what it notices. Here alone the product's own tables are read, in order to spoil them
// while the desk is open, one row after another: every row that is dropped, added or altered must be noticed.

/** A row that can be spoilt. */
interface Row {
  readonly symbolicName: string
  readonly cardType: 'card' | 'temporary-card'
  startsIn: readonly (string | null)[]
  moves: readonly (readonly [string | null, string])[]
  by: string
  enabledByDefault: boolean
}
const rows = [...cardProcesses, ...temporaryCardProcesses] as unknown as readonly Row[]
const table = processes as unknown as Row[]

interface Spoiling {
  readonly what: string
  readonly change: Partial<Pick<Row, 'startsIn' | 'moves' | 'by' | 'enabledByDefault'>>
}

/** Every way a row is spoilt: a start or a move taken away or added, another role, another default. */
function spoilingsOf({ cardType, startsIn, moves, by, enabledByDefault }: Row): readonly Spoiling[] {
  const states = documentedStates[cardType].map(([state]) => state)
  const elsewhere = states.find((state) => !startsIn.includes(state)) ?? ''
  const from = states.find((state) => !moves.some(([start]) => start === state)) ?? ''
  const to = states.find((state) => state !== from) ?? ''
  return [
    // A system process starts nowhere for anybody, so that only its moves can be told by trying.
    ...(by === 'system' ? [] : startsIn).map((start) => ({
      what: `no longer starts in ${start ?? 'nothing'}`,
      change: { startsIn: startsIn.filter((each) => each !== start) },
    })),
    ...(by === 'system' ? [] : [{ what: `starts in ${elsewhere}`, change: { startsIn: [...startsIn, elsewhere] } }]),
    // Moves from nothing are seen by carrying the process out, which the matrix does.
    ...moves
      .filter(([start, end]) => start !== null && start !== end)
      .map((move) => ({
        what: `no longer moves from ${move[0]} to ${move[1]}`,
        change: { moves: moves.filter((each) => each !== move) },
      })),
    { what: `moves from ${from} to ${to}`, change: { moves: [...moves, [from, to] as const] } },
    { what: 'belongs to another role', change: { by: by === 'operator' ? 'approver' : 'operator' } },
    ...(by === 'system' ? [] : [{ what: 'has another default', change: { enabledByDefault: !enabledByDefault } }]),
  ]
}

describe('A spoilt table is noticed', () => {
  let stage: Stage
  const exhibits = new Map<string, ReadonlyMap<Place, string>>()

  beforeAll(async () => {
    stage = await Stage.open()
    for (const cardType of ['card', 'temporary-card'] as const) {
      const states = documentedStates[cardType].map(([state]) => state)
      const built = await stage.build(
        states.map((state) => ({ cardType, state, requester: null, holder: null, other: null })),
      )
      exhibits.set(cardType, new Map(states.map((state, index) => [state, built[index]?.card ?? ''])))
    }
  }, 60_000)
  afterAll(() => stage?.close())

  /** What the matrix finds wrong about one process. */
  async function wrongAbout({ cardType, symbolicName }: Pick<Row, 'cardType' | 'symbolicName'>): Promise<number> {
    const tally = new Tally()
    const cards = exhibits.get(cardType) ?? new Map()
    await tryOpening(stage, cardType, symbolicName, cards, tally)
    await tryReachable(stage, cards, tally)
    return tally.wrong.length
  }

  /** Whether an administrator can save the documented defaults: a desk with others does not know them. */
  async function hasOtherDefaults(): Promise<boolean> {
    return stage.offer('shipped').then(
      () => false,
      () => true,
    )
  }

  test.each(rows.map((row) => [row.symbolicName, row] as const))('%s', async (_name, row) => {
    expect(await wrongAbout(row)).toBe(0)
    for (const { what, change } of spoilingsOf(row)) {
      const { startsIn, moves, by, enabledByDefault } = row
      Object.assign(row, change)
      const noticed = 'enabledByDefault' in change ? await hasOtherDefaults() : (await wrongAbout(row)) > 0
      Object.assign(row, { startsIn, moves, by, enabledByDefault })
      expect(noticed, `${row.symbolicName} ${what}`).toBe(true)
    }
    expect(await hasOtherDefaults()).toBe(false)
    await stage.offer('on')
    const place = table.indexOf(row)
    table.splice(place, 1)
    const wrong = await wrongAbout(row)
    table.splice(place, 0, row)
    expect(wrong, `${row.symbolicName} is dropped`).toBeGreaterThan(0)
    expect(await wrongAbout(row)).toBe(0)
  })

  test('a row that is added', async () => {
    const invented: Row = {
      symbolicName: 'CardsProcLend',
      cardType: 'card',
      startsIn: ['inactive'],
      moves: [['inactive', 'produced']],
      by: 'operator',
      enabledByDefault: true,
    }
    table.push(invented)
    const wrong = await wrongAbout({ cardType: 'card', symbolicName: 'CardsProcLock' })
    table.pop()
    expect(wrong).toBeGreaterThan(0)
  })
})
