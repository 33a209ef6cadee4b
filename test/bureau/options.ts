import { parseArgs } from 'node:util'

/** The command line is not of the form the bureau takes; the message is a finished sentence. */
export class UsageError extends Error {
  override name = 'UsageError'
}

export const trialClient = 'trial-desk'
export const trialSecret = 'trial-secret'
/** The variable that brings another secret than the one for trying it out. */
export const secretVariable = 'CARD_DESK_BUREAU_SECRET'

export const usage = `Usage: npm run bureau -- --folder DIR and/or --port N

  --folder DIR       the exchange folder: orders from outbox/, answers to inbox/
  --port N           the web service on 127.0.0.1; 0 = any free port, which is printed
  --client-id NAME   who may use the web service (${trialClient}); the secret comes from ${secretVariable}
  --pace MS          between two statuses of an order (5000; 0 = as fast as possible)
  --ledger FILE      what it has done, line by line, and goes on from (bureau.ndjson in the folder)
  --seed N           the same seed decides the same way for the same orders (1)
  --csv              status files as CSV
  --quiet            only how it is reached and what went wrong

  SHARE is from 0 to 1:
  --refuse SHARE     orders refused at once          --fail SHARE     orders that fail in production
  --twice SHARE      answers given twice             --rubbish SHARE  broken answers in between
  --errors SHARE     web service: 5xx, cut lines     --late MS        every answer that much later
  --shuffle          statuses out of order, and some that go backwards`

/** How the bureau behaves besides being reached. */
export interface Manners {
  readonly seed: number
  /** Milliseconds between two statuses of an order. */
  readonly pace: number
  /** Milliseconds by which every answer is late. */
  readonly late: number
  readonly refuse: number
  readonly fail: number
  readonly twice: number
  readonly rubbish: number
  readonly errors: number
  readonly shuffle: boolean
  readonly csv: boolean
}

export interface Options extends Manners {
  /** The exchange folder; `null` = none. */
  readonly folder: string | null
  /** The port of the web service, 0 = any free one; `null` = none. */
  readonly port: number | null
  readonly clientId: string
  readonly secret: string
  readonly ownSecret: boolean
  /** `null` = the one in the folder, or none at all. */
  readonly ledger: string | null
  readonly quiet: boolean
}

const longest = 24 * 60 * 60 * 1000

/** Reads the command line. @throws {UsageError} that says what is wrong with it. */
export function readOptions(values: readonly string[], environment: NodeJS.ProcessEnv): Options {
  const given = parse(values)
  const secret = environment[secretVariable] ?? ''
  if (given.folder === undefined && given.port === undefined) {
    throw new UsageError('Name a folder (--folder DIR), a port (--port N) or both.')
  }
  if (given.folder === '') throw new UsageError('--folder takes the path of a folder.')
  if (given['client-id'] === '' || given['client-id'].includes(':')) {
    throw new UsageError('--client-id takes a name without a colon.')
  }
  return {
    folder: given.folder ?? null,
    port: given.port === undefined ? null : wholeNumber('port', given.port, 65_535),
    clientId: given['client-id'],
    secret: secret || trialSecret,
    ownSecret: secret !== '',
    ledger: given.ledger ?? null,
    quiet: given.quiet,
    seed: wholeNumber('seed', given.seed, 2 ** 31 - 1),
    pace: wholeNumber('pace', given.pace, longest),
    late: wholeNumber('late', given.late, longest),
    refuse: share('refuse', given.refuse),
    fail: share('fail', given.fail),
    twice: share('twice', given.twice),
    rubbish: share('rubbish', given.rubbish),
    errors: share('errors', given.errors),
    shuffle: given.shuffle,
    csv: given.csv,
  }
}

function parse(values: readonly string[]) {
  try {
    return parseArgs({
      args: [...values],
      options: {
        folder: { type: 'string' },
        port: { type: 'string' },
        'client-id': { type: 'string', default: trialClient },
        ledger: { type: 'string' },
        pace: { type: 'string', default: '5000' },
        late: { type: 'string', default: '0' },
        seed: { type: 'string', default: '1' },
        refuse: { type: 'string', default: '0' },
        fail: { type: 'string', default: '0' },
        twice: { type: 'string', default: '0' },
        rubbish: { type: 'string', default: '0' },
        errors: { type: 'string', default: '0' },
        shuffle: { type: 'boolean', default: false },
        csv: { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text)
  throw new UsageError(`--${name} takes a whole number from 0 to ${most}, not "${text}".`)
}

function share(name: string, text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= 1) return value
  throw new UsageError(`--${name} takes a share from 0 to 1, not "${text}".`)
}
