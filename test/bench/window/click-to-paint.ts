import type { Page } from '@playwright/test'

/**
 * Types a text, clicks Search, and waits for the frame that shows other rows, or that there are none; milliseconds from
 * the click.
 * @throws {Error} when the rows stay as they were: a text must be chosen that finds others.
 */
export async function clickToPaint(page: Page, text: string): Promise<number> {
  await page.getByRole('searchbox', { name: 'Search text' }).fill(text)
  const painted = page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error('the rows did not change: is it the same result?')), 20_000)
        const rows = () => {
          const grid = document.querySelector('[role=grid]')
          const cells = [...(grid?.querySelectorAll('[role=gridcell]') ?? [])].map((cell) => cell.textContent)
          return cells.length === 0 ? '' : `${grid?.getAttribute('aria-rowcount')} ${cells.join()}`
        }
        const before = rows()
        let clicked = 0
        const settle = (_: unknown, seen: MutationObserver) => {
          const now = rows()
          if (now === before) return
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
