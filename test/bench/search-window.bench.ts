import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { it } from 'vitest'
import { DeskApp } from '../support/desk-app'

// From the click on Search to painted rows, in the real window. Figures, not verdicts.
const cards = Number(process.env.CARDS ?? 100_000)
const rounds = 15
const secret = 'kettle-orbit-93-walnut'
const program = new URL('../../out/main/cli.js', import.meta.url).pathname

it(`click to painted rows over ${cards} cards`, { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'card-desk-bench-'))
  const data = join(folder, 'data')
  spawnSync(process.execPath, [program, 'seed', '--data', data, '--cards', String(cards)], { stdio: 'inherit' })
  const temporary = join(folder, 'temporary')
  await mkdir(temporary)
  const app = await DeskApp.start({ data, userData: join(folder, 'window'), temporary })
  const { page } = app
  // The size a window opens with.
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByLabel('Name', { exact: true }).fill('Ada Berger')
  await page.getByLabel('User name').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByLabel('Password again').fill(secret)
  await page.getByRole('button', { name: 'Set up the desk' }).click()
  await page.getByRole('tab', { name: 'SEARCH' }).click()

  const lines: Record<string, string>[] = []
  const measure = async (name: string, texts: readonly string[]) => {
    const times: number[] = []
    for (const text of texts) times.push(await clickToPaint(page, text))
    const [first = 0] = times
    times.sort((one, other) => one - other)
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(0)
    lines.push({ search: name, 'first ms': first.toFixed(0), 'median ms': at(0.5), 'longest ms': at(0.999) })
  }
  await measure('everything, the first search after the start', [''])
  await measure(
    'part of a number',
    Array.from({ length: rounds }, (_, index) => String(index + 10)),
  )
  await measure('part of a name', ['anna', 'mar', 'lin', 'son', 'kim', 'ros', 'kow', 'ber'])
  console.table(lines)
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

/** Types a text, clicks Search, and waits for the frame that shows other rows; milliseconds from the click. */
async function clickToPaint(page: Page, text: string): Promise<number> {
  await page.getByRole('searchbox', { name: 'Search text' }).fill(text)
  const painted = page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error('the rows did not change: is it the same result?')), 10_000)
        const rows = () => {
          const grid = document.querySelector('[role=grid]')
          const cells = [...(grid?.querySelectorAll('[role=gridcell]') ?? [])].map((cell) => cell.textContent)
          return cells.length === 0 ? '' : `${grid?.getAttribute('aria-rowcount')} ${cells.join()}`
        }
        const before = rows()
        let clicked = 0
        const settle = (_: unknown, seen: MutationObserver) => {
          const now = rows()
          if (now === '' || now === before) return
          seen.disconnect()
          // A task of its own right after a frame: what the frame shows has been drawn by then.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.now() - clicked)
            port2.postMessage(null)
          })
        }
        document.addEventListener(
          'click',
          (event) => {
            clicked = event.timeStamp
            new MutationObserver(settle).observe(document.body, {
              subtree: true,
              childList: true,
              characterData: true,
              attributes: true,
            })
          },
          { capture: true, once: true },
        )
      }),
  )
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  return painted
}
