import { parseArgs } from 'node:util'
import { UsageError, wholeNumber } from '../support/usage-error.ts'

export { UsageError }

export const usage = `Usage: npm run test:fuzz -- [--calls N] [--seed N]

  --calls N        makes at least so many calls (100000)
  --seed N         the same seed makes the same calls (a new one each time)
  --longest N      deeds in the longest story; each story has a desk of its own (1200)
  --shrink N       looks so many seconds for a shorter way to a fault (120)
  --report FILE    writes the figures as JSON, too`

export interface Options {
  readonly calls: number
  readonly seed: number
  readonly longest: number
  readonly shrink: number
  readonly report: string | null
}

/** Reads the command line. @throws {UsageError} that says what is wrong with it. */
export function readOptions(values: readonly string[]): Options {
  const given = parse(values)
  return {
    calls: wholeNumber('calls', given.calls, 1, 1_000_000_000),
    seed: given.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : wholeNumber('seed', given.seed, 0, 2 ** 32),
    longest: wholeNumber('longest', given.longest, 1, 100_000),
    shrink: wholeNumber('shrink', given.shrink, 0, 86_400),
    report: given.report ?? null,
  }
}

function parse(values: readonly string[]) {
  try {
    return parseArgs({
      args: [...values],
      options: {
        calls: { type: 'string', default: '100000' },
        seed: { type: 'string' },
        longest: { type: 'string', default: '1200' },
        shrink: { type: 'string', default: '120' },
        report: { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
