import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { App } from 'electron'

/**
 * The data folder: `--data DIR`, else the environment's CARD_DESK_DATA, else a folder among the
 * application's own. With a chosen folder the window's own state (cache, size, crash dumps, the lock that lets one
 * window open) moves to a place of its own too, so that two folders can be open side by side.
 * Must run before the application is ready.
 */
export function chooseDataFolder(app: App, argv: readonly string[], environment: NodeJS.ProcessEnv): string {
  const own = app.getPath('userData')
  const chosen = chosenFolder(argv, environment)
  if (chosen === null) return standardFolder(own)
  const name = createHash('sha256').update(chosen).digest('hex').slice(0, 16)
  const state = join(own, 'folders', name)
  // It must be there: https://www.electronjs.org/docs/latest/api/app#appsetpathname-path
  mkdirSync(state, { recursive: true })
  app.setPath('userData', state)
  return chosen
}

/** The data folder of a window that is started without arguments, where the application's own things are in `own`. */
export function usualDataFolder(own: string, environment: NodeJS.ProcessEnv): string {
  return chosenFolder([], environment) ?? standardFolder(own)
}

function standardFolder(own: string): string {
  return join(own, 'desk')
}

function chosenFolder(argv: readonly string[], environment: NodeJS.ProcessEnv): string | null {
  const chosen = dataSwitch(argv) ?? environment.CARD_DESK_DATA
  return chosen ? resolve(chosen) : null
}

function dataSwitch(argv: readonly string[]): string | undefined {
  // Not strict: the runtime has switches of its own on the same line.
  const { values } = parseArgs({
    args: argv.slice(1),
    options: { data: { type: 'string' } },
    strict: false,
  })
  return typeof values.data === 'string' && values.data !== '' ? values.data : undefined
}
