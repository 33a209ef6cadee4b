import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DeskApp } from '../support/desk-app.ts'
import { complaintsOf } from '../support/complaints.ts'
import { type RecordedRequest, TrafficRecorder } from '../support/traffic-recorder.ts'
import { optionsOrUsage } from '../support/usage-error.ts'
import { stepsOf } from './step-lists.ts'
import type { Stage, Step } from './steps.ts'

interface Report {
  ok: boolean
  runtime: string
  /** What really ran it, with its version, and why it was this runtime. */
  engine: string
  because: string
  steps: { name: string; ok: boolean; screenshot: string; error?: string }[]
  /** Every request of every page, and those of them that are not to the application itself: there must be none. */
  requests: readonly RecordedRequest[]
  foreign: readonly RecordedRequest[]
}

/**
 * Walks through steps in the real application; keeps a picture of every step, and the desk's log.
 * Usage: `tour.ts --out DIR [--app PATH] [--steps use-case|all]`: another application than the built one, by the folder
 * with what a package holds, or by the program of a packaged application; other steps than all of step-lists.ts. Ends
 * with 1 when a step fails; the steps after it are not tried.
 */
async function walk(out: string, steps: readonly Step[]): Promise<Report> {
  await mkdir(out, { recursive: true })
  const own = await mkdtemp(join(tmpdir(), 'card-desk-tour-'))
  const folders = { data: join(own, 'data'), userData: join(own, 'window'), temporary: own }
  const complaints: string[] = []
  const recorder = new TrafficRecorder()
  let started: DeskApp | undefined
  endOnSignals(own, () => started)
  const start = async () => {
    started = await open(folders)
    complaintsOf(started.page, complaints)
    await recorder.watch(started.page)
    return started
  }
  let app = await start()
  const stage: Stage = {
    get page() {
      return app.page
    },
    folder: own,
    async restart() {
      await app.close()
      app = await start()
    },
  }
  const { runtime, engine, because } = app
  const report: Report = { ok: true, runtime, engine, because, steps: [], requests: [], foreign: [] }
  try {
    for (const [index, step] of steps.entries()) {
      const screenshot = pictureName(index, step.name)
      const error = await attempt(step, stage, complaints)
      await settle(stage)
      await stage.page.screenshot({ path: join(out, screenshot) })
      report.steps.push({
        name: step.name,
        ok: error === null,
        screenshot,
        ...(error === null ? {} : { error: String(error) }),
      })
      console.log(`${error === null ? '✓' : '✗'} ${step.name}`)
      if (error === null) continue
      // Not the error as a whole: Playwright's hold what stands in the fields of the page, passwords included.
      console.error(error instanceof Error ? error.stack : error)
      report.ok = false
      break
    }
  } finally {
    await app.close()
    // Beside the pictures; a program that never opened its desk wrote none.
    await copyFile(join(folders.data, 'logs/card-desk.log'), join(out, 'card-desk.log')).catch(() => {})
    await rm(own, { recursive: true, maxRetries: 20, retryDelay: 100 })
  }
  report.requests = recorder.requests
  report.foreign = recorder.foreign
  if (report.foreign.length > 0) {
    report.ok = false
    console.error('A page asked somebody else:', report.foreign)
  }
  await writeFile(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  return report
}

/** Whoever ends the tour in the middle ends the application, too, and leaves no folder of it. */
function endOnSignals(own: string, running: () => DeskApp | undefined): void {
  const end = async () => {
    await running()
      ?.close()
      .catch(() => {})
    await rm(own, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end())
}

/** What went wrong with a step, be it only that the page complained meanwhile; `null` when nothing did. */
async function attempt(step: Step, stage: Stage, complaints: readonly string[]): Promise<unknown> {
  try {
    await step.run(stage)
    return complaints.length > 0 ? new Error(complaints.join('\n')) : null
  } catch (error) {
    return error
  }
}

async function open(folders: { data: string; userData: string; temporary: string }): Promise<DeskApp> {
  const app = await DeskApp.start(folders)
  await app.page.setViewportSize({ width: 1280, height: 800 })
  await app.page.emulateMedia({ reducedMotion: 'reduce' })
  return app
}

/** Pictures show the screen at rest: nothing hovered, nothing moving. */
async function settle({ page }: Stage): Promise<void> {
  await page.mouse.move(0, 0)
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)))
}

function pictureName(index: number, name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `${String(index + 1).padStart(2, '0')}-${words}.png`
}

const usage = 'Usage: npm run tour -- [--out DIR] [--app PATH] [--steps use-case|all]'

/** @throws {Error} about an option that there is not, that lacks its value, or names steps there are not. */
function readOptions() {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'out/tour' },
      app: { type: 'string' },
      steps: { type: 'string', default: 'all' },
    },
  })
  return { out: resolve(values.out), app: values.app, steps: stepsOf(values.steps) }
}

const { out, app, steps } = optionsOrUsage(readOptions, usage)
if (app !== undefined) process.env.CARD_DESK_APP = resolve(app)
const report = await walk(out, steps)
console.log(
  `${report.ok ? 'The tour went through' : 'The tour stopped'} on ${report.runtime} (${report.engine}); see ${join(out, 'report.json')}`,
)
process.exit(report.ok ? 0 : 1)
