import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ownNode, root, run, say } from './project.mjs'

/** https://www.electronjs.org/docs/latest/tutorial/installation */
const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
const name = names[process.platform] ?? 'electron'

const electronPackage = join(root, 'node_modules/electron')
const longestDownload = 180_000
const longestAnswer = 20_000
const failureHolds = 12 * 60 * 60 * 1000
/** Goes with the packages, so that newly installed ones are asked for anew. */
const failure = join(root, 'node_modules/.cache/card-desk/electron-not-fetched')

/** Found once, it stays where it is. */
let found = null

/**
 * The runtime of the `electron` package, downloaded when it is missing. A download is bounded in time; that it failed
 * is remembered for twelve hours, so that the next start is quick.
 * @param {{ insist: boolean }} options with `insist`, a failure that is remembered does not count
 * @returns {Promise<{ program: string, version: string } | { program: null, reason: string }>} the reason is a part of a
 * sentence that says why there is none.
 */
export async function ensureElectron({ insist }) {
  if (found) return found
  const program = findElectron() ?? (insist || !isRecent(failure) ? await download() : null)
  if (program === null) return { program, reason: `its runtime is not here and could not be fetched (${remembered()})` }
  // As Node it needs neither a display nor a sandbox; a missing library of the system shows all the same.
  const { ok, output } = await run(program, ['-p', '"version=" + process.versions.electron'], {
    quiet: true,
    milliseconds: longestAnswer,
    environment: { ELECTRON_RUN_AS_NODE: '1' },
  })
  const [, version] = /^version=(\d\S*)$/m.exec(output) ?? []
  if (ok && version) {
    found = { program, version }
    return found
  }
  return { program: null, reason: `its runtime is here but does not start (${lastLine(output)})` }
}

/** The program of the Electron runtime, or `null` while it is not complete. */
function findElectron() {
  try {
    // Named by those who bring a runtime of their own.
    const own = process.env.ELECTRON_OVERRIDE_DIST_PATH
    if (own) return present(join(own, name))
    const { version } = JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8'))
    const there = readFileSync(join(electronPackage, 'dist/version'), 'utf8').trim().replace(/^v/, '')
    return there === version ? present(join(electronPackage, 'dist', name)) : null
  } catch {
    return null
  }
}

function present(path) {
  return existsSync(path) ? path : null
}

/** Lets the package fetch its runtime. */
async function download() {
  say('Fetching the Electron runtime (once) …')
  const started = Date.now()
  const { ok, output } = await run(ownNode, [join(electronPackage, 'install.js')], {
    quiet: true,
    milliseconds: longestDownload,
  })
  const program = ok ? findElectron() : null
  if (program === null) remember(Date.now() - started < longestDownload ? firstLine(output) : 'it took too long')
  return program
}

function remember(reason) {
  try {
    mkdirSync(dirname(failure), { recursive: true })
    writeFileSync(failure, reason)
  } catch {
    // Packages that cannot be written to: then every start tries.
  }
}

function remembered() {
  try {
    return readFileSync(failure, 'utf8') || 'nothing was said'
  } catch {
    return 'nothing was said'
  }
}

function isRecent(path) {
  try {
    return Date.now() - statSync(path).mtimeMs < failureHolds
  } catch {
    return false
  }
}

const firstLine = (output) => withoutNames(output.trim().split('\n')[0] ?? '')
const lastLine = (output) => withoutNames(output.trim().split('\n').at(-1) ?? '') || 'it said nothing'

/** An address may carry a name and a password, as those of proxies do. */
function withoutNames(text) {
  return text.replace(/\/\/[^/\s]*@/g, '//')
}
