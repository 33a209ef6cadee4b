import type { Page } from '@playwright/test'

/**
 * Scrolls the list of results through to its end within so many milliseconds, a step in each frame as a wheel or a
 * finger would; answers how long each frame took, by the times at which the browser began them, and the rows there are.
 */
export function scrollList(page: Page, milliseconds: number): Promise<{ frames: number[]; rows: number }> {
  return page.getByRole('grid').evaluate(async (list, longest) => {
    const frames: number[] = []
    const way = list.scrollHeight - list.clientHeight
    // Not the whole way in few frames: what a person can follow is a screen or two in a frame at most.
    const step = Math.min(list.clientHeight * 1.5, (way / longest) * 16)
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const begun = await nextFrame()
    let before = begun
    while (before - begun < longest && list.scrollTop < way - 1) {
      list.scrollTop += step
      const now = await nextFrame()
      frames.push(now - before)
      before = now
    }
    return { frames, rows: Number(list.getAttribute('aria-rowcount')) - 1 }
  }, milliseconds)
}
