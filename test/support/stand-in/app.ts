import { readFileSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { StandInWindow } from './browser-window.ts'
import { folder, isPackaged } from './application.ts'
import { commandLine, switchValue } from './command-line.ts'
import { HonestEmitter, honest, Names, PreventableEvent } from './honest.ts'
import { SingleInstance } from './single-instance.ts'

const { name, productName, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
/** As Electron names an application: https://www.electronjs.org/docs/latest/api/app#appgetname */
const ownName: string = productName ?? name
const home = homedir() || userInfo().homedir
const events = [
  'window-all-closed',
  'will-quit',
  // Never here: it is of macOS.
  'activate',
  'second-instance',
  'web-contents-created',
]

const pathNames = ['userData', 'crashDumps', 'exe'] as const
type PathName = (typeof pathNames)[number]
const paths = new Names('path', pathNames)
const resolverOptions = new Names('app.configureHostResolver options', ['secureDnsMode', 'enableBuiltInResolver'])

/**
 * The application's life: ready, quit, exit, its paths and its single instance.
 * https://www.electronjs.org/docs/latest/api/app
 */
class App extends HonestEmitter {
  readonly isPackaged = isPackaged
  readonly commandLine = commandLine
  readonly #ready = new Promise<void>((resolve) => setImmediate(resolve))
  readonly #paths = new Map<string, string>()
  #instance: SingleInstance | null = null
  #quitting = false
  #isReady = false

  constructor() {
    super('app', events)
    StandInWindow.events.on('web-contents-created', (contents: object) => {
      this.emit('web-contents-created', new PreventableEvent().given, contents)
    })
    StandInWindow.events.on('all-closed', () => this.#allClosed())
    // A window that stays open keeps the application from quitting: https://www.electronjs.org/docs/latest/api/app#appquit
    StandInWindow.events.on('stays-open', () => {
      this.#quitting = false
    })
    void this.#ready.then(() => {
      this.#isReady = true
    })
    // Electron quits in good order on these: https://www.electronjs.org/docs/latest/api/app#event-before-quit
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.quit())
  }

  whenReady(): Promise<void> {
    return this.#ready
  }

  getVersion(): string {
    return version
  }

  getAppPath(): string {
    return folder
  }

  getPath(which: string): string {
    return this.pathOf(paths.take(which))
  }

  /** The path of a name on the list, for the stand-in's own use. */
  pathOf(which: PathName): string {
    const known = this.#paths.get(which)
    if (known) return known
    const config = process.env.XDG_CONFIG_HOME || join(home, '.config')
    switch (which) {
      case 'userData':
        // The switch that Chromium and Electron share.
        return switchValue('user-data-dir') ?? join(config, ownName)
      case 'crashDumps':
        return join(this.pathOf('userData'), 'Crashpad')
      case 'exe':
        return process.execPath
    }
  }

  setPath(which: string, path: string): void {
    paths.take(which)
    this.#paths.set(which, path)
  }

  /** Pages are sandboxed here whatever is asked for, unless the browser runs as root, which cannot have a sandbox. */
  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
  }

  /**
   * https://www.electronjs.org/docs/latest/api/app#appconfigurehostresolveroptions
   * Limit: has no effect, for the browser's own way to look up names cannot be chosen from outside.
   */
  configureHostResolver(options: object): void {
    if (!this.#isReady) throw new Error('configureHostResolver cannot be called before the app is ready')
    resolverOptions.takeAll(options)
  }

  requestSingleInstanceLock(): boolean {
    this.#instance ??= new SingleInstance(this.pathOf('userData'), (argv, directory) => {
      this.emit('second-instance', new PreventableEvent().given, argv, directory)
    })
    return this.#instance.isFirst
  }

  /** Closes every window, then asks `will-quit`; a prevented step leaves the application running. */
  quit(): void {
    if (this.#quitting) return
    this.#quitting = true
    const windows = StandInWindow.getAllWindows()
    if (windows.length === 0) this.#willQuit()
    else for (const window of windows) window.close()
  }

  /** Ends at once, asking nobody. https://www.electronjs.org/docs/latest/api/app#appexitexitcode */
  exit(code = 0): void {
    void StandInWindow.endBrowser().finally(() => {
      this.#instance?.release()
      process.exit(code)
    })
  }

  #allClosed(): void {
    if (this.#quitting) this.#willQuit()
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  #willQuit(): void {
    const will = new PreventableEvent()
    this.#quitting = false
    this.emit('will-quit', will.given)
    if (!will.defaultPrevented) this.exit(0)
  }
}

/** The application for the stand-in's own use. */
export const running = new App()

export const app = honest('app', running, ['pathOf'])
