import { fileURLToPath } from 'node:url'
import { ensurePackages } from '../../electron/launch/packages.mjs'
import { become, ownNode, say } from '../../electron/launch/project.mjs'

// npm run test:installed -- --out DIR [--change-this-machine]: see main.ts.

try {
  await ensurePackages()
  become(ownNode, [fileURLToPath(new URL('./main.ts', import.meta.url)), ...process.argv.slice(2)])
} catch (error) {
  say(error.message)
  process.exit(1)
}
