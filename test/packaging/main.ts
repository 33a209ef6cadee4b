import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readProject } from '../../electron/packaging/application.ts'
import { type Finding, inspectProgram } from '../../electron/packaging/inspect.ts'
import { optionsOrUsage } from '../support/usage-error.ts'
import { Checks, found } from './checks.ts'
import { inspectPapers } from './installer-papers.ts'
import { tourPackaged } from './packaged-tour.ts'
import { inspectPlatformFiles } from './platform-files.ts'
import { packable, packStub } from './stub-programs.ts'

// npm run package -- --check: packs the built programs for all systems around a stub of the runtime, with the
// configuration of the installers, and looks at everything that can be seen without that runtime. One line for each
// check, then `N passed, N failed`. `--report FILE` writes the same as JSON. Ends with 1 when a check fails, with 2 for
// a wrong command line.

const usage = 'npm run package -- --check [--report FILE]'

async function check(folder: string, checks: Checks): Promise<void> {
  const project = await readProject()
  // All systems have the same archive and the same papers: what takes long is done with the first, beside the others.
  let tour: Promise<readonly Finding[]> = Promise.resolve([])
  for (const [platform, processor] of packable) {
    const about = `${platform} ${processor}`
    const place = join(folder, `${platform}-${processor}`)
    const program = await checks.attempt(about, 'packed', () => packStub(place, platform, processor))
    if (program === null) continue
    if (platform === 'linux') tour = found('tour', () => tourPackaged(program.archive, join(folder, 'tour')))
    checks.add(about, await found('program', () => inspectProgram(program)))
    checks.add(about, await found('files of the system', () => inspectPlatformFiles(program, project)))
    if (platform !== 'linux') continue
    checks.add(about, await found('papers', () => inspectPapers(join(folder, 'papers'), program, project)))
  }
  checks.add('packaged program', await tour)
  if (packable.every(([platform]) => platform !== 'darwin')) {
    console.log('Not looked at here: macOS. electron-builder does not pack for it on Windows.')
  }
}

/** Everything that the tools keep goes into a folder of our own: no cache, no log is left in somebody's home. */
async function keepToolsIn(home: string): Promise<void> {
  await mkdir(home)
  const places = { HOME: home, USERPROFILE: home, LOCALAPPDATA: home, ELECTRON_BUILDER_CACHE: join(home, 'builder') }
  Object.assign(process.env, places, { npm_config_cache: join(home, 'npm') })
}

async function run(): Promise<number> {
  const readOptions = () => parseArgs({ options: { report: { type: 'string' } } }).values
  const options = optionsOrUsage(readOptions, usage)
  const folder = await mkdtemp(join(tmpdir(), 'card-desk-package-'))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const checks = new Checks((line) => console.log(line))
  try {
    await keepToolsIn(join(folder, 'home'))
    await check(folder, checks)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  const { passed, failed, findings } = checks
  if (options.report !== undefined) {
    await writeFile(options.report, `${JSON.stringify({ passed, failed, checks: findings }, null, 2)}\n`)
  }
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0 ? 0 : 1
}

process.exit(await run())
