import { parseArgs } from 'node:util'
import { deskCommand } from '../desk-command'
import type { Program } from '../ports'

/** The command line is not of the form a command takes. */
export class UsageError extends Error {}

/** Where a command runs. */
export interface Surroundings {
  /** The data folder when none is named: the window's. `null` where one must be named. */
  readonly data: string | null
  /** True when the program runs from its source. */
  readonly developers: boolean
  readonly program: Program
}

/** What there is, in few lines. */
export function usage({ data, developers }: Pick<Surroundings, 'data' | 'developers'>): string {
  return [
    `Usage: ${deskCommand('COMMAND')}`,
    '',
    '  lifecycle                      states, transitions, processes and options as JSON',
    ...(developers
      ? ['  seed --data DIR --cards N      sample data into a folder  [--seed N] [--password-stdin]']
      : []),
    '  verify --data DIR              checks the data from its first record to its head, as JSON  [--words]',
    '         [--proof FILE]          and that the history in FILE, an export or a backup.json, is its beginning',
    '  verify --export FILE           checks an exported history by itself',
    '  backup --data DIR --into DIR   a backup of all data, checked, as a new folder',
    '  restore --data DIR --from DIR  a backup in the place of the data, which is put aside',
    '  export --data DIR --into DIR   the whole history, with its proof, as a new file  [--format json|csv]',
    ...(developers
      ? ['  rpc --data DIR                 one JSON request a line from standard input, one answer a line']
      : []),
    '  version                        this version, what runs it and the system; also --version  [--json]',
    ...(data === null ? [] : ['', `Without --data it is the folder that the window opens: ${data}`]),
  ].join('\n')
}

/** Reads options that are all texts or switches. @throws {UsageError} naming what is wrong. */
export function readOptions<const Options extends Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>>(
  parameters: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...parameters], options }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** The value of an option that must be there. @throws {UsageError} naming it. */
export function needed(value: string | null | undefined, what: string): string {
  if (value) return value
  throw new UsageError(`Name ${what}`)
}

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
