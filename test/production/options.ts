import { parseArgs } from 'node:util'
import type { Connected } from './desk/messages.ts'
import { UsageError, wholeNumber } from '../support/usage-error.ts'

export { UsageError }

export const usage = `Usage: npm run test:production -- [--orders N] [--kills K]

  --orders N       orders in the desk's queue, for each way (10000)
  --kills K        how often the desk is killed, for each way (50)
  --way WAY        folder, rest or both (both)
  --keep DIR       keeps the desk's folder and the bureau's there
  --seed N         the same seed kills at about the same moments (1)
  --report FILE    writes the figures as JSON, too`

export type Way = Connected['way']

export interface Options {
  readonly orders: number
  readonly kills: number
  readonly ways: readonly Way[]
  readonly keep: string | null
  readonly seed: number
  readonly report: string | null
}

/** Reads the command line. @throws {UsageError} that says what is wrong with it. */
export function readOptions(values: readonly string[]): Options {
  const given = parse(values)
  return {
    orders: wholeNumber('orders', given.orders, 1, 1_000_000),
    kills: wholeNumber('kills', given.kills, 0, 100_000),
    ways: waysOf(given.way),
    keep: given.keep ?? null,
    seed: wholeNumber('seed', given.seed, 0, 2 ** 31 - 1),
    report: given.report ?? null,
  }
}

function parse(values: readonly string[]) {
  try {
    return parseArgs({
      args: [...values],
      options: {
        orders: { type: 'string', default: '10000' },
        kills: { type: 'string', default: '50' },
        way: { type: 'string', default: 'both' },
        seed: { type: 'string', default: '1' },
        keep: { type: 'string' },
        report: { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function waysOf(text: string): readonly Way[] {
  if (text === 'both') return ['folder', 'rest']
  if (text === 'folder' || text === 'rest') return [text]
  throw new UsageError(`--way takes folder, rest or both, not "${text}".`)
}
