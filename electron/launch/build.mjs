import { build } from './building.mjs'
import { ensurePackages } from './packages.mjs'
import { say } from './project.mjs'

// npm run build: builds anew, whatever is there.

try {
  await ensurePackages()
  await build()
} catch (error) {
  say(error.message)
  process.exit(1)
}
