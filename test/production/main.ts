import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildProgram } from '../support/node-program.ts'
import { type Options, readOptions, UsageError, usage } from './options.ts'
import { goOneWay, type WayResult } from './way.ts'

// npm run test:production: orders go out to the bureau program and come back while the desk is killed at random
// moments. In the end bureau and desk are compared. The last line sums it up; what happens goes to standard error.
// Its longest pause is the longest work of the desk's thread in one piece once the desk is open.

/** Sentences about what is wrong that are printed for each way; the rest is counted. */
const mostSentences = 20

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function isRight(result: WayResult, { kills }: Options): boolean {
  const { sentTwice, lost, wrongState, finished } = result
  return finished && result.kills >= kills && sentTwice.length + lost.length + wrongState.length === 0
}

function printWay(result: WayResult): void {
  const { way, orders, kills, duringRuns, sentTwice, lost, wrongState, again, pauses, slowest, visits, seconds } =
    result
  for (const sentence of [...sentTwice, ...lost, ...wrongState].slice(0, mostSentences)) say(`  ${sentence}`)
  for (const [problem, times] of result.problems) say(`  ${times} runs ended with: ${problem}`)
  const wrong = `${sentTwice.length} sent twice, ${lost.length} lost, ${wrongState.length} in a wrong state`
  console.log(
    `${way}: ${orders} orders, ${kills} kills (${duringRuns} during a run), ${wrong}, ${seconds.toFixed(0)} s`,
  )
  const pauseText = ({ own, milliseconds, onTheClock }: typeof pauses.work) =>
    `${own.toFixed(0)} ms (late by itself ${milliseconds.toFixed(0)} ms, late by the clock ${onTheClock.toFixed(0)} ms)`
  console.log(
    `${way}: sent again under the same id ${again}; longest pause while opening ${pauseText(pauses.start)}, ` +
      `at work ${pauseText(pauses.work)}; ${visits} searches and wizards, slowest answer ${slowest.toFixed(0)} ms`,
  )
}

function sum(results: readonly WayResult[], of: (result: WayResult) => number): number {
  return results.reduce((total, result) => total + of(result), 0)
}

async function run(options: Options): Promise<boolean> {
  const folder = options.keep === null ? await mkdtemp(join(tmpdir(), 'card-desk-production-')) : resolve(options.keep)
  await mkdir(folder, { recursive: true })
  const program = await buildProgram(fileURLToPath(new URL('desk/program.ts', import.meta.url)))
  const results: WayResult[] = []
  try {
    for (const way of options.ways) {
      const place = await mkdtemp(join(folder, `${way}-`))
      const result = await goOneWay(way, program.path, place, options, (line) => say(`${way}: ${line}`))
      printWay(result)
      results.push(result)
    }
  } finally {
    await program.remove()
    if (options.keep === null) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    else say(`Kept: ${folder}`)
  }
  const right = results.filter((result) => isRight(result, options)).length
  if (options.report !== null) await writeFile(options.report, JSON.stringify({ right, wrong: results.length - right }))
  const longest = Math.max(...results.map(({ pauses }) => pauses.work.own))
  console.log(
    `${sum(results, ({ orders }) => orders)} orders, ${sum(results, ({ kills }) => kills)} kills, ` +
      `${sum(results, ({ sentTwice }) => sentTwice.length)} sent twice, ${sum(results, ({ lost }) => lost.length)} lost, ` +
      `${sum(results, ({ wrongState }) => wrongState.length)} in a wrong state, longest pause ${longest.toFixed(0)} ms`,
  )
  return right === options.ways.length
}

try {
  process.exitCode = (await run(readOptions(process.argv.slice(2)))) ? 0 : 1
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  if (error instanceof UsageError) say(usage)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
