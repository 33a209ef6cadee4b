import { readFile } from 'node:fs/promises'
import type { CDPSession, Page } from 'playwright-core'
import { inApplication, inBrowser } from './addresses.ts'
import { commandLine } from './command-line.ts'
import { HonestEmitter, honest, NotImitated, PreventableEvent } from './honest.ts'
import { answer } from './ipc-main.ts'
import { fromMain, isolatedWorld, mainWorldScript, preloadScript, toMain } from './page-side.ts'
import { applyPermissions } from './session.ts'

type WindowOpenHandler = (details: { url: string; frameName: string }) => { action: 'allow' | 'deny' }

/** What is known of a frame that sends messages. https://www.electronjs.org/docs/latest/api/web-frame-main */
interface Frame {
  readonly frameToken: string
  readonly origin: string
  readonly parent: null
}

const events = [
  'will-frame-navigate',
  'will-navigate',
  'will-redirect',
  // Never happens here: Chromium knows no <webview>.
  'will-attach-webview',
  'will-prevent-unload',
  'render-process-gone',
  'did-finish-load',
  'destroyed',
]

let lastId = 0

/**
 * A window's contents: its page, the preload script in an isolated world, and messages both ways as
 * JSON text. https://www.electronjs.org/docs/latest/api/web-contents
 * Limit: values cross as JSON and not as structured clones, so a Date arrives as text.
 */
export class WebContents extends HonestEmitter {
  readonly id = ++lastId
  readonly self = honest('webContents', this as WebContents)
  readonly #preload: string | undefined
  #page: Page | null = null
  #cdp: CDPSession | null = null
  #mainFrameId = ''
  readonly #worlds = new Map<number, Frame>()
  readonly #expected = new Set<string>()
  #windowOpen: WindowOpenHandler | null = null
  #destroyed = false
  /** True while the application has the page drawn anew; any other unloading is the window's closing. */
  reloading = false

  constructor(preload: string | undefined) {
    super('webContents', events)
    this.#preload = preload
  }

  get mainFrame(): Frame {
    return { frameToken: this.#mainFrameId, origin: originOf(this.getURL()), parent: null }
  }

  getURL(): string {
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
    if (this.#page) throw new NotImitated('another WebRTC policy for a window that is there')
    commandLine.appendSwitch('webrtc-ip-handling-policy', policy)
  }

  reload(): void {
    this.expect(this.getURL())
    this.reloading = true
    void this.#page?.reload().catch(() => {})
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
      this.#worlds.set(context.id, {
        frameToken: frameId,
        origin: originOf(inApplication(`${context.origin}/`)),
        parent: null,
      })
    })
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.#worlds.delete(executionContextId))
    cdp.on('Runtime.executionContextsCleared', () => this.#worlds.clear())
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === toMain) void this.#receive(payload, executionContextId)
    })
    page.on('crash', () => this.emit('render-process-gone', new PreventableEvent(), { reason: 'crashed', exitCode: 1 }))
    page.on('download', (download) => {
      // One that the application prevents does not get this far, see `traffic.ts`.
      void download.cancel().catch(() => {})
      console.error(new NotImitated('a download'))
    })
    page.on('load', () => {
      this.reloading = false
      this.emit('did-finish-load')
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
    return this.#ask(
      isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate'],
      address,
      isMainFrame,
    )
  }

  /** Asks the application about a redirect; false when a listener prevents it. */
  mayRedirect(address: string, isMainFrame: boolean): boolean {
    return this.#ask(['will-redirect'], address, isMainFrame)
  }

  /**
   * Asks the application whether pages may open windows; without a handler Electron allows it.
   * Limit: the browser takes one answer for the life of a document, so the handler is asked once, about
   * an address of a stranger; windows that it allows are not the application's.
   */
  mayOpenWindows(): boolean {
    const answer = this.#windowOpen?.({ url: 'https://stranger.invalid/', frameName: '' }) ?? { action: 'allow' }
    return answer.action === 'allow'
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#worlds.clear()
    this.emit('destroyed')
  }

  #ask(names: readonly string[], address: string, isMainFrame: boolean): boolean {
    return names.every((name) => {
      const event = new PreventableEvent()
      this.emit(name, Object.assign(event, { url: inApplication(address), isMainFrame, isSameDocument: false }))
      return !event.defaultPrevented
    })
  }

  async #receive(text: string, world: number): Promise<void> {
    const { id, channel, values } = JSON.parse(text) as { id: number; channel: string; values: unknown[] }
    const senderFrame = this.#worlds.get(world) ?? null
    const event = { type: 'frame', sender: this.self, senderFrame, frameId: world, processId: 0 }
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

/** The origin of an address of ours or of the web; `null` for anything else, as browsers write it. */
function originOf(address: string): string {
  const [, origin = 'null'] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]+)/i.exec(address) ?? []
  return origin
}
