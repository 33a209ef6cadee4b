import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chosenApplication } from './application.mjs'
import { ensureBrowser, findBrowser } from './browser.mjs'
import { hasDisplay, isRoot, ownNode, root, run, say } from './project.mjs'

const electronPackage = join(root, 'node_modules/electron')
const longestDownload = 180_000
const failureHolds = 12 * 60 * 60 * 1000

/**
 * What runs an application.
 * @typedef {{
 *   name: 'electron' | 'stand-in',
 *   program: string,
 *   application: import('./application.mjs').Application,
 * }} Runtime
 */

/**
 * Finds what can run the application that is chosen.
 * - `electron`: the runtime of the `electron` package, downloaded when it is missing and can be had. A packaged
 *   application brings its own.
 * - `stand-in`: an installed Chromium, see test/support/stand-in.
 * CARD_DESK_RUNTIME chooses one of them; `auto`, the default, prefers the first.
 * Electron needs a display on Linux, so without one `auto` means the stand-in.
 * @param {{ mayDownload: boolean }} options tests rather take an installed Chromium than download
 * @returns {Promise<Runtime>}
 * @throws {Error} that says what is missing.
 */
export async function ensureRuntime({ mayDownload }) {
  const wish = process.env.CARD_DESK_RUNTIME || 'auto'
  if (!['auto', 'electron', 'stand-in'].includes(wish)) {
    throw new Error(`CARD_DESK_RUNTIME is "${wish}"; it can be electron, stand-in or auto.`)
  }
  const application = chosenApplication()
  if (application.kind === 'packaged') {
    if (wish === 'stand-in') throw new Error(`${application.program} brings Electron along; it has no stand-in.`)
    return { name: 'electron', program: application.program, application }
  }
  if (application.kind === 'unpacked') {
    if (wish === 'electron') throw new Error(`${application.folder} is a folder; those run on the stand-in only.`)
    return { name: 'stand-in', program: await ensureBrowser(), application }
  }
  if (wish !== 'stand-in' && (wish === 'electron' || hasDisplay)) {
    const download = mayDownload || wish === 'electron' || findBrowser() === null
    const program = findElectron() ?? (download ? await downloadElectron(wish) : null)
    if (program) return { name: 'electron', program, application }
    if (wish === 'electron') throw new Error('The Electron runtime is not there and could not be downloaded.')
  }
  return { name: 'stand-in', program: await ensureBrowser(), application }
}

/** The program of the Electron runtime, or `null` while it is not complete. */
function findElectron() {
  try {
    const { version } = JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8'))
    const present = readFileSync(join(electronPackage, 'dist/version'), 'utf8').trim().replace(/^v/, '')
    const program = join(electronPackage, 'dist', readFileSync(join(electronPackage, 'path.txt'), 'utf8'))
    return present === version && existsSync(program) ? program : null
  } catch {
    return null
  }
}

/** Lets the package fetch its runtime, within bounds; a failure is remembered, so that the next start is quick. */
async function downloadElectron(wish) {
  const failure = join(tmpdir(), `card-desk-no-electron-${process.getuid?.() ?? 'user'}`)
  if (wish === 'auto' && isRecent(failure)) return null
  say('Fetching the Electron runtime (once) …')
  const { ok } = await run(ownNode, [join(electronPackage, 'install.js')], {
    quiet: true,
    milliseconds: longestDownload,
  })
  const program = ok ? findElectron() : null
  if (!program) writeFileSync(failure, '')
  return program
}

function isRecent(path) {
  try {
    return Date.now() - statSync(path).mtimeMs < failureHolds
  } catch {
    return false
  }
}

/**
 * The command that runs the application on a runtime.
 * @param {Runtime} runtime
 * @param {readonly string[]} values what follows on the application's command line
 */
export function launchCommand({ name, program, application }, values) {
  if (name === 'electron') {
    const path = application.kind === 'packaged' ? [] : [application.folder]
    // Chromium's sandbox cannot be set up by root.
    return { command: program, values: [...path, ...values, ...(isRoot ? ['--no-sandbox'] : [])], environment: {} }
  }
  const register = new URL('../../test/support/stand-in/register.ts', import.meta.url).href
  const environment = { CARD_DESK_CHROMIUM: program, CARD_DESK_ROOT: application.folder }
  return {
    command: ownNode,
    values: ['--import', register, application.folder, ...values],
    environment: application.kind === 'unpacked' ? { ...environment, CARD_DESK_PACKAGED: '1' } : environment,
  }
}
