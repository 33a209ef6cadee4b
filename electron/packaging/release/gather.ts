import { gather } from './gathering.ts'

// node electron/packaging/release/gather.ts FROM TO: puts the installers of all systems into one folder, with one
// SHA256SUMS for all of them. Needs no package.

const [from, to] = process.argv.slice(2)
if (from === undefined || to === undefined) {
  console.error('Usage: gather.ts FROM TO')
  process.exit(2)
}
try {
  for (const name of await gather(from, to)) console.log(name)
} catch (error) {
  console.error((error as Error).message)
  process.exit(1)
}
