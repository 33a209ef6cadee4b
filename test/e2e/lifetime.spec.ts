import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { ensureRuntime, launchCommand } from '../../electron/launch/runtime.mjs'
import { expect, test } from '../support/fixtures'
import { realRuntimeTest } from '../support/real-runtime'
import { temporaryIn } from '../support/temporary-place.mjs'

test('closing the window ends the application in good order', async ({ desk }) => {
  expect(await desk.app.close()).toBe(0)
  // The folder is free again.
  await desk.restart()
  await expect(desk.app.page.locator('#desk')).not.toBeEmpty()
})

test('a killed application leaves no browser behind and starts again', async ({ desk }) => {
  // The main process, the browser and its own processes.
  expect(processesNaming(desk.temporary)).toBeGreaterThan(2)
  await desk.app.kill()
  await expect.poll(() => processesNaming(desk.temporary)).toBe(0)
  await desk.restart()
  await expect(desk.app.page.locator('#desk')).not.toBeEmpty()
})

test('the desk outlives the process of its page and ends in good order', async ({ desk }) => {
  await endPageProcess(desk.app.page)
  expect(await desk.app.close()).toBe(0)
  await desk.restart()
  await expect(desk.app.page.locator('#desk')).not.toBeEmpty()
})

realRuntimeTest(
  'a page whose process died is drawn anew',
  'The browser of the stand-in gives a page no new process.',
  async ({ desk }) => {
    await endPageProcess(desk.app.page)
    await expect(desk.app.page.locator('#desk')).not.toBeEmpty()
  },
)

test('a second start on the same folder gives way to the window that is open', async ({ desk }) => {
  const { code } = await startAndWait(desk, desk.data, desk.userData)
  expect(code).toBe(0)
  await expect(desk.app.page.locator('#desk')).not.toBeEmpty()
})

test('a folder that somebody else has open is refused with a sentence', async ({ desk }) => {
  const { code, said } = await startAndWait(desk, desk.data, join(desk.temporary, 'another'))
  expect(code).toBe(1)
  expect(said).toMatch(/Card Desk: \S+.*\.\n/)
  expect(said).not.toMatch(/\n\s+at /)
})

test('a folder that cannot be read is refused with a sentence', async ({ desk }) => {
  const folder = join(desk.temporary, 'not-a-folder')
  await writeFile(folder, 'a file where the data folder should be')
  const { code, said } = await startAndWait(desk, join(folder, 'data'), desk.userData)
  expect(code).toBe(1)
  expect(said).not.toMatch(/\n\s+at /)
})

/** Ends the process that draws the page, as running out of memory would. */
async function endPageProcess(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  const session = await page.context().newCDPSession(page)
  // Nobody is left to answer it.
  void session.send('Page.crash').catch(() => {})
  await crashed
}

/** Nobody is there to press the button of a box. */
const toldErrors = join(import.meta.dirname, '../support/launching/told-errors.cjs')

/** Starts the application beside the one under test and waits until it ends by itself. */
async function startAndWait(
  { temporary }: { temporary: string },
  data: string,
  userData: string,
): Promise<{ code: number | null; said: string }> {
  const runtime = await ensureRuntime()
  const { command, values, environment } = launchCommand(runtime, ['--data', data, `--user-data-dir=${userData}`])
  if (runtime.name === 'electron') values.unshift('--require', toldErrors)
  const env = { ...process.env, ...environment, ...temporaryIn(temporary) }
  const child = spawn(command, values, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      said += String(part)
    })
  }
  await once(child, 'close')
  return { code: child.exitCode, said }
}

/** How many processes have this text on their command line. */
function processesNaming(text: string): number {
  return commandLines().filter((line) => line.includes(text)).length
}

function commandLines(): readonly string[] {
  if (process.platform === 'darwin') return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  if (process.platform === 'win32') {
    const script = '(Get-CimInstance Win32_Process).CommandLine'
    return execFileSync('powershell.exe', ['-NoProfile', '-Command', script], { encoding: 'utf8' }).split('\r\n')
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, 'utf8')
      } catch {
        return '' // It ended while we looked.
      }
    })
}
