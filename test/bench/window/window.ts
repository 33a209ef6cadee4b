import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DeskApp } from '../../support/desk-app.ts'
import { signIn } from '../../support/walk.ts'
import { type Finding, timesOf } from '../figures.ts'
import { oneFrame } from '../rows.ts'
import { clickToPaint } from './click-to-paint.ts'
import { firstPaint } from './first-paint.ts'
import { scrollList } from './scroll.ts'

// What a person sees in the real window over a data folder: its path, and a place for the window's own files. Prints a
// line of JSON for each finding.

/** Clicks that are measured. */
const clicks = 60
const texts = ['anna', 'mar', 'lin', 'son', 'kim', 'ros', 'kow', 'ber', 'eva', 'tom']

const [data = '', place = '', few = ''] = process.argv.slice(2)

// Ended from outside: the application and its browser go with this process, which takes an orderly exit.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

function found(row: string, figure: Finding['figure'], note: string | null = null, of: Finding['of'] = 'desk'): void {
  process.stdout.write(`${JSON.stringify({ row, of, figure, note } satisfies Finding)}\n`)
}

/** Numbers and parts of names in turn; no two in a row show the same cards. */
function textOf(click: number): string {
  return click % 2 === 0 ? String(click + 10) : (texts[(click >> 1) % texts.length] ?? '')
}

const temporary = await mkdtemp(join(place, 'w-'))
const userData = join(temporary, 'window')
await mkdir(userData)
const app = await DeskApp.start({ data, userData, temporary })
try {
  const { page, runtime } = app
  const on = runtime === 'electron' ? null : 'stand-in: starting a browser is in it'
  const paint = await firstPaint(page, data)
  found('window.first-paint', paint.afterWindow, on)
  found('window.first-paint', paint.afterNavigation, null, 'navigation')

  // The size a window opens with.
  await page.setViewportSize({ width: 1280, height: 800 })
  await signIn(page, { userName: 'ada', name: 'Ada Brandt', password: 'kettle-orbit-93-walnut' })
  await page.getByRole('tab', { name: 'SEARCH' }).click()
  found('window.first-click', await clickToPaint(page, ''))
  const times: number[] = []
  for (let click = 0; click < (few === 'few' ? 4 : clicks); click += 1) {
    times.push(await clickToPaint(page, textOf(click)))
  }
  found('window.click', timesOf(times))

  await clickToPaint(page, '')
  const { frames, rows } = await scrollList(page, few === 'few' ? 1000 : 5000)
  found('window.frames', timesOf(frames), `${rows.toLocaleString('en')} rows`)
  found('window.late-frames', (frames.filter((time) => time > oneFrame).length / frames.length) * 100)
} finally {
  await app.close()
  await rm(temporary, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
