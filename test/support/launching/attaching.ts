import { type ChildProcess, spawn } from 'node:child_process'
import { type Browser, chromium, type Page } from '@playwright/test'
import { root } from '../../../electron/launch/project.mjs'
import { type Launch, startTime } from './running.ts'

/** A started program whose window is driven from outside, through the port that it opened for that. */
export interface Attached {
  readonly child: ChildProcess
  readonly page: Page
  /** The version of the browser in it. */
  readonly version: string
}

interface AttachOptions extends Launch {
  /** `ipc` where the program takes messages from whoever started it. */
  readonly channel?: readonly ['ipc'] | readonly []
}

/**
 * Starts a program that prints where to attach, as Chromium does, and waits for the page that shows the application.
 * @throws {Error} with what the program said, when it opens no window.
 */
export async function attach({ command, values, environment, channel = [] }: AttachOptions): Promise<Attached> {
  const child = spawn(command, values, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe', ...channel] })
  // Nothing of a test outlives it, however it ends.
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  try {
    const browser = await chromium.connectOverCDP(await devToolsAddress(child))
    return { child, page: await ownPage(browser), version: browser.version() }
  } catch (error) {
    end()
    throw error
  }
}

function devToolsAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = () => reject(new Error(`The application did not open a window. It said:\n${said}`))
    const timer = setTimeout(fail, startTime)
    child.once('exit', fail)
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (part) => {
        said += String(part)
        const [, address] = /^DevTools listening on (ws:\S+)/m.exec(said) ?? []
        if (!address) return
        clearTimeout(timer)
        child.off('exit', fail)
        resolve(address)
      })
    }
  })
}

/** The window's page, once it shows the application. */
async function ownPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts()
  if (!context) throw new Error('The browser has no context.')
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  await page.waitForURL((url) => showsApplication(url), { timeout: startTime })
  return page
}

/** Our own scheme, or where it stands in the browser of the stand-in. */
function showsApplication({ protocol, hostname }: URL): boolean {
  return protocol === 'app:' || hostname.endsWith('.localhost')
}
