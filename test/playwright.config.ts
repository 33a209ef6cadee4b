import { defineConfig } from '@playwright/test'

/**
 * End-to-end tests: the built application on a fresh data folder for each test. What a failed test
 * leaves behind (screenshot, trace, log of the desk) is in `out/test-results`.
 */
export default defineConfig({
  testDir: './e2e',
  globalSetup: ['./support/one-runtime.ts', './support/made-once.ts'],
  outputDir: '../out/test-results',
  // Each test starts a browser of its own; two at a time suit a small build machine.
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
})
