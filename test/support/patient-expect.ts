import { expect as plain } from '@playwright/test'

/**
 * What walks through the application waits for: up to 15 seconds, in a test as in a program of its own, where
 * Playwright would give a busy machine 5.
 */
export const expect = plain.configure({ timeout: 15_000 })
