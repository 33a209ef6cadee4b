import { join } from 'node:path'
import { leaveToDevelopment } from './building.mjs'
import { ensurePackages } from './packages.mjs'
import { become, hasDisplay, ownNode, root, say } from './project.mjs'
import { ensureRuntime, launchCommand } from './runtime.mjs'

// npm run dev: the window follows every change of its sources; a change of main or preload starts anew.

try {
  await ensurePackages()
  await leaveToDevelopment()
  const runtime = await ensureRuntime()
  const { environment } = launchCommand(runtime, [])
  const program = runtime.name === 'electron' ? runtime.program : join(root, 'test/support/stand-in/electron')
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  // The pages come from our own scheme, the socket for changed files from this machine: browsers ask before that.
  const switches = ['--disable-features=LocalNetworkAccessChecks', ...process.argv.slice(2)]
  const values = ['dev', '--watch', '--config', 'electron/electron.vite.config.ts', '--', ...switches]
  become(ownNode, [tool, ...values], {
    ...environment,
    ELECTRON_EXEC_PATH: program,
    CARD_DESK_NODE: ownNode,
    ...(hasDisplay ? { CARD_DESK_HEADED: '1' } : {}),
  })
} catch (error) {
  say(error.message)
  process.exit(1)
}
