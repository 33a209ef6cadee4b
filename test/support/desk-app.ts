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
  /** Ends the application as closing its window does, without the page having a say. */
  close(): Promise<void>
  /** Closes the window as a person does: the page may ask for it to stay. */
  askToClose(): Promise<void>
  /** Presses a button of the next message box; answers what the box said. */
  answerMessageBox(button: string): Promise<string>
  /** Chooses a folder in the next dialog that asks for one; `null` cancels it. */
  chooseFolder(folder: string | null): Promise<void>
  /** Waits for the next folder that is to be opened, refuses as a desktop does that cannot, and answers which it was. */
  refuseToOpen(): Promise<string>
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

  /** Closes the window as a person does, so that the application may ask first; waits for nothing. */
  askToClose(): Promise<void> {
    return this.#running.askToClose()
  }

  /**
   * Presses a button of the next message box of the desktop; answers what the box said. To be called
   * before that box is there.
   */
  answerMessageBox(button: string): Promise<string> {
    return this.#running.answerMessageBox(button)
  }

  /** Chooses a folder in the next dialog of the desktop; `null` cancels it. To be called before that dialog is there. */
  chooseFolder(folder: string | null): Promise<void> {
    return this.#running.chooseFolder(folder)
  }

  /**
   * Is a desktop that cannot open the next folder; answers which it was. To be called before that folder is to be
   * opened.
   */
  refuseToOpen(): Promise<string> {
    return this.#running.refuseToOpen()
  }

  /** Waits for the application to end; answers its exit code. */
  async ended(): Promise<number | null> {
    const { process } = this.#running
    if (process.exitCode === null && process.signalCode === null) await once(process, 'exit')
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
  return {
    page,
    process: application.process(),
    close: () => application.close(),
    askToClose: () => application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    // Nobody is there to press a button of a real message box: it is answered in its place.
    answerMessageBox: (button) =>
      application.evaluate(
        ({ dialog }, label) =>
          new Promise<string>((resolve) => {
            dialog.showMessageBox = async (...given: unknown[]) => {
              const { message, detail, buttons = [] } = given.at(-1) as Electron.MessageBoxOptions
              resolve(`${message} ${detail}`)
              return { response: buttons.indexOf(label), checkboxChecked: false }
            }
          }),
        button,
      ),
    chooseFolder: (folder) =>
      application.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] })
      }, folder),
    refuseToOpen: () =>
      application.evaluate(
        ({ shell }) =>
          new Promise<string>((resolve) => {
            shell.openPath = async (path) => {
              resolve(path)
              return 'Failed to open path'
            }
          }),
      ),
  }
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
      async askToClose() {
        // The stand-in answers what the browser asks; without a listener Playwright would, here, for the test.
        page.on('dialog', () => {})
        await page.close({ runBeforeUnload: true })
      },
      async answerMessageBox(button) {
        const box = await page.context().waitForEvent('page')
        const said = (await box.getByRole('alertdialog').getByRole('paragraph').textContent()) ?? ''
        const asked = (await box.getByRole('heading').textContent()) ?? ''
        await box.getByRole('button', { name: button }).click()
        return `${asked} ${said}`
      },
      async chooseFolder(folder) {
        const dialog = await page.context().waitForEvent('page')
        if (folder === null) return dialog.getByRole('button', { name: 'Cancel' }).click()
        await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder)
        await dialog.getByRole('button', { name: 'Choose' }).click()
      },
      // The stand-in without a display opens nothing, and says what it was asked to open.
      refuseToOpen: () =>
        new Promise((resolve) => {
          const listen = (part: Buffer) => {
            const [, path] = /^shell\.openPath: (.+)$/m.exec(String(part)) ?? []
            if (path === undefined) return
            child.stderr.off('data', listen)
            resolve(path)
          }
          child.stderr.on('data', listen)
        }),
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
