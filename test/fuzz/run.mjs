import { fileURLToPath } from 'node:url'
import { ensurePackages } from '../../electron/launch/packages.mjs'
import { become, ownNode, say } from '../../electron/launch/project.mjs'
import { temporaryEnvironment } from '../support/temporary-place.mjs'

// npm run test:fuzz -- --calls N --seed N: see main.ts.

try {
  await ensurePackages()
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  become(ownNode, [main, ...process.argv.slice(2)], temporaryEnvironment())
} catch (error) {
  say(error.message)
  process.exit(1)
}
