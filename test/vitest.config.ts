import { defineConfig } from 'vitest/config'

/** Unit, integration and crash tests: everything that needs no window. */
export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    environment: 'node',
    include: [
      'test/{unit,integration,crash,fuzz}/**/*.test.{ts,tsx}',
      '{electron,shared}/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
    ],
    restoreMocks: true,
    unstubEnvs: true,
    testTimeout: 60_000,
  },
})
