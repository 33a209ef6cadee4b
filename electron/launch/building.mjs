import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ownNode, root, run, say } from './project.mjs'

const output = join(root, 'out')
const stamp = join(output, 'built-from.json')
const lock = join(output, '.building')
const sources = ['electron', 'renderer', 'shared']
const files = ['package.json', 'package-lock.json']
const longestBuild = 180_000

/** Builds when a source changed since the last build. Several may ask at once: one builds, the others wait. */
export async function ensureBuild() {
  if (isBuilt()) return
  await inTurn(async () => {
    if (!isBuilt()) await buildHere()
  })
}

/**
 * Builds main, preload and renderer into `out`, whatever is there, and lists there the licences of everything that is in
 * them. Waits for a build that is under way.
 * @throws {Error} with what the build tool said, or with the packages that may not be passed on.
 */
export async function build() {
  await inTurn(buildHere)
}

async function buildHere() {
  say('Building …')
  const now = inputs()
  rmSync(stamp, { force: true })
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const values = [tool, 'build', '--config', 'electron/electron.vite.config.ts', '--logLevel', 'warn']
  const { ok, output: said } = await run(ownNode, values, { quiet: true })
  if (!ok) throw new Error(`The build failed:\n${said.trim()}`)
  const licences = await run(ownNode, [join(root, 'electron/packaging/write-licences.ts')], { quiet: true })
  if (!licences.ok) throw new Error(`The licences of the packages do not allow this build:\n${licences.output.trim()}`)
  writeFileSync(stamp, now)
}

/**
 * Leaves `out` to `npm run dev`, which builds main and preload there by itself. The list of licences is that of a whole
 * build; nothing there counts as built afterwards.
 */
export async function leaveToDevelopment() {
  await inTurn(async () => {
    if (!existsSync(join(output, 'licences.json'))) await buildHere()
    rmSync(stamp, { force: true })
  })
}

function isBuilt() {
  try {
    return readFileSync(stamp, 'utf8') === inputs()
  } catch {
    return false
  }
}

/** Every source with its size and time of change. */
function inputs() {
  const known = [...files, ...sources.flatMap((folder) => filesBelow(folder))]
  return JSON.stringify(
    known.map((path) => {
      const { size, mtimeMs } = statSync(join(root, path))
      return [path, size, mtimeMs]
    }),
  )
}

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith(join('electron', 'launch')))
    .sort()
}

async function inTurn(work) {
  mkdirSync(output, { recursive: true })
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      // Whoever made it was ended in the middle.
      if (ageOf(lock) > longestBuild) rmSync(lock, { recursive: true, force: true })
      await pause(100)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function ageOf(path) {
  try {
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return 0
  }
}
