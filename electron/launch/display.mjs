import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installPackages } from './browser.mjs'
import { hasDisplay } from './project.mjs'

/** A screen that a window of the usual size fits into, with the colours that Electron expects. */
const screen = '1600x1200x24'
const longestStart = 15_000

/**
 * Sees to it that windows can be opened. Where there is no display, one is made that is in memory alone (Xvfb), and
 * ends with this process; what is started from now on finds it by DISPLAY.
 * @returns {Promise<string | null>} why there can be none, as a part of a sentence; `null` when there is one.
 */
export async function ensureDisplay() {
  if (hasDisplay || process.env.DISPLAY) return null
  if (!find('Xvfb')) await installPackages(['xvfb'])
  const program = find('Xvfb')
  if (!program) return 'there is no display, and no Xvfb to make one (on Debian: apt-get install xvfb)'
  const { number, said } = await start(program)
  if (number === null) return `there is no display, and Xvfb could not make one: ${said}`
  process.env.DISPLAY = `:${number}`
  return null
}

/**
 * Starts Xvfb, which chooses a free number and tells it once windows can be opened.
 * https://www.x.org/releases/current/doc/man/man1/Xserver.1.xhtml
 */
function start(program) {
  return new Promise((settle) => {
    const values = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp']
    const child = spawn(program, values, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
    const end = () => child.kill()
    process.once('exit', end)
    let said = ''
    child.stderr.on('data', (part) => {
      said += part
    })
    const failed = () => {
      end()
      settle({ number: null, said: said.trim().split('\n').at(-1) || 'it said nothing' })
    }
    const timer = setTimeout(failed, longestStart)
    child.once('error', (error) => {
      said = error.message
      failed()
    })
    child.once('exit', failed)
    let told = ''
    child.stdio[3].on('data', (part) => {
      told += part
      const [, number] = /^(\d+)\n/.exec(told) ?? []
      if (number === undefined) return
      clearTimeout(timer)
      // It lives beside us, and does not keep us.
      child.unref()
      for (const stream of [child.stderr, child.stdio[3]]) stream.unref()
      settle({ number, said })
    })
  })
}

/** The path of a program that is installed, or `null`. */
function find(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      const path = join(folder, name)
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // The next folder may have it.
    }
  }
  return null
}
