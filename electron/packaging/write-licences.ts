import { writeLicences } from './licences.ts'

// The last step of the build, see electron/launch/building.mjs: what it prints is what the build says of its failure.

try {
  writeLicences()
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
