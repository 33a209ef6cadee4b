import { parseArgs } from 'node:util'
import { UsageError, wholeNumber } from '../support/usage-error.ts'

export { UsageError }

export const usage = `Usage: npm run test:crash -- [--kills N] [--seed N]

  --kills N        how often the desk is killed (200)
  --seed N         the same seed does the same work and kills at about the same moments (a new one each time)
  --keep DIR       keeps the desks' folders there
  --report FILE    writes the figures as JSON, too`

export interface Options {
  readonly kills: number
  readonly seed: number
  readonly keep: string | null
  readonly report: string | null
}

const largestSeed = 2 ** 31 - 1

/** Reads the command line. @throws {UsageError} that says what is wrong with it. */
export function readOptions(values: readonly string[], newSeed: () => number = randomSeed): Options {
  const given = parse(values)
  return {
    kills: wholeNumber('kills', given.kills, 1, 1_000_000),
    seed: given.seed === undefined ? newSeed() : wholeNumber('seed', given.seed, 0, largestSeed),
    keep: given.keep ?? null,
    report: given.report ?? null,
  }
}

function randomSeed(): number {
  return Math.floor(Math.random() * largestSeed)
}

function parse(values: readonly string[]) {
  try {
    return parseArgs({
      args: [...values],
      options: {
        kills: { type: 'string', default: '200' },
        seed: { type: 'string' },
        keep: { type: 'string' },
        report: { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
