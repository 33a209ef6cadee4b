import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chosenApplication } from '../../electron/launch/application.mjs'
import { ensureBuild } from '../../electron/launch/building.mjs'
import { ensurePackages } from '../../electron/launch/packages.mjs'
import { become, ownNode, say } from '../../electron/launch/project.mjs'
import { ensureRuntime, environmentOf } from '../../electron/launch/runtime.mjs'
import { temporaryEnvironment } from '../support/temporary-place.mjs'

// npm run tour -- --out DIR [--app PATH] [--steps use-case|all]: everything a fresh machine needs, then the walk.

try {
  // The rest of the command line is the tour's.
  const { app } = parseArgs({ options: { app: { type: 'string' } }, strict: false }).values
  if (app !== undefined) process.env.CARD_DESK_APP = resolve(app)
  await ensurePackages()
  const runtime = await ensureRuntime()
  if (chosenApplication().kind === 'built') await ensureBuild()
  const tour = fileURLToPath(new URL('./tour.ts', import.meta.url))
  const environment = { ...temporaryEnvironment(), ...environmentOf(runtime) }
  become(ownNode, [tour, ...process.argv.slice(2)], environment)
} catch (error) {
  say(error.message)
  process.exit(1)
}
