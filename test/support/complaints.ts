import type { Page } from '@playwright/test'

/** Collects what a page complains about: errors on its console (the content policy's among them) and exceptions. */
export function complaintsOf(page: Page, complaints: string[] = []): string[] {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return complaints
}
