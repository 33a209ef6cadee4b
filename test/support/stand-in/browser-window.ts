import { EventEmitter } from 'node:events'
import type { Page } from 'playwright-core'
import { type Browser, type FirstWindow, startChromium } from './chromium.ts'
import { HonestEmitter, honest, NotImitated, onlyKnown, PreventableEvent } from './honest.ts'
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
 * `show` tells only when it would be; a browser without a display remembers no place and has no menu bar.
 */
const knownOptions = [
  'name',
  'windowStatePersistence',
  'title',
  'width',
  'height',
  'minWidth',
  'minHeight',
  'show',
  'autoHideMenuBar',
  'backgroundColor',
  'webPreferences',
]

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
const freePreferences = ['preload', 'spellcheck', 'devTools']

const events = ['ready-to-show', 'show', 'close', 'closed', 'focus']
const windows = new Set<BrowserWindow>()
let browser: Promise<Browser> | null = null

/** One window of the application. https://www.electronjs.org/docs/latest/api/browser-window */
export class BrowserWindow extends HonestEmitter {
  /** Tells the application of contents made and of the last window closed. */
  static readonly events = new EventEmitter()

  readonly id: number
  readonly webContents: WebContents
  readonly #contents: WebContents
  readonly #attached: Promise<Page>

  constructor(options: WindowOptions = {}) {
    super('BrowserWindow', events)
    const { title = '', width = 800, height = 600, backgroundColor = '#fff', webPreferences = {} } = options
    onlyKnown('BrowserWindow', options, knownOptions)
    onlyKnown('webPreferences', webPreferences, [...Object.keys(fixedPreferences), ...freePreferences])
    for (const [name, value] of Object.entries(fixedPreferences)) {
      const asked = webPreferences[name] ?? value
      if (asked !== value) throw new NotImitated(`a window with ${name}: ${String(asked)}`)
    }
    this.#contents = new WebContents(webPreferences.preload as string | undefined)
    this.webContents = this.#contents.self
    this.id = this.#contents.id
    windows.add(this)
    BrowserWindow.events.emit('web-contents-created', this.webContents)
    this.#attached = this.#attach({ title, width, height, backgroundColor })
    // biome-ignore lint/correctness/noConstructorReturn: what the application gets must fail on what is not imitated.
    return honest('BrowserWindow', this as BrowserWindow)
  }

  static getAllWindows(): readonly BrowserWindow[] {
    return [...windows]
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
    this.emit('show')
  }

  focus(): void {
    void this.#attached.then((page) => page.bringToFront()).catch(() => {})
    this.emit('focus')
  }

  isMinimized(): boolean {
    return false
  }

  restore(): void {}

  isDestroyed(): boolean {
    return !windows.has(this)
  }

  close(): void {
    const event = new PreventableEvent()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    void this.#attached.then((page) => page.close()).catch(() => {})
    this.#gone()
  }

  async #attach(first: FirstWindow): Promise<Page> {
    if (browser) throw new NotImitated('a second window')
    browser = startChromium(first)
    const { context: started, firstPage } = await browser
    started.on('close', () => this.#gone())
    firstPage.on('close', () => this.#gone())
    await directTraffic(started, (page) => (page === firstPage ? this.#contents : undefined))
    await this.#contents.attach(firstPage)
    return firstPage
  }

  #gone(): void {
    if (!windows.delete(this)) return
    this.#contents.destroy()
    this.emit('closed')
    if (windows.size === 0) BrowserWindow.events.emit('all-closed')
  }
}
