import { pathToFileURL } from 'node:url'
import { join, resolve } from 'node:path'
import type { App, Session } from 'electron'
import { describe, expect, it } from 'vitest'
import { closeSession, cutOff, denyDirectConnections, mayBeLoaded, type Reach } from '../../../electron/shell/network'

const pages = resolve('/program/out/renderer')
const installed: Reach = { pages: { folder: pages }, developers: false }
const served: Reach = { pages: { server: 'http://127.0.0.1:5183' }, developers: true }

const foreign = [
  'http://foreign.example/',
  'https://foreign.example/app://card-desk/',
  'https://foreign.example/?next=app://card-desk/index.html',
  'ws://foreign.example/',
  'wss://foreign.example/',
  'ftp://foreign.example/',
  'http://127.0.0.1:5183/index.html',
  'ws://127.0.0.1:5183/',
  'https://update.googleapis.com/service/update2',
  'app://card-desk.foreign.example/index.html',
  'app://user@card-desk/index.html',
  'chrome://version/',
  'devtools://devtools/bundled/inspector.html',
  'data:text/html,x',
  'blob:https://foreign.example/1',
  'about:blank',
  'no address',
  '',
]

const otherFiles = [
  resolve('/etc/hostname'),
  resolve('/program/out/main/main.js'),
  join(pages, '../main/main.js'),
  `${pages}-of-others/index.html`,
  pages,
]

describe('a session', () => {
  it('loads our pages, and the files that they are', () => {
    expect(mayBeLoaded('app://card-desk/index.html', installed)).toBe(true)
    expect(mayBeLoaded(pathToFileURL(join(pages, 'assets/index.js')).href, installed)).toBe(true)
  })

  it.each(foreign)('does not load %j, whoever asks', (address) => {
    expect(mayBeLoaded(address, installed)).toBe(false)
  })

  it.each(otherFiles)('does not load the file %s', (path) => {
    expect(mayBeLoaded(pathToFileURL(path).href, installed)).toBe(false)
  })

  it('loads no file of another machine', () => {
    const { pathname } = pathToFileURL(join(pages, 'index.html'))
    expect(mayBeLoaded(`file://foreign.example${pathname}`, installed)).toBe(false)
  })

  it("loads a developer's server and tools for developers, and nothing else", () => {
    const also = ['http://127.0.0.1:5183/main.tsx', 'ws://127.0.0.1:5183/?token=x', 'devtools://devtools/x.html']
    for (const address of also) expect(mayBeLoaded(address, served)).toBe(true)
    for (const address of foreign.filter((each) => !/127|devtools/.test(each))) {
      expect(mayBeLoaded(address, served)).toBe(false)
    }
    expect(mayBeLoaded('http://127.0.0.1:5184/', served)).toBe(false)
    expect(mayBeLoaded('https://127.0.0.1:5183/', served)).toBe(false)
  })

  it('asks about every request, fetches no dictionary, downloads nothing and asks no name server over https', () => {
    const { app, session, seen } = parts()
    closeSession(app, session, installed)
    const cancelled = (url: string) => {
      let answered: unknown
      seen.listener?.({ url }, (answer: unknown) => {
        answered = answer
      })
      return answered
    }
    expect(cancelled('https://foreign.example/')).toEqual({ cancel: true })
    expect(cancelled('app://card-desk/')).toEqual({ cancel: false })
    expect(seen).toMatchObject({
      spelling: false,
      resolver: { secureDnsMode: 'off', enableBuiltInResolver: false },
      downloadPrevented: true,
    })
  })
})

describe('Chromium', () => {
  it('has no way out, whatever the program was started with', () => {
    const switches = cut({ pages: { folder: pages } }, ['no-proxy-server', 'proxy-pac-url', 'proxy-auto-detect'])
    expect(switches).toEqual({
      'proxy-server': 'no-network.invalid:9',
      'proxy-bypass-list': '<-loopback>',
      'host-resolver-rules': 'MAP * ~NOTFOUND',
    })
  })

  it('reaches the server of a developer', () => {
    expect(cut({ pages: { server: 'http://127.0.0.1:5183' } })).toMatchObject({
      'proxy-bypass-list': '127.0.0.1',
      'host-resolver-rules': 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    })
  })

  it('lets WebRTC of no window go past the proxy', () => {
    const policies: string[] = []
    const app = {
      on: (_event: string, listener: (event: object, contents: object) => void) =>
        listener({}, { setWebRTCIPHandlingPolicy: (policy: string) => policies.push(policy) }),
    }
    denyDirectConnections(app as unknown as App)
    expect(policies).toEqual(['disable_non_proxied_udp'])
  })
})

/** The switches after the network was cut off. */
function cut({ pages }: Pick<Reach, 'pages'>, startedWith: readonly string[] = []): Readonly<Record<string, string>> {
  const switches = new Map(startedWith.map((name) => [name, 'given']))
  const commandLine = {
    appendSwitch: (name: string, value = '') => switches.set(name, value),
    removeSwitch: (name: string) => switches.delete(name),
  }
  cutOff(commandLine as unknown as App['commandLine'], pages)
  return Object.fromEntries(switches)
}

/** A session that tells what it was asked for. */
function parts() {
  type Listener = (details: object, answer: (answer: unknown) => void) => void
  const seen: {
    listener?: Listener
    spelling?: boolean
    resolver?: object
    downloadPrevented?: boolean
  } = {}
  const app = {
    configureHostResolver(options: object) {
      seen.resolver = options
    },
  }
  const session = {
    setSpellCheckerEnabled(enabled: boolean) {
      seen.spelling = enabled
    },
    on(event: string, listener: (event: object) => void) {
      expect(event).toBe('will-download')
      listener({
        preventDefault() {
          seen.downloadPrevented = true
        },
      })
    },
    webRequest: {
      onBeforeRequest(listener: Listener, ...more: unknown[]) {
        // A filter would leave requests out.
        expect(more).toEqual([])
        seen.listener = listener
      },
    },
  }
  return { app: app as unknown as App, session: session as unknown as Session, seen }
}
