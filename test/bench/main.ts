import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuild } from '../../electron/launch/building.mjs'
import { buildProgram } from '../support/node-program.ts'
import { type Options, readOptions, UsageError, usage } from './options.ts'
import type { Finding } from './figures.ts'
import { Size } from './size.ts'
import { number, print } from './print.ts'
import { complete, fill } from './table.ts'

// npm run bench: one table from one run. Progress goes to standard error. Exit code 1 when something could not be
// measured, 2 when the command line is wrong, 130 when it was stopped.

/** `statfs` of a file system in memory: https://man7.org/linux/man-pages/man2/statfs.2.html */
const inMemory = 0x01021994

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Aborted by Ctrl-C or when the system wants us to end. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort())
  return stop.signal
}

async function run(options: Options, stop: AbortSignal): Promise<number> {
  // The window that is measured is the built one.
  await ensureBuild()
  const started = new Date()
  const on = machine()
  const folder = await mkdtemp(join(options.folder ?? tmpdir(), 'card-desk-bench-'))
  if ((await statfs(folder)).type === inMemory) say('The folder is in memory, not on a disk: choose one by --folder.')
  const findings = new Map<number, readonly Finding[]>()
  const failures: string[] = []
  let program: Awaited<ReturnType<typeof buildProgram>> | undefined
  try {
    program = await buildProgram(fileURLToPath(new URL('program/program.ts', import.meta.url)))
    for (const cards of options.cards) {
      const size = new Size({ cards, folder, program: program.path, few: options.once, stop, say })
      findings.set(cards, await size.measure())
      failures.push(...size.failures)
    }
  } finally {
    await program?.remove()
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  const rows = fill(findings)
  const { rows: found, gaps } = complete(rows)
  const missing = [...failures, ...gaps]
  const minutes = (Date.now() - started.getTime()) / 60_000
  console.log(`${on}; ${minutes.toFixed(1)} minutes`)
  console.log(print(rows))
  for (const sentence of missing) say(sentence)
  if (options.json !== null) {
    const at = { started: started.toISOString(), minutes, machine: on }
    const report = { ...at, cards: options.cards, complete: found, rows, missing }
    await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`)
  }
  return missing.length === 0 ? 0 : 1
}

function machine(): string {
  const memory = number(Math.round(totalmem() / 1e9))
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  // What else runs spoils the figures: the load says how much there was to do for others when this began.
  const load = loadavg()[0]?.toFixed(1) ?? 'unknown'
  const processors = `${availableParallelism()} processors (${model})`
  return `${processors}, ${memory} GB, ${process.platform}, Node ${process.version}, load ${load} at the start`
}

const stop = stopSignal()
try {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') console.log(usage)
  else process.exitCode = await run(options, stop)
} catch (error) {
  say(stop.aborted ? 'Stopped.' : error instanceof Error ? error.message : String(error))
  if (error instanceof UsageError) say(usage)
  process.exitCode = stop.aborted ? 130 : error instanceof UsageError ? 2 : 1
}
process.exit()
