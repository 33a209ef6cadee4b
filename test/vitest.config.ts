import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '..')
const include = [
  'test/{unit,integration,crash,fuzz,packaging}/**/*.test.{ts,tsx}',
  '{electron,shared}/**/*.test.ts',
  'renderer/**/*.test.{ts,tsx}',
]

/** What puts something of its own in the place of what all share: modules, globals, the clock, the process's settings. */
const replacing = /\bvi\.(mock|doMock|stubGlobal|stubEnv|useFakeTimers|setSystemTime)\b|\bprocess\.(chdir|umask|env)\b/
/** Modules of the window keep its state, and work on when a test has ended. */
const ofTheWindow = /^(renderer|test[\\/]unit[\\/]renderer)\b/

const apart = ['test', 'electron', 'shared', 'renderer']
  .flatMap((side) =>
    readdirSync(join(root, side), { recursive: true, encoding: 'utf8' }).map((file) => join(side, file)),
  )
  .filter((file) => /\.test\.tsx?$/.test(file))
  .filter((file) => ofTheWindow.test(file) || replacing.test(readFileSync(join(root, file), 'utf8')))
  .map((file) => file.replaceAll('\\', '/'))

const each = { environment: 'node', restoreMocks: true, unstubEnvs: true, testTimeout: 60_000 } as const

/**
 * Unit, integration and crash tests: everything that needs no window. Files that could be in each other's way have a
 * process each. All others share theirs with the files before: loading the desk anew takes longer than most of them.
 */
export default defineConfig({
  root,
  test: {
    // Much of a test is waiting for the disk: on two cores, too, two run better than the one that is usual there.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        root,
        test: { ...each, name: 'together', include, exclude: apart, isolate: false, sequence: { groupOrder: 0 } },
      },
      { root, test: { ...each, name: 'apart', include: apart, sequence: { groupOrder: 1 } } },
    ],
  },
})
