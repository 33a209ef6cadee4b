import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { _electron, type Browser, chromium, type ElectronApplication, type Page } from '@playwright/test'
import { root } from '../../electron/launch/project.mjs'
import { ensureRuntime, launchCommand } from '../../electron/launch/runtime.mjs'

export interface DeskAppOptions {
  /** The data folder. */
  readonly data: string
  /** Where the window keeps its own things. */
  readonly userData: string
  /** Where everything that the application starts keeps passing things. */
  readonly temporary: string
}

interface Running {
  readonly page: Page
  readonly process: ChildProcess
  /** Asks the application to end, as closing its window does. */
  close(): Promise<void>
}

const startTime = 30_000

/**
 * The built application as a person has it, on the Electron runtime or on the stand-in. Playwright
 * drives its real window.
 */
export class DeskApp {
  readonly runtime: 'electron' | 'stand-in'
  /** Everything the main process printed. */
  output = ''
  #running: Running

  private constructor(runtime: 'electron' | 'stand-in', running: Running) {
    this.runtime = runtime
    this.#running = running
    this.#listen()
  }

  /** Starts the application and waits for its window. */
  static async start(options: DeskAppOptions): Promise<DeskApp> {
    const runtime = await ensureRuntime({ mayDownload: false })
    const running = await launch(runtime, options)
    return new DeskApp(runtime.name, running)
  }

  get page(): Page {
    return this.#running.page
  }

  /** Closes the window; answers the exit code of the application. */
  async close(): Promise<number | null> {
    const { process } = this.#running
    const gone = process.exitCode === null && process.signalCode === null ? once(process, 'exit') : Promise.resolve()
    await this.#running.close()
    await gone
    return process.exitCode
  }

  /** Ends the main process as a power cut would. */
  async kill(): Promise<void> {
    const { process } = this.#running
    const gone = once(process, 'exit')
    process.kill('SIGKILL')
    await gone
  }

  #listen(): void {
    for (const stream of [this.#running.process.stdout, this.#running.process.stderr]) {
      stream?.on('data', (part) => {
        this.output += String(part)
      })
    }
  }
}

type Runtime = Awaited<ReturnType<typeof ensureRuntime>>

function launch(runtime: Runtime, { data, userData, temporary }: DeskAppOptions): Promise<Running> {
  const { command, values, environment } = launchCommand(runtime, [
    '--data',
    data,
    `--user-data-dir=${userData}`,
    // Browsers ask before a page reaches this machine, where the foreign server of the tests is: without
    // that question it is our own fences that hold, or do not.
    '--disable-features=LocalNetworkAccessChecks',
  ])
  const env = { ...(process.env as Record<string, string>), ...environment, TMPDIR: temporary }
  return runtime.name === 'electron' ? launchElectron(command, values, env) : launchStandIn(command, values, env)
}

async function launchElectron(command: string, args: string[], env: Record<string, string>): Promise<Running> {
  const application: ElectronApplication = await _electron.launch({ executablePath: command, args, env, cwd: root })
  const page = await application.firstWindow({ timeout: startTime })
  return { page, process: application.process(), close: () => application.close() }
}

async function launchStandIn(command: string, values: string[], env: Record<string, string>): Promise<Running> {
  const child = spawn(command, values, {
    cwd: root,
    env: { ...env, CARD_DESK_ATTACH: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // Nothing of a test outlives it, however it ends.
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  try {
    const browser = await chromium.connectOverCDP(await devToolsAddress(child))
    const page = await ownPage(browser)
    return {
      page,
      process: child,
      async close() {
        await page.close().catch(() => {})
      },
    }
  } catch (error) {
    end()
    throw error
  }
}

/** The stand-in prints the address as Chromium and Electron do. */
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
  await page.waitForURL((url) => url.hostname.endsWith('.localhost'), { timeout: startTime })
  return page
}
