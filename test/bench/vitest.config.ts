import { defineConfig } from 'vitest/config'

/** Benchmarks print figures and assert nothing about time; `npm test` does not run them. */
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  test: {
    environment: 'node',
    include: ['test/bench/**/*.bench.ts'],
    disableConsoleIntercept: true,
    fileParallelism: false,
    testTimeout: 1_800_000,
  },
})
