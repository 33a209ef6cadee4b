import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** The Node that the project brings along: the line that Electron embeds, whatever the machine has. */
export const ownNode = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

export const isRoot = process.getuid?.() === 0

/** True when a window could be seen. */
export const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Tells the person what happens. Goes to the error stream, so that a command's own output stays clean. */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/**
 * Runs a command to its end and answers how it ended. With `quiet`, what it prints is only kept and
 * answered; otherwise it goes to our error stream. `milliseconds` bounds its time.
 */
export function run(command, values, { quiet = false, milliseconds = 0, environment = {}, directory = root } = {}) {
  return new Promise((settle) => {
    const child = spawn(command, values, {
      cwd: directory,
      env: { ...process.env, ...environment },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
      // npm is a script there.
      shell: process.platform === 'win32' && command === 'npm',
      ...(milliseconds > 0 ? { timeout: milliseconds, killSignal: 'SIGKILL' } : {}),
    })
    let output = ''
    const keep = (part) => {
      output += part
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.on('error', (error) => settle({ ok: false, output: String(error) }))
    child.on('close', (code) => settle({ ok: code === 0, output }))
  })
}

/** Hands the terminal over to a command, passes signals on, and ends as it ends. */
export function become(command, values, environment = {}) {
  const child = spawn(command, values, { stdio: 'inherit', env: { ...process.env, ...environment } })
  // A terminal signals the whole group; a signal sent to us alone must arrive too.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    say(String(error.message))
    process.exit(1)
  })
  child.on('close', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
