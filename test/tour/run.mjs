import { fileURLToPath } from 'node:url'
import { ensureBuild } from '../../electron/launch/building.mjs'
import { ensurePackages } from '../../electron/launch/packages.mjs'
import { become, ownNode, say } from '../../electron/launch/project.mjs'
import { ensureRuntime } from '../../electron/launch/runtime.mjs'

// npm run tour -- --out DIR: everything a fresh machine needs, then the walk.

try {
  await ensurePackages()
  const { name } = await ensureRuntime({ mayDownload: false })
  await ensureBuild()
  const tour = fileURLToPath(new URL('./tour.ts', import.meta.url))
  become(ownNode, [tour, ...process.argv.slice(2)], { CARD_DESK_RUNTIME: name })
} catch (error) {
  say(error.message)
  process.exit(1)
}
