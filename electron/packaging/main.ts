import { rmSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { root, say } from '../launch/project.mjs'
import { prepareApplication, readProject } from './application.ts'
import { buildInstallers, buildProgram, programFolder } from './builder.ts'
import { configuration } from './configuration.ts'
import { inspectProgram } from './inspect.ts'
import { missingDownload, withSteps } from './missing-download.ts'
import { writePapers } from './papers.ts'
import { type PackagedPlatform, type Places, type Processor, placesIn, platforms, processors } from './places.ts'

// npm run package: the installers of the platform it runs on, in out/installers, with the list of what is in them and
// their checksums. Ends with 1 when there are none to be had, and leaves nothing behind then.

const finished = join(root, 'out/installers')
const unfinished = join(root, 'out/.installers')

/** The platform we are on, when there are installers for it. */
function ownPlatform(): PackagedPlatform {
  const platform = platforms.find((each) => each === process.platform)
  if (platform === undefined) throw new Error(`There are no installers for ${process.platform}.`)
  return platform
}

/** Builds into the unfinished folder, looks at what came out, and only then calls it finished. */
async function packageFor(platform: PackagedPlatform, programAlone: boolean): Promise<void> {
  await rm(unfinished, { recursive: true, force: true })
  await rm(finished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  const output = join(unfinished, 'output')
  const project = await readProject()
  const wanted = withSteps(configuration({ ...(await prepareApplication(unfinished)), output }))
  const built = programAlone ? [ownProcessor(platform)] : processors[platform]
  if (programAlone) for (const processor of built) await buildProgram(wanted, platform, processor)
  else await buildInstallers(wanted, platform)
  for (const processor of built)
    await seeThatItIsRight(placesIn(programFolder(output, platform, processor), platform, project))
  await removeNotes(output)
  if (!programAlone) await writePapers(output, platform, project)
  await rename(output, finished)
}

function ownProcessor(platform: PackagedPlatform): Processor {
  return processors[platform].find((each) => each === process.arch) ?? 'x64'
}

/** @throws {Error} with everything that is wrong with a packaged program. */
async function seeThatItIsRight(places: Places): Promise<void> {
  const findings = await inspectProgram(places)
  const problems = findings.flatMap((finding) => finding.problems.map((problem) => `${finding.name}: ${problem}`))
  if (problems.length > 0) throw new Error(`The packaged program is not as it should be:\n${problems.join('\n')}`)
}

/** electron-builder leaves notes for its developers, with paths of this machine in them. */
async function removeNotes(output: string): Promise<void> {
  for (const name of await readdir(output)) {
    if (name.startsWith('builder-') || name.startsWith('.')) await rm(join(output, name), { recursive: true })
  }
}

/** Whatever ends us, nothing half done stays. */
function leaveNothingHalf(): void {
  process.on('exit', () => rmSync(unfinished, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
}

async function run(): Promise<number> {
  leaveNothingHalf()
  try {
    // The command line is checked by electron/launch/package.mjs, before anything is built.
    await packageFor(ownPlatform(), process.argv.includes('--dir'))
  } catch (error) {
    say(missingDownload(error) ?? (error instanceof Error ? error.message : String(error)))
    return 1
  }
  for (const name of await readdir(finished)) say(join('out/installers', name))
  return 0
}

process.exit(await run())
