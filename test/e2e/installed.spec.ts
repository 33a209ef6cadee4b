import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureRuntime, launchCommand } from '../../electron/launch/runtime.mjs'
import { DeskApp, type DeskAppOptions } from '../support/desk-app'
import { expect, test } from '../support/fixtures'
import { notRun } from '../support/not-run'
import { type InstalledProgram, installedProgram } from '../support/installed-program'
import { temporaryIn } from '../support/temporary-place.mjs'

// What is different where the program is installed: what helps developers is not there, and what somebody puts into the
// environment or on the command line changes nothing of what runs.

/** On the real runtime a program is installed only where it is packaged; what a package holds runs on the stand-in. */
const isThere = process.env.CARD_DESK_RUNTIME !== 'electron' || Boolean(process.env.CARD_DESK_APP)
const installedTest: (name: string, body: Parameters<typeof test>[2]) => void = isThere
  ? (name, body) => test(name, body)
  : (name) => notRun(name, 'It needs a packaged application, see CARD_DESK_APP.')

let installed: InstalledProgram
let before: string | undefined
test.beforeAll(async () => {
  installed = await installedProgram()
  before = process.env.CARD_DESK_APP
  process.env.CARD_DESK_APP = before ?? installed.folder
})
test.afterAll(async () => {
  if (before === undefined) delete process.env.CARD_DESK_APP
  else process.env.CARD_DESK_APP = before
  await installed.remove()
})

/** Starts it beside the one under test and waits until it ends by itself. */
async function startAgain({ data, userData, temporary, switches = [] }: DeskAppOptions): Promise<number | null> {
  const words = ['--data', data, `--user-data-dir=${userData}`, ...switches]
  const { command, values, environment } = launchCommand(await ensureRuntime(), words)
  const env = { ...process.env, ...environment, ...temporaryIn(temporary) }
  const child = spawn(command, values, { env, stdio: 'ignore' })
  await once(child, 'close')
  return child.exitCode
}

installedTest('pages come with the program, whatever the environment says', async ({ desk, foreign }) => {
  await desk.app.close()
  process.env.ELECTRON_RENDERER_URL = foreign.origin
  try {
    const { page } = await desk.restart()
    await expect(page.locator('#desk')).not.toBeEmpty()
    const policy = (await (await page.reload())?.allHeaders())?.['content-security-policy'] ?? ''
    // While developing, the policy allows what the development server writes into a page.
    expect(policy).not.toMatch(/unsafe|ws:/)
    expect({ asked: foreign.requests, connections: foreign.connections }).toEqual({ asked: [], connections: 0 })
  } finally {
    delete process.env.ELECTRON_RENDERER_URL
  }
})

installedTest(
  'a second start shows the window that is open, and its arguments do nothing',
  async ({ desk, foreign }) => {
    const { page } = desk.app
    const address = page.url()
    // Electron refuses a start whose address is not its last argument.
    const switches = [`--renderer=${foreign.origin}`, 'verify', '--remote-debugging-port=0', foreign.origin]
    expect(await startAgain({ ...desk, switches })).toBe(0)
    await expect(page.locator('#desk')).not.toBeEmpty()
    expect(page.url()).toBe(address)
    expect(page.context().pages()).toHaveLength(1)
    expect(foreign.connections).toBe(0)
  },
)

installedTest(
  'two data folders are open side by side, each with a window and crash dumps of its own',
  async ({ desk }) => {
    const other = await DeskApp.start({ ...desk, data: join(desk.temporary, 'another') })
    try {
      for (const { page } of [desk.app, other]) await expect(page.locator('#desk')).not.toBeEmpty()
      const states = await readdir(join(desk.userData, 'folders'))
      expect(states).toHaveLength(2)
      for (const state of states) expect(await readdir(join(desk.userData, 'folders', state))).toContain('Crashpad')
    } finally {
      await other.close()
    }
  },
)

installedTest('no crash dumps where none are wanted', async ({ desk }) => {
  await desk.app.close()
  const userData = join(desk.temporary, 'without')
  const app = await DeskApp.start({ ...desk, userData, switches: ['--no-crash-dumps'] })
  await app.close()
  const [state = ''] = await readdir(join(userData, 'folders'))
  expect(await readdir(join(userData, 'folders', state))).not.toContain('Crashpad')
})
