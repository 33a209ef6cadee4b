import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { FolderDesk } from './folder-desk.ts'
import { Ledger } from './ledger.ts'
import { type Options, readOptions, secretVariable, usage, UsageError } from './options.ts'
import { WebService } from './web-service.ts'
import { Works } from './works.ts'

// A bureau to try the desk with: `npm run bureau`. It knows the desk by its documentation alone.

/** How often it looks whether there is something to do, milliseconds. */
const rest = { longest: 250, shortest: 20 }

const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending.abort())
// Whoever started it with a channel may ask as well: on Windows a signal ends a program at once.
process.on('message', (message) => {
  if (message === 'end') ending.abort()
})
process.channel?.unref()
// Nobody reads any more: it works on.
process.stdout.on('error', () => {})

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}

function introduce({ folder, clientId, secret, ownSecret }: Options, address: string | null): void {
  print('Trial bureau: it makes no cards.')
  if (folder !== null) print(`Exchange folder: ${folder}`)
  if (address !== null) {
    print(`Web service: ${address}`)
    const kept = ownSecret ? `the secret in ${secretVariable}` : `secret ${secret}`
    print(`Client id: ${clientId}, ${kept}; any organisation`)
  }
}

/** Works until it is told to end. */
async function work(options: Options): Promise<void> {
  const folder = options.folder === null ? null : resolve(options.folder)
  if (folder !== null) await mkdir(folder, { recursive: true })
  const ledger = await Ledger.open(options.ledger ?? (folder === null ? null : join(folder, 'bureau.ndjson')))
  const say = options.quiet ? () => {} : print
  const works = new Works(ledger, options, say)
  const service = options.port === null ? null : new WebService(works, options)
  const desk = folder === null ? null : new FolderDesk(folder, works, options, say)
  try {
    const address = service && (await service.open(options.port ?? 0))
    introduce({ ...options, folder }, address)
    const interval = Math.max(rest.shortest, Math.min(rest.longest, options.pace / 4))
    let trouble = ''
    while (!ending.signal.aborted) {
      try {
        await desk?.takeOrders()
        await works.advance()
        await desk?.giveStatuses()
        trouble = ''
      } catch (error) {
        // The folder may come back: a stick is put in again, a disk has room again. Said once.
        const said = codeOf(error) === '' ? null : (error as Error).message
        if (said === null) throw error
        if (said !== trouble) complain(`Something is in the way, and is tried again: ${said}`)
        trouble = said
      }
      await pause(interval, undefined, { signal: ending.signal }).catch(() => {})
    }
  } finally {
    await service?.close()
    await ledger.close()
    const { orders, made, twice } = works.sum()
    print(`${orders} orders, ${made} cards made, ${twice} made more than once`)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

try {
  await work(readOptions(process.argv.slice(2), process.env))
} catch (error) {
  complain(error instanceof Error ? error.message : String(error))
  if (error instanceof UsageError) complain(usage)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
