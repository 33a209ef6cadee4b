import type { CDPSession } from 'playwright-core'
import { inApplication, inBrowser } from './addresses.ts'
import { HonestEmitter, honest, Names, PreventableEvent } from './honest.ts'
import { NotImitated } from './known.ts'

type RequestHandler = (
  contents: object,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void
type CheckHandler = (contents: object, permission: string, origin: string, details: object) => boolean
type BeforeRequest = (details: object, answer: (response: { cancel?: boolean }) => void) => void

let requestHandler: RequestHandler | null = null
let checkHandler: CheckHandler | null = null
let beforeRequest: BeforeRequest | null = null

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
const permissionNames = new Names('permission', [...new Set(permissions.map(([electron]) => electron))])
const requestAnswer = new Names('WebRequest#onBeforeRequest answer', ['cancel'])

/** What a page may load. https://www.electronjs.org/docs/latest/api/web-request */
const webRequest = honest('WebRequest#', {
  onBeforeRequest(listener: BeforeRequest | null, ...more: unknown[]): void {
    if (more.length > 0) throw new NotImitated('WebRequest#onBeforeRequest with a filter')
    beforeRequest = listener
  },
})

/**
 * The window's session: what pages may ask for and load. Without handlers every permission is granted,
 * as in Electron. https://www.electronjs.org/docs/latest/api/session
 * Limits: a handler is asked when a page is loaded and not at each request of the page; device
 * permissions need a chooser that a browser without a person never gets past; spelling is never checked.
 */
class Session extends HonestEmitter {
  readonly webRequest = webRequest

  constructor() {
    super('Session', ['will-download'])
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    requestHandler = handler
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    checkHandler = handler
  }

  setDevicePermissionHandler(_handler: ((details: object) => boolean) | null): void {}

  setSpellCheckerEnabled(enabled: boolean): void {
    if (enabled) throw new NotImitated('Session#setSpellCheckerEnabled with true')
  }
}

const windowSession = new Session()

export const session = honest('session', { defaultSession: honest('Session#', windowSession) })

/** True when the application's listener lets the request pass. */
export function mayLoad(url: string): Promise<boolean> {
  if (!beforeRequest) return Promise.resolve(true)
  return new Promise((resolve) =>
    beforeRequest?.(honest('WebRequest#onBeforeRequest details', { url }), (answer) => {
      requestAnswer.takeAll(answer)
      resolve(!answer.cancel)
    }),
  )
}

/** False when a listener of the application prevents what a page wants to download. */
export function mayDownload(contents: object): boolean {
  const event = new PreventableEvent()
  windowSession.emit('will-download', event.given, honest('DownloadItem#', {}), contents)
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
  permissionNames.take(permission)
  const checked = honest('Session#setPermissionCheckHandler details', {})
  if (checkHandler && !checkHandler(contents, permission, origin, checked)) return Promise.resolve(false)
  if (!requestHandler) return Promise.resolve(true)
  const requestingUrl = `${inApplication(origin)}/`
  const asked = honest('Session#setPermissionRequestHandler details', { requestingUrl })
  return new Promise((resolve) => requestHandler?.(contents, permission, resolve, asked))
}
