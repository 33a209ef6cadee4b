import { readFile } from 'node:fs/promises'
import type { CDPSession, Page } from 'playwright-core'
import { inApplication, inBrowser } from './addresses.ts'
import { setSwitch } from './command-line.ts'
import { HonestEmitter, honest, Names, PreventableEvent } from './honest.ts'
import { answer } from './ipc-main.ts'
import { NotImitated, use } from './known.ts'
import { fromMain, isolatedWorld, mainWorldScript, preloadScript, toMain } from './page-side.ts'
import { applyPermissions } from './session.ts'

type WindowOpenHandler = (details: object) => { action: 'allow' | 'deny' }

/** What is known of a frame that sends messages. https://www.electronjs.org/docs/latest/api/web-frame-main */
interface Frame {
  readonly frameToken: string
  readonly origin: string
  readonly parent: null
}

const events = [
  'will-frame-navigate',
  'will-redirect',
  // Never happens here: Chromium knows no <webview>.
  'will-attach-webview',
  'will-prevent-unload',
  'render-process-gone',
  'destroyed',
]

const openAnswer = new Names('WebContents#setWindowOpenHandler answer', ['action'])
/** What the application cannot reach. */
const own = [
  'self',
  'reloading',
  'attach',
  'load',
  'expect',
  'mayNavigate',
  'mayRedirect',
  'mayOpenWindows',
  'destroy',
] as const

let lastId = 0

/**
 * A window's contents: its page, the preload script in an isolated world, and messages both ways as
 * JSON text. https://www.electronjs.org/docs/latest/api/web-contents
 * Limit: values cross as JSON and not as structured clones, so a Date arrives as text.
 */
export class WebContents extends HonestEmitter {
  readonly id = ++lastId
  /** What the application gets. */
  readonly self: WebContents
  readonly #preload: string | undefined
  #page: Page | null = null
  #cdp: CDPSession | null = null
  #mainFrameId = ''
  readonly #worlds = new Map<number, Frame>()
  readonly #expected = new Set<string>()
  #windowOpen: WindowOpenHandler | null = null
  #destroyed = false
  /** True while the application has the page drawn anew; any other unloading is the window's closing. */
  reloading: boolean

  constructor(preload: string | undefined) {
    super('WebContents', events)
    this.#preload = preload
    this.reloading = false
    this.self = honest('WebContents#', this as WebContents, own)
  }

  get mainFrame(): Frame {
    return frame(this.#mainFrameId, originOf(this.#address()))
  }

  #address(): string {
    return inApplication(this.#page?.url() ?? '')
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpen = handler
  }

  /**
   * https://www.electronjs.org/docs/latest/api/web-contents#contentssetwebrtciphandlingpolicypolicy
   * Limit: a switch of the browser, so it must be set before the window is attached and holds for all of them.
   */
  setWebRTCIPHandlingPolicy(policy: string): void {
    if (this.#page) throw new NotImitated('WebContents#setWebRTCIPHandlingPolicy for a window that is there')
    setSwitch('webrtc-ip-handling-policy', policy)
  }

  reload(): void {
    this.expect(this.#address())
    this.reloading = true
    // Not through Playwright, which gives a page up whose process died.
    void this.#cdp?.send('Page.reload').catch(() => {})
  }

  send(channel: string, ...values: unknown[]): void {
    for (const world of this.#worlds.keys()) this.#tell(world, { kind: 'message', channel, values })
  }

  /** Takes over the browser's page: from now on the window is real. */
  async attach(page: Page): Promise<void> {
    this.#page = page
    const cdp = await page.context().newCDPSession(page)
    this.#cdp = cdp
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string }
      if (context.name !== isolatedWorld || frameId === undefined) return
      this.#worlds.set(context.id, frame(frameId, originOf(inApplication(`${context.origin}/`))))
    })
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.#worlds.delete(executionContextId))
    cdp.on('Runtime.executionContextsCleared', () => this.#worlds.clear())
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === toMain) void this.#receive(payload, executionContextId)
    })
    page.on('crash', () => {
      const details = honest('WebContents render-process-gone details', { reason: 'crashed' })
      this.emit('render-process-gone', new PreventableEvent().given, details)
    })
    page.on('download', (download) => {
      // One that the application prevents does not get this far, see `traffic.ts`.
      void download.cancel().catch(() => {})
      console.error(new NotImitated('DownloadItem, for a download that is not prevented'))
    })
    page.on('load', () => {
      this.reloading = false
    })

    await cdp.send('Page.enable')
    await cdp.send('Runtime.enable')
    const { frameTree } = await cdp.send('Page.getFrameTree')
    this.#mainFrameId = frameTree.frame.id
    if (this.#preload === undefined) return
    await cdp.send('Runtime.addBinding', { name: toMain, executionContextName: isolatedWorld })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript() })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      source: preloadScript(await readFile(this.#preload, 'utf8')),
      worldName: isolatedWorld,
    })
  }

  /** Loads an address that the application itself asks for. */
  async load(address: string): Promise<void> {
    if (!this.#page || !this.#cdp) throw new Error('The window is not attached yet.')
    await applyPermissions(this.#cdp, this.self, address)
    this.expect(address)
    await this.#page.goto(inBrowser(address), { waitUntil: 'load' })
  }

  /** The next navigation to this address is the application's own and asks nobody. */
  expect(address: string): void {
    this.#expected.add(inBrowser(address))
  }

  /** Asks the application about a navigation that the page started; false when a listener prevents it. */
  mayNavigate(address: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.#expected.delete(address)) return true
    const told = { url: inApplication(address), isMainFrame }
    const event = new PreventableEvent('WebContents will-frame-navigate details', told)
    this.emit('will-frame-navigate', event.given)
    return !event.defaultPrevented
  }

  /** Asks the application about a redirect; false when a listener prevents it. */
  mayRedirect(address: string): boolean {
    const event = new PreventableEvent('WebContents will-redirect details', { url: inApplication(address) })
    this.emit('will-redirect', event.given)
    return !event.defaultPrevented
  }

  /**
   * Asks the application whether pages may open windows; without a handler Electron allows it.
   * Limit: the browser takes one answer for the life of a document, so the handler is asked once, about no address in
   * particular; windows that it allows are not the application's.
   */
  mayOpenWindows(): boolean {
    const answer = this.#windowOpen?.(honest('WebContents#setWindowOpenHandler details', {})) ?? { action: 'allow' }
    openAnswer.takeAll(answer)
    return answer.action === 'allow'
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#worlds.clear()
    this.emit('destroyed')
  }

  async #receive(text: string, world: number): Promise<void> {
    const { id, channel, values, used } = JSON.parse(text) as FromPage
    for (const part of used) use(part)
    if (channel === null) return
    const senderFrame = this.#worlds.get(world) ?? null
    const event = honest('IpcMainInvokeEvent#', { sender: this.self, senderFrame })
    try {
      this.#tell(world, { kind: 'answer', id, value: await answer(event, channel, values) })
    } catch (error) {
      this.#tell(world, { kind: 'answer', id, error: error instanceof Error ? error.message : String(error) })
    }
  }

  #tell(world: number, message: object): void {
    // A page that went away meanwhile hears nothing, as in Electron.
    void this.#cdp
      ?.send('Runtime.callFunctionOn', {
        functionDeclaration: `function (text) { globalThis.${fromMain}(text) }`,
        executionContextId: world,
        arguments: [{ value: JSON.stringify(message) }],
      })
      .catch(() => {})
  }
}

/** A message of a page: a call of a channel, or only the parts that its preload script used since the last one. */
interface FromPage {
  readonly id: number
  readonly channel: string | null
  readonly values: unknown[]
  readonly used: readonly string[]
}

function frame(frameToken: string, origin: string): Frame {
  return honest('WebFrameMain#', { frameToken, origin, parent: null })
}

/** The origin of an address of ours or of the web; `null` for anything else, as browsers write it. */
function originOf(address: string): string {
  const [, origin = 'null'] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]+)/i.exec(address) ?? []
  return origin
}
