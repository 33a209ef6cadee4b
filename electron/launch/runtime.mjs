import { chosenApplication } from './application.mjs'
import { ensureBrowser } from './browser.mjs'
import { ensureDisplay } from './display.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { isRoot, ownNode, run } from './project.mjs'

/**
 * What runs an application. `because` is a part of a sentence: why this and not the other.
 * @typedef {{
 *   name: 'electron' | 'stand-in',
 *   program: string,
 *   application: import('./application.mjs').Application,
 *   because: string,
 * }} Runtime
 */

/**
 * Finds what can run the application that is chosen.
 * - `electron`: the runtime of the `electron` package, downloaded when it is missing and can be had; on Linux without
 *   a display, one in memory is made for it. A packaged application brings its own runtime.
 * - `stand-in`: an installed Chromium, see test/support/stand-in.
 * CARD_DESK_RUNTIME chooses one of them; `auto`, the default, prefers the first. What a package holds, taken out of it,
 * has no runtime of its own and so runs on the stand-in in any case.
 * @returns {Promise<Runtime>}
 * @throws {Error} that says what is missing.
 */
export async function ensureRuntime() {
  const wish = process.env.CARD_DESK_RUNTIME || 'auto'
  if (!['auto', 'electron', 'stand-in'].includes(wish)) {
    throw new Error(`CARD_DESK_RUNTIME is "${wish}"; it can be electron, stand-in or auto.`)
  }
  const application = chosenApplication()
  if (application.kind === 'packaged') {
    if (wish === 'stand-in') throw new Error(`${application.program} brings Electron along; it has no stand-in.`)
    return withDisplay({ name: 'electron', program: application.program, application, because: 'it is in the package' })
  }
  if (application.kind === 'unpacked') return standIn(application, 'what a package holds is without its own runtime')
  const asked = process.env.CARD_DESK_RUNTIME_REASON || 'CARD_DESK_RUNTIME asks for it'
  if (wish === 'stand-in') return standIn(application, asked)
  const electron = await ensureElectron({ insist: wish === 'electron' })
  const reason = electron.program === null ? electron.reason : await ensureDisplay()
  if (reason === null) {
    const because = wish === 'electron' ? asked : 'its runtime is here'
    return { name: 'electron', program: electron.program, application, because }
  }
  if (wish === 'electron') throw new Error(`Electron is asked for by CARD_DESK_RUNTIME, but ${reason}.`)
  return standIn(application, `Electron was not possible: ${reason}`)
}

/**
 * The environment in which programs that are started from here take the same runtime, for the same reason.
 * @param {Runtime} runtime
 */
export function environmentOf({ name, because }) {
  return { CARD_DESK_RUNTIME: name, CARD_DESK_RUNTIME_REASON: because }
}

async function standIn(application, because) {
  return { name: 'stand-in', program: await ensureBrowser(), application, because }
}

async function withDisplay(runtime) {
  const reason = await ensureDisplay()
  if (reason !== null) throw new Error(`${runtime.program} cannot open a window: ${reason}.`)
  return runtime
}

/**
 * Says in a sentence what runs and why, for people who read what tests say.
 * @param {Runtime} runtime
 */
export async function describeRuntime({ name, program, application, because }) {
  const version = await versionOf(name, program, application)
  const what = name === 'electron' ? 'Electron' : 'the stand-in for Electron, with'
  return `${what} ${version}; ${because}.`
}

async function versionOf(name, program, application) {
  if (application.kind === 'packaged') return `of ${program}`
  // On Windows a browser that is asked for its version opens a window.
  if (name === 'stand-in' && process.platform === 'win32') return program
  const asked = name === 'electron' ? ['-p', 'process.versions.electron'] : ['--version']
  const environment = name === 'electron' ? { ELECTRON_RUN_AS_NODE: '1' } : {}
  const { ok, output } = await run(program, asked, { quiet: true, milliseconds: 20_000, environment })
  return (ok && /^\S.*\d\.\d.*$/m.exec(output)?.[0].trim()) || program
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
