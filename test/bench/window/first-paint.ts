import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { z } from 'zod'

const lineSchema = z.object({ at: z.iso.datetime(), event: z.string() })

interface FirstPaint {
  /** Milliseconds from the moment the desk was open, when its window is made, to the first content drawn in it. */
  readonly afterWindow: number
  /** Milliseconds from the start of the page's navigation. */
  readonly afterNavigation: number
}

/** When the page drew its first content: https://www.w3.org/TR/paint-timing/#first-contentful-paint */
export async function firstPaint(page: Page, data: string): Promise<FirstPaint> {
  const { navigation, afterNavigation } = await page.evaluate(
    () =>
      new Promise<{ navigation: number; afterNavigation: number }>((resolve) => {
        const observer = new PerformanceObserver((entries) => {
          const [paint] = entries.getEntriesByName('first-contentful-paint')
          if (!paint) return
          observer.disconnect()
          resolve({ navigation: performance.timeOrigin, afterNavigation: paint.startTime })
        })
        // Also when it was drawn before.
        observer.observe({ type: 'paint', buffered: true })
      }),
  )
  return { afterWindow: navigation + afterNavigation - (await deskOpened(data)), afterNavigation }
}

/** When the desk last said in its log that it is open; milliseconds since 1970. */
async function deskOpened(data: string): Promise<number> {
  const lines = (await readFile(join(data, 'logs', 'card-desk.log'), 'utf8')).trim().split('\n')
  const opened = lines
    .map((line) => lineSchema.parse(JSON.parse(line)))
    .findLast(({ event }) => event === 'desk opened')
  if (!opened) throw new Error('the log does not say when the desk was opened')
  return Date.parse(opened.at)
}
