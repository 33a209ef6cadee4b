import { EventEmitter } from 'node:events'
import type { Dialog, Page } from 'playwright-core'
import { type Browser, type FirstWindow, startChromium } from './chromium.ts'
import { HonestEmitter, honestClass, Names, PreventableEvent } from './honest.ts'
import { NotImitated } from './known.ts'
import { directTraffic } from './traffic.ts'
import { WebContents } from './web-contents.ts'

interface WindowOptions {
  readonly title?: string
  readonly width?: number
  readonly height?: number
  readonly backgroundColor?: string
  readonly webPreferences?: Readonly<Record<string, unknown>>
}

/**
 * The options whose meaning holds here: size, title and colour take effect; a page is always shown, so
 * `show` tells only when it would be; a browser without a display remembers no place and has no menu bar and no icon.
 */
const windowOptions = new Names('new BrowserWindow options', [
  'name',
  'windowStatePersistence',
  'title',
  'icon',
  'width',
  'height',
  'minWidth',
  'minHeight',
  'show',
  'autoHideMenuBar',
  'backgroundColor',
  'webPreferences',
])

/** Chromium can be run in this one way only: a window that asks for less protection is refused. */
const fixedPreferences: Readonly<Record<string, boolean>> = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
}
const preferences = new Names('webPreferences', [...Object.keys(fixedPreferences), 'preload', 'spellcheck', 'devTools'])

const events = ['ready-to-show', 'close', 'closed']
const windows = new Set<StandInWindow>()
let browser: Promise<Browser> | null = null

/** One window of the application. https://www.electronjs.org/docs/latest/api/browser-window */
export class StandInWindow extends HonestEmitter {
  /** Tells the application of contents made, of a window that was to close and stays, and of the last one closed. */
  static readonly events = new EventEmitter()

  readonly webContents: WebContents
  readonly #contents: WebContents
  readonly #attached: Promise<Page>
  /** True once `close` was emitted and the page is asked whether it may be unloaded. */
  #closing = false

  constructor(options: WindowOptions = {}) {
    super('BrowserWindow', events)
    const { title = '', width = 800, height = 600, backgroundColor = '#fff', webPreferences = {} } = options
    windowOptions.takeAll(options)
    preferences.takeAll(webPreferences)
    for (const [name, value] of Object.entries(fixedPreferences)) {
      const asked = webPreferences[name] ?? value
      if (asked !== value) throw new NotImitated(`webPreferences.${name} with ${String(asked)}`)
    }
    this.#contents = new WebContents(webPreferences.preload as string | undefined)
    this.webContents = this.#contents.self
    windows.add(this)
    StandInWindow.events.emit('web-contents-created', this.webContents)
    this.#attached = this.#attach({ title, width, height, backgroundColor })
  }

  static getAllWindows(): readonly StandInWindow[] {
    return [...windows]
  }

  /** A page of the browser that is no window of the application. */
  static async newPage(): Promise<Page> {
    if (!browser) throw new Error('There is no browser yet.')
    return (await browser).context.newPage()
  }

  /** Ends the browser with every window, at once. */
  static async endBrowser(): Promise<void> {
    const running = await browser?.catch(() => null)
    await running?.context.close().catch(() => {})
  }

  async loadURL(address: string): Promise<void> {
    const page = await this.#attached
    try {
      await this.#contents.load(address)
      this.emit('ready-to-show')
    } catch (error) {
      if (!page.isClosed()) throw error
    }
  }

  show(): void {
    // A page is always shown.
  }

  focus(): void {
    void this.#attached.then((page) => page.bringToFront()).catch(() => {})
  }

  isMinimized(): boolean {
    return false
  }

  isDestroyed(): boolean {
    return !windows.has(this)
  }

  /** Asks the application, then the page, see `#unload`. https://www.electronjs.org/docs/latest/api/browser-window#event-close */
  close(): void {
    if (!this.#mayClose()) return
    void this.#attached.then((page) => page.close({ runBeforeUnload: true })).catch(() => {})
  }

  destroy(): void {
    void this.#attached.then((page) => page.close()).catch(() => {})
    this.#gone()
  }

  async #attach(first: FirstWindow): Promise<Page> {
    if (browser) throw new NotImitated('new BrowserWindow, for a second window')
    browser = startChromium(first)
    const { context: started, firstPage } = await browser
    started.on('close', () => this.#gone())
    firstPage.on('close', () => this.#gone())
    firstPage.on('dialog', (dialog) => void this.#answer(dialog).catch(() => {}))
    await directTraffic(started, (page) => (page === firstPage ? this.#contents : undefined))
    await this.#contents.attach(firstPage)
    return firstPage
  }

  #mayClose(): boolean {
    const event = new PreventableEvent()
    this.emit('close', event.given)
    this.#closing = !event.defaultPrevented
    if (event.defaultPrevented) StandInWindow.events.emit('stays-open')
    return this.#closing
  }

  /**
   * A page that does not want to be unloaded stays, unless the application ignores its wish.
   * https://www.electronjs.org/docs/latest/api/web-contents#event-will-prevent-unload
   * Limit: a window closed from outside, as by its frame, tells the application `close` only now, and not
   * at all when its page has nothing against it.
   */
  async #answer(dialog: Dialog): Promise<void> {
    if (dialog.type() !== 'beforeunload') return dialog.dismiss()
    if (!this.#contents.reloading && !this.#closing && !this.#mayClose()) return dialog.dismiss()
    this.#closing = false
    const event = new PreventableEvent()
    this.#contents.emit('will-prevent-unload', event.given)
    if (event.defaultPrevented) return dialog.accept()
    this.#contents.reloading = false
    StandInWindow.events.emit('stays-open')
    return dialog.dismiss()
  }

  #gone(): void {
    if (!windows.delete(this)) return
    this.#contents.destroy()
    this.emit('closed')
    if (windows.size === 0) StandInWindow.events.emit('all-closed')
  }
}

export const BrowserWindow = honestClass('BrowserWindow', StandInWindow, ['close'])
