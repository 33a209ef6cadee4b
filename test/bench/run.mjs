import { fileURLToPath } from 'node:url'
import { ensurePackages } from '../../electron/launch/packages.mjs'
import { become, ownNode, say } from '../../electron/launch/project.mjs'
import { ensureRuntime, environmentOf } from '../../electron/launch/runtime.mjs'
import { temporaryEnvironment } from '../support/temporary-place.mjs'

// npm run bench: everything a fresh machine needs, then the measurements; see main.ts.

try {
  await ensurePackages()
  const runtime = await ensureRuntime()
  const bench = fileURLToPath(new URL('./main.ts', import.meta.url))
  become(ownNode, [bench, ...process.argv.slice(2)], { ...temporaryEnvironment(), ...environmentOf(runtime) })
} catch (error) {
  say(error.message)
  process.exit(1)
}
