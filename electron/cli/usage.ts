import { parseArgs } from 'node:util'

/** The command line is not of the form a command takes. */
export class UsageError extends Error {}

export const usage = `Usage: npm run --silent desk -- COMMAND

  lifecycle                      states, transitions, processes and options as JSON
  seed --data DIR --cards N      sample data into a folder  [--seed N] [--password-stdin]
  verify --data DIR              checks the journal and its proof, as JSON
  rpc --data DIR                 one JSON request a line from standard input, one answer a line`

interface Parsed {
  readonly data: string
  readonly cards: number
  readonly seed: number
  readonly passwordFromInput: boolean
}

/** Reads a command's parameters. @throws {UsageError} naming what is wrong. */
export function parse(parameters: readonly string[]): Parsed {
  try {
    const { values } = parseArgs({
      args: [...parameters],
      options: {
        data: { type: 'string' },
        cards: { type: 'string', default: '300' },
        seed: { type: 'string', default: '1' },
        'password-stdin': { type: 'boolean', default: false },
      },
    })
    if (!values.data) throw new UsageError('Name the data folder: --data DIR')
    return {
      data: values.data,
      cards: wholeNumber('cards', values.cards, 1, 5_000_000),
      seed: wholeNumber('seed', values.seed, 0, 2 ** 31 - 1),
      passwordFromInput: values['password-stdin'],
    }
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new UsageError(`--${name} takes a whole number from ${least} to ${most}`)
}
