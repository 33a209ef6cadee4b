import { parseArgs } from 'node:util'
import { UsageError } from '../support/usage-error.ts'

export { UsageError }

export const usage = `Usage: npm run bench -- [--cards N,N,…] [--json FILE]

Prints one table: what Card Desk takes for its work at several sizes, what is compared with it in the same
run, and whether the goals are reached. Compare figures of one run only.

  --cards N,N,…    sizes of the desks, from 100 to 2,000,000 cards (1000,100000,1000000)
  --json FILE      writes the figures as JSON, too
  --folder DIR     the disk to measure: data folders are made in there and removed at the end
                   (the system's folder for temporary files); a million cards take 10 GB for a while
  --once           does everything a few times only: proves that it works, its figures say little
  --help           prints this`

export interface Options {
  /** Sizes of the desks, smallest first. */
  readonly cards: readonly number[]
  readonly json: string | null
  readonly folder: string | null
  readonly once: boolean
}

/** Reads the command line; `help` when that is asked for. @throws {UsageError} that says what is wrong with it. */
export function readOptions(values: readonly string[]): Options | 'help' {
  const given = parse(values)
  if (given.help) return 'help'
  return {
    cards: [...new Set(given.cards.split(',').map(sizeOf))].sort((one, other) => one - other),
    json: given.json ?? null,
    folder: given.folder ?? null,
    once: given.once,
  }
}

function parse(values: readonly string[]) {
  try {
    return parseArgs({
      args: [...values],
      options: {
        cards: { type: 'string', default: '1000,100000,1000000' },
        json: { type: 'string' },
        folder: { type: 'string' },
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function sizeOf(text: string): number {
  const size = Number(text)
  if (/^\d+$/.test(text) && size >= 100 && size <= 2_000_000) return size
  throw new UsageError(`--cards takes whole numbers from 100 to 2000000, with commas between them, not "${text}".`)
}
