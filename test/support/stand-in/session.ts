import type { CDPSession } from 'playwright-core'
import { inApplication, inBrowser } from './addresses.ts'
import { honest, NotImitated, PreventableEvent } from './honest.ts'

type RequestHandler = (
  contents: object,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void
type CheckHandler = (contents: object, permission: string, origin: string, details: object) => boolean
type WillDownload = (event: PreventableEvent, item: object, contents: object) => void
type BeforeRequest = (details: object, answer: (response: { cancel?: boolean }) => void) => void

let requestHandler: RequestHandler | null = null
let checkHandler: CheckHandler | null = null
let beforeRequest: BeforeRequest | null = null
const willDownload: WillDownload[] = []

/** Electron's permission names and what the browser calls them. */
const permissions: readonly (readonly [electron: string, browser: string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['idle-detection', 'idle-detection'],
  ['window-management', 'window-management'],
  ['storage-access', 'storage-access'],
]

/**
 * The window's session: what pages may ask for and load. Without handlers every permission is granted,
 * as in Electron. https://www.electronjs.org/docs/latest/api/session
 * Limits: a handler is asked when a page is loaded and not at each request of the page; device
 * permissions need a chooser that a browser without a person never gets past; spelling is never checked.
 */
const defaultSession = honest('session', {
  setPermissionRequestHandler(handler: RequestHandler | null): void {
    requestHandler = handler
  },
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    checkHandler = handler
  },
  on(event: string, listener: WillDownload): void {
    if (event !== 'will-download') throw new NotImitated(`the event ${event} of session`)
    willDownload.push(listener)
  },
  setSpellCheckerEnabled(enabled: boolean): void {
    if (enabled) throw new NotImitated('a spell checker')
  },
  setDevicePermissionHandler(_handler: ((details: object) => boolean) | null): void {},
  // https://www.electronjs.org/docs/latest/api/web-request
  webRequest: honest('session.webRequest', {
    onBeforeRequest(listener: BeforeRequest | null, ...more: unknown[]): void {
      if (more.length > 0) throw new NotImitated('onBeforeRequest with a filter')
      beforeRequest = listener
    },
  }),
})

export const session = honest('session', { defaultSession })

/** True when the application's listener lets the request pass. */
export function mayLoad(details: {
  url: string
  method: string
  resourceType: string
  webContentsId: number
}): Promise<boolean> {
  if (!beforeRequest) return Promise.resolve(true)
  return new Promise((resolve) => beforeRequest?.(details, ({ cancel = false }) => resolve(!cancel)))
}

/** False when a listener of the application prevents what a page wants to download. */
export function mayDownload(contents: object): boolean {
  const event = new PreventableEvent()
  for (const listener of willDownload) listener(event, honest('DownloadItem', {}), contents)
  return !event.defaultPrevented
}

/** Makes the answers of the permission handlers take effect in the browser, for pages of this origin. */
export async function applyPermissions(cdp: CDPSession, contents: object, address: string): Promise<void> {
  const { origin } = new URL(inBrowser(address))
  const asked = new URL(address)
  const ownOrigin = `${asked.protocol}//${asked.host}`
  for (const [electron, browser] of permissions) {
    const granted = (await isGranted(electron, contents, ownOrigin)) ? 'granted' : 'denied'
    await cdp
      .send('Browser.setPermission', { permission: { name: browser }, setting: granted, origin })
      // A Chromium that does not know the name cannot grant it to a page either.
      .catch(() => {})
  }
}

function isGranted(permission: string, contents: object, origin: string): Promise<boolean> {
  const details = { isMainFrame: true, requestingUrl: `${inApplication(origin)}/` }
  if (checkHandler && !checkHandler(contents, permission, origin, details)) return Promise.resolve(false)
  if (!requestHandler) return Promise.resolve(true)
  return new Promise((resolve) => requestHandler?.(contents, permission, resolve, details))
}
