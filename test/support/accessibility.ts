import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Everything axe knows of the guidelines up to WCAG 2.2 AA, and its good practices. */
const options: RunOptions = { resultTypes: ['violations'], reporter: 'v2' }

export type Scheme = 'light' | 'dark'
export const schemes: readonly Scheme[] = ['light', 'dark']

/** Shows the window in light or in dark, as the desktop's setting does. */
export async function show(page: Page, scheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
}

/** What axe has to say against the screen as it is, one line a finding with the element it is about. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  // Into the page itself, past the content policy, as a developer's tool goes.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((each) => each.finished)))
  const results = await page.evaluate((given) => {
    const { axe } = window as unknown as { axe: { run(context: Document, options: unknown): Promise<AxeResults> } }
    return axe.run(document, given)
  }, options)
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`),
  )
}

/** No violation on the screen as it is, in light and in dark. `screen` names it in a failure. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  for (const scheme of schemes) {
    await show(page, scheme)
    expect.soft(await violationsOf(page), `${screen}, ${scheme}`).toEqual([])
  }
}
