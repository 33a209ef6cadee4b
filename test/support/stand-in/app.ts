import { readFileSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { BrowserWindow } from './browser-window.ts'
import { folder, isPackaged } from './application.ts'
import { commandLine, switchValue } from './command-line.ts'
import { HonestEmitter, honest, NotImitated, onlyKnown, PreventableEvent } from './honest.ts'
import { SingleInstance } from './single-instance.ts'

const { name, productName, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const home = homedir() || userInfo().homedir
const events = [
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'activate',
  'second-instance',
  'web-contents-created',
]

/**
 * The application's life: ready, quit, exit, its paths and its single instance.
 * https://www.electronjs.org/docs/latest/api/app
 */
class App extends HonestEmitter {
  readonly isPackaged = isPackaged
  readonly name: string = productName ?? name
  readonly commandLine = commandLine
  readonly #ready = new Promise<void>((resolve) => setImmediate(resolve))
  readonly #paths = new Map<string, string>()
  #instance: SingleInstance | null = null
  #quitting = false
  #isReady = false

  constructor() {
    super('app', events)
    BrowserWindow.events.on('web-contents-created', (contents: object) => {
      this.emit('web-contents-created', new PreventableEvent(), contents)
    })
    BrowserWindow.events.on('all-closed', () => this.#allClosed())
    // A window that stays open keeps the application from quitting: https://www.electronjs.org/docs/latest/api/app#appquit
    BrowserWindow.events.on('stays-open', () => {
      this.#quitting = false
    })
    void this.#ready.then(() => {
      this.#isReady = true
      this.emit('ready')
    })
    // Electron quits in good order on these: https://www.electronjs.org/docs/latest/api/app#event-before-quit
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.quit())
  }

  whenReady(): Promise<void> {
    return this.#ready
  }

  isReady(): boolean {
    return this.#isReady
  }

  getName(): string {
    return this.name
  }

  getVersion(): string {
    return version
  }

  getAppPath(): string {
    return folder
  }

  getPath(which: string): string {
    const known = this.#paths.get(which)
    if (known) return known
    const config = process.env.XDG_CONFIG_HOME || join(home, '.config')
    switch (which) {
      case 'home':
        return home
      case 'temp':
        return tmpdir()
      case 'appData':
        return config
      case 'userData':
        // The switch that Chromium and Electron share.
        return switchValue('user-data-dir') ?? join(config, this.name)
      case 'sessionData':
        return this.getPath('userData')
      case 'logs':
        return join(this.getPath('userData'), 'logs')
      case 'crashDumps':
        return join(this.getPath('userData'), 'Crashpad')
      case 'exe':
        return process.execPath
      default:
        throw new NotImitated(`the path ${which}`)
    }
  }

  setPath(which: string, path: string): void {
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
    onlyKnown('app.configureHostResolver', options, ['secureDnsMode', 'enableBuiltInResolver'])
  }

  requestSingleInstanceLock(): boolean {
    this.#instance ??= new SingleInstance(this.getPath('userData'), (argv, directory) => {
      this.emit('second-instance', new PreventableEvent(), argv, directory)
    })
    return this.#instance.isFirst
  }

  /** Closes every window, then asks `will-quit`; a prevented step leaves the application running. */
  quit(): void {
    if (this.#quitting) return
    const before = new PreventableEvent()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.#quitting = true
    const windows = BrowserWindow.getAllWindows()
    if (windows.length === 0) this.#willQuit()
    else for (const window of windows) window.close()
  }

  /** Ends at once, asking nobody. https://www.electronjs.org/docs/latest/api/app#appexitexitcode */
  exit(code = 0): void {
    void BrowserWindow.endBrowser().finally(() => {
      this.emit('quit', new PreventableEvent(), code)
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
    this.emit('will-quit', will)
    if (!will.defaultPrevented) this.exit(0)
  }
}

export const app = honest('app', new App())
