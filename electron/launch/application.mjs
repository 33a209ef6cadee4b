import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { root } from './project.mjs'

/**
 * Which application is started.
 * - `built`: the one in `out/`, as it is while it is developed.
 * - `unpacked`: what a package holds, taken out of it into a folder; runs on the stand-in, as packaged.
 * - `packaged`: the program of a package, which brings its own Electron runtime along.
 * @typedef {{ kind: 'built', folder: string }
 *   | { kind: 'unpacked', folder: string }
 *   | { kind: 'packaged', program: string }} Application
 */

/**
 * The application that CARD_DESK_APP names, by the absolute path of a folder or of a program; the built one when it
 * names none.
 * @returns {Application}
 * @throws {Error} that says why the path is neither.
 */
export function chosenApplication() {
  const path = process.env.CARD_DESK_APP
  if (!path) return { kind: 'built', folder: root }
  const is = `CARD_DESK_APP is "${path}"`
  if (!isAbsolute(path)) throw new Error(`${is}; it must be an absolute path.`)
  if (!existsSync(path)) throw new Error(`${is}, where nothing is.`)
  if (statSync(path).isDirectory()) {
    if (path.endsWith('.app')) throw new Error(`${is}; name the program inside it, in Contents/MacOS.`)
    const missing = missingFrom(path)
    if (missing) throw new Error(`${is}, a folder without an application: ${missing}`)
    return { kind: 'unpacked', folder: path }
  }
  if (path.endsWith('.asar')) throw new Error(`${is}, an archive; name a folder with what is in it.`)
  if (!isProgram(path)) throw new Error(`${is}, a file that is not a program.`)
  return { kind: 'packaged', program: path }
}

/** What a folder lacks to be an application, as a sentence; `null` when it is one. */
function missingFrom(folder) {
  let main
  try {
    main = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).main
  } catch {
    return 'it has no package.json that can be read.'
  }
  if (typeof main !== 'string') return 'its package.json names no main program.'
  return existsSync(join(folder, main)) ? null : `${main}, which its package.json names, is not there.`
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return process.platform !== 'win32' || /\.exe$/i.test(path)
  } catch {
    return false
  }
}
