import { once } from 'node:events'
import type { Page } from '@playwright/test'
import { ensureRuntime, launchCommand } from '../../electron/launch/runtime.mjs'
import { launchElectron } from './launching/electron.ts'
import { launchPackaged } from './launching/packaged.ts'
import type { Running } from './launching/running.ts'
import { launchStandIn } from './launching/stand-in.ts'
import { temporaryIn } from './temporary-place.mjs'

export interface DeskAppOptions {
  /** The data folder. */
  readonly data: string
  /** Where the window keeps its own things. */
  readonly userData: string
  /** Where everything that the application starts keeps passing things. */
  readonly temporary: string
  /** What else is on its command line. */
  readonly switches?: readonly string[]
}

/**
 * The application as a person has it, on the Electron runtime or on the stand-in. Playwright drives its real window.
 * CARD_DESK_APP names another application than the built one; see electron/launch/application.mjs.
 */
export class DeskApp {
  readonly runtime: Runtime['name']
  /** Why it is this runtime, as a part of a sentence. */
  readonly because: string
  /** Everything the main process printed. */
  output = ''
  #running: Running

  private constructor({ name, because }: Runtime, running: Running) {
    this.runtime = name
    this.because = because
    this.#running = running
    this.#listen()
  }

  /** Starts the application and waits for its window. */
  static async start(options: DeskAppOptions): Promise<DeskApp> {
    const runtime = await ensureRuntime()
    const running = await launch(runtime, options)
    return new DeskApp(runtime, running)
  }

  /** What really runs it, with its version: `Electron 45.4.1`, or the Chromium of the stand-in. */
  get engine(): string {
    return this.#running.engine
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

  /** Chooses an entry of the menu bar, by its identifier. */
  chooseInMenu(id: string): Promise<void> {
    return this.#running.chooseInMenu(id)
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
    this.#running.kill()
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

/**
 * macOS asks a person whether a program may have its own key, each time the program was built anew: nobody is there.
 * https://github.com/electron/electron/pull/53790
 */
export const keychainSwitch: readonly string[] = process.platform === 'darwin' ? ['--use-mock-keychain'] : []

type Runtime = Awaited<ReturnType<typeof ensureRuntime>>

function launch(runtime: Runtime, { data, userData, temporary, switches = [] }: DeskAppOptions): Promise<Running> {
  const { command, values, environment } = launchCommand(runtime, [
    '--data',
    data,
    `--user-data-dir=${userData}`,
    // Browsers ask before a page reaches this machine, where the foreign server of the tests is: without
    // that question it is our own fences that hold, or do not.
    '--disable-features=LocalNetworkAccessChecks',
    ...keychainSwitch,
    ...switches,
  ])
  const launch = {
    command,
    values,
    environment: { ...(process.env as Record<string, string>), ...environment, ...temporaryIn(temporary) },
  }
  if (runtime.application.kind === 'packaged') return launchPackaged(launch)
  return runtime.name === 'electron' ? launchElectron(launch) : launchStandIn(launch)
}
