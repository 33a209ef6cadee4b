import { defineConfig } from 'vitest/config'

/** The matrix alone: `npm run test:matrix`. */
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  test: { environment: 'node', include: ['test/matrix/**/*.test.ts'], testTimeout: 60_000 },
})
