import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Set where there is a display, and so perhaps a desktop. */
const headed = process.env.CARD_DESK_HEADED === '1'
/** What Electron answers on Linux when the desktop did not take the path. */
const failure = 'Failed to open path'

/**
 * Opens a file or folder in the desktop's default manner: as Electron does on Linux, through `xdg-open`. Answers
 * what went wrong; empty when nothing did. Without a display there is no desktop that could: then it always fails.
 * What was asked for is written to the standard error stream, `shell.openPath: PATH`, for tests to read.
 * https://www.electronjs.org/docs/latest/api/shell#shellopenpathpath
 */
export async function openPath(path: string): Promise<string> {
  process.stderr.write(`shell.openPath: ${path}\n`)
  if (!headed) return failure
  const program = spawn('xdg-open', [path], { stdio: 'ignore' })
  const [code] = await once(program, 'exit').catch(() => [1])
  return code === 0 ? '' : failure
}
