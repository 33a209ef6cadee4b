import { ensureBuild } from './building.mjs'
import { ensurePackages } from './packages.mjs'
import { become, hasDisplay, say } from './project.mjs'
import { ensureRuntime, launchCommand } from './runtime.mjs'

// npm start: everything a fresh clone needs, then the application. `-- --data DIR` goes through to it.

if (!hasDisplay) {
  say('There is no display for a window here. "npm run tour -- --out DIR" walks through the application without one.')
  process.exit(2)
}

try {
  await ensurePackages()
  await ensureBuild()
  const runtime = await ensureRuntime()
  if (runtime.name === 'stand-in') {
    say('The Electron runtime cannot be had here: the same application opens in a window of the installed Chromium.')
  }
  const { command, values, environment } = launchCommand(runtime, process.argv.slice(2))
  become(command, values, { ...environment, CARD_DESK_HEADED: '1' })
} catch (error) {
  say(error.message)
  process.exit(1)
}
