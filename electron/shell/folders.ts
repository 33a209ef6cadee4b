import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { App } from 'electron'

/**
 * The data folder: `--data DIR`, else the environment's CARD_DESK_DATA, else a folder among the
 * application's own. With a chosen folder the window's own state (cache, size, the lock that lets one
 * window open) moves to a place of its own too, so that two folders can be open side by side.
 * Must run before the application is ready.
 */
export function chooseDataFolder(app: App, argv: readonly string[], environment: NodeJS.ProcessEnv): string {
  const chosen = dataSwitch(argv) ?? environment.CARD_DESK_DATA
  const own = app.getPath('userData')
  if (!chosen) return join(own, 'desk')
  const folder = resolve(chosen)
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  app.setPath('userData', join(own, 'folders', name))
  return folder
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
