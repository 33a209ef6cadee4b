import { join } from 'node:path'
import { z } from 'zod'
import type { Block } from './blocks.ts'
import { type Child, largeHeap } from './children.ts'
import { type Finding, type Subject, timesOf } from './figures.ts'
import type { Bench } from './size.ts'

const blockSchema = z.strictObject({
  times: z.array(z.number()),
  milliseconds: z.number(),
  bytes: z.int().optional(),
  failure: z.string().optional(),
})

/** Rounds of a measurement: in each, everybody has a turn. */
const rounds = 10

/** Who changes cards in turn, and what about. */
interface Player {
  readonly of: Subject
  readonly child: Child
  readonly block: Block
  readonly mode: 'one' | 'waiting'
  readonly times: number[]
  milliseconds: number
  failure: string | null
}

/**
 * Durable changes of the desk and of what is compared with it, turn by turn in processes of their own: a disk that is
 * slow for a while is slow for all of them.
 */
export async function measureChanges(bench: Bench): Promise<readonly Finding[]> {
  const { data, sqlite, place, few } = bench
  const whole = bench.start(['change-lowdb', data, join(place, 'lowdb.json')], largeHeap)
  // Once it answers it has read the folder, and lets the desk have it.
  await whole.ask('one')
  const desk = bench.start(['change-desk', data])
  const { bytes = 0 } = blockSchema.parse(await desk.ask('one'))
  const rows = bench.start(['change-sqlite', sqlite], largeHeap)
  const floor = bench.start(['change-floor', join(place, 'floor'), String(bytes)])
  const players = [
    player('desk', desk, 'one'),
    player('sqlite', rows, 'one'),
    player('lowdb', whole, 'one'),
    player('floor', floor, 'one'),
    player('desk', desk, 'waiting'),
    player('sqlite', rows, 'waiting'),
    player('sqlite-together', rows, 'together'),
    player('lowdb', whole, 'waiting'),
    player('floor', floor, 'waiting'),
  ]
  for (let round = 0; round < (few ? 1 : rounds); round += 1) for (const each of players) await play(each)
  for (const child of [desk, rows, whole, floor]) await child.finish()
  return players.flatMap(findingsOf)
}

function player(of: Subject, child: Child, block: Block): Player {
  return { of, child, block, mode: block === 'one' ? 'one' : 'waiting', times: [], milliseconds: 0, failure: null }
}

async function play(player: Player): Promise<void> {
  // What failed once fails for a reason that stays, such as its size.
  if (player.failure !== null) return
  const { times, milliseconds, failure = null } = blockSchema.parse(await player.child.ask(player.block))
  player.failure = failure
  player.milliseconds += milliseconds
  for (const time of times) player.times.push(time)
}

function findingsOf({ of, mode, times, milliseconds, failure }: Player): readonly Finding[] {
  const row = `change.${mode}`
  if (failure !== null) {
    return [row, `${row}.rate`].map((each) => ({ row: each, of, figure: null, note: `fails: ${failure}` }))
  }
  return [
    { row, of, figure: timesOf(times), note: null },
    { row: `${row}.rate`, of, figure: (times.length / milliseconds) * 1000, note: null },
  ]
}
