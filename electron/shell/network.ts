import { fileURLToPath } from 'node:url'
import type { App, CommandLine, Session } from 'electron'
import { isOwnAddress } from './address'
import type { PageSource } from './app-protocol'
import { isBelow } from './below'

// The window needs no network: its pages come with the program, and orders leave through the main process's own
// client (electron/production/rest) alone. So what Chromium could ask a network for is stopped, several times over:
// requests in the session; whatever a session does not see (looking up names, connecting ahead, WebRTC) by a proxy
// that nobody has and a resolver that finds nobody. Parts of Chrome that call home (component and field trial
// updates, safe browsing, metrics) are not in Electron:
// https://github.com/electron/electron/blob/main/shell/browser/browser_process_impl.cc

/** Where pages come from, and whether developers have their tools: these have pages of their own. */
export interface Reach {
  readonly pages: PageSource
  readonly developers: boolean
}

/** Names below `.invalid` belong to nobody: https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
const nobody = 'no-network.invalid:9'

/** Other ways to a proxy, which Chromium prefers to the one that we name. */
const otherProxies = ['no-proxy-server', 'proxy-pac-url', 'proxy-auto-detect']

/**
 * Leaves Chromium no way out: every connection goes through a proxy that nobody has, this machine's own servers'
 * included (`<-loopback>`), and no name is ever looked up. Node's own connections are not concerned. The server of a
 * developer stays in reach. Must run before the application is ready.
 * - https://www.electronjs.org/docs/latest/api/command-line-switches
 * - https://chromium.googlesource.com/chromium/src/+/HEAD/net/docs/proxy.md
 */
export function cutOff(commandLine: Pick<CommandLine, 'appendSwitch' | 'removeSwitch'>, pages: PageSource): void {
  const reachable = 'server' in pages ? new URL(pages.server).hostname : null
  for (const name of otherProxies) commandLine.removeSwitch(name)
  commandLine.appendSwitch('proxy-server', nobody)
  commandLine.appendSwitch('proxy-bypass-list', reachable ?? '<-loopback>')
  commandLine.appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${reachable ? `, EXCLUDE ${reachable}` : ''}`)
}

/**
 * Keeps WebRTC of every window from going past the proxy, as it does for speed.
 * https://www.electronjs.org/docs/latest/api/web-contents#contentssetwebrtciphandlingpolicypolicy
 */
export function denyDirectConnections(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}

/**
 * Lets a session load what is ours and nothing else, whoever asks: a page, a worker, Chromium by itself. Nothing is
 * downloaded, be it made by a page itself, and no dictionary is fetched. The application must be ready.
 */
export function closeSession(app: App, session: Session, reach: Reach): void {
  // Otherwise Chromium tries whether the system's name servers answer over https, too.
  app.configureHostResolver({ secureDnsMode: 'off', enableBuiltInResolver: false })
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
  // https://www.electronjs.org/docs/latest/api/web-request#webrequestonbeforerequestfilter-listener
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayBeLoaded(url, reach) }))
}

/** True for our scheme, for what the main process reads to answer it, and for what only developers have. */
export function mayBeLoaded(address: string, { pages, developers }: Reach): boolean {
  if (isOwnAddress(address)) return true
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (developers && url.protocol === 'devtools:') return true
  if ('folder' in pages) return isFileBelow(pages.folder, url)
  const { host } = new URL(pages.server)
  return (url.protocol === 'http:' || url.protocol === 'ws:') && url.host === host
}

function isFileBelow(folder: string, url: URL): boolean {
  // A file of another machine has a host; it would be fetched from there.
  if (url.protocol !== 'file:' || url.host !== '') return false
  try {
    return isBelow(folder, fileURLToPath(url))
  } catch {
    return false
  }
}
