import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readLedger } from '../bureau/ledger.ts'
import { BureauProgram } from '../bureau/program.ts'
import { type Comparison, compare } from './comparison.ts'
import { DeskProcess } from './desk-process.ts'
import type { Connected, DeskMessage, Filled, Read } from './desk/messages.ts'
import { type Lives, live } from './lives.ts'
import type { Options, Way } from './options.ts'

export interface WayResult extends Comparison, Lives {
  readonly way: Way
  readonly orders: number
  readonly seconds: number
}

type Say = (line: string) => void

/** How the bureau behaves: everything that can go wrong does, now and then. */
const manners = {
  folder: ['--refuse', '0.03', '--fail', '0.05', '--twice', '0.2', '--rubbish', '0.2', '--shuffle'],
  rest: ['--refuse', '0.03', '--fail', '0.05', '--twice', '0.01', '--rubbish', '0.01', '--errors', '0.02'],
} as const satisfies Record<Way, readonly string[]>
const pace = '150'
const client = 'production-test'

/** Lets a desk full of queued orders work with the bureau, one way, and compares what both have in the end. */
export async function goOneWay(
  way: Way,
  program: string,
  folder: string,
  options: Options,
  say: Say,
): Promise<WayResult> {
  const { orders, kills, seed } = options
  const began = Date.now()
  const secret = randomUUID()
  const data = join(folder, 'desk')
  const exchange = join(folder, 'exchange')
  const ledger = join(folder, 'bureau.ndjson')
  await mkdir(exchange, { recursive: true })
  const place = way === 'folder' ? ['--folder', exchange] : ['--port', '0', '--client-id', client]
  const common = ['--ledger', ledger, '--seed', String(seed), '--pace', pace, '--quiet']
  const bureau = new BureauProgram([...place, ...common, ...manners[way]], secret)
  try {
    await bureau.ready()
    const connected: Connected = {
      way,
      place: way === 'folder' ? exchange : await bureau.address(),
      clientId: client,
      ordersPerBatch: Math.min(100, Math.max(5, Math.ceil(orders / 30))),
      csv: false,
    }
    say(`filling a desk with ${orders} queued orders`)
    const filled = await ask<Filled>(
      'filled',
      program,
      ['fill', data, String(orders), JSON.stringify(connected)],
      secret,
    )
    say('working')
    const lives = await live({ program, folder: data, secret, kills, seed, say })
    if (!lives.finished) say('the desk stood still: what is open now is counted as lost')
    const code = await bureau.end()
    if (code !== 0) throw new Error(`The bureau ended with ${code}: ${bureau.complaints.join('\n')}`)
    const read = await ask<Read>('read', program, ['read', data], secret)
    const compared = compare(filled, (await readLedger(ledger)).entries, read.cards)
    const unanswered = read.onTheWay > 0 ? [`${read.onTheWay} orders are still on their way`] : []
    const seconds = (Date.now() - began) / 1000
    return { way, orders, seconds, ...lives, ...compared, lost: [...compared.lost, ...unanswered] }
  } finally {
    await bureau.end()
  }
}

/** Runs the desk's process to its end and answers what it told. */
async function ask<Wanted extends DeskMessage>(
  kind: Wanted['kind'],
  program: string,
  values: readonly string[],
  secret: string,
): Promise<Wanted> {
  let found: DeskMessage | undefined
  const desk = new DeskProcess(program, values, secret, (message) => {
    if (message.kind === kind) found = message
  })
  await desk.ended()
  if (!found) throw new Error(`The desk ended without telling what was ${kind}.`)
  return found as Wanted
}
