import { join } from 'node:path'
import { ensureBuild } from './building.mjs'
import { ensurePackages } from './packages.mjs'
import { become, ownNode, root, say } from './project.mjs'

// npm run --silent desk -- COMMAND: the desk without a window. Standard output is the command's alone.

try {
  await ensurePackages()
  await ensureBuild()
  become(ownNode, [join(root, 'out/main/cli.js'), ...process.argv.slice(2)])
} catch (error) {
  say(error.message)
  process.exit(1)
}
