import { spawn } from 'node:child_process'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { browserSwitches } from './command-line.ts'
import { Names } from './honest.ts'

/** What a window asks of the browser when it is opened first. */
export interface FirstWindow {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly backgroundColor: string
}

export interface Browser {
  readonly context: BrowserContext
  /** The page of the first window, which the browser opens by itself. */
  readonly firstPage: Page
}

/** Set by those who start the stand-in; see `electron/launch/runtime.mjs`. */
const binary = process.env.CARD_DESK_CHROMIUM
/** Tests attach to the browser through a port on the loopback interface; nothing else opens one. */
const attachable = process.env.CARD_DESK_ATTACH === '1'
const headed = process.env.CARD_DESK_HEADED === '1'
const versions = new Names('process.versions', ['chrome'])
const isRoot = process.getuid?.() === 0

/**
 * Starts the installed Chromium with an empty profile and one application window. The browser ends with
 * this process whatever happens to it: Chromium quits when Playwright's pipe breaks, and a watcher
 * waits for that and removes the profile.
 */
export async function startChromium(first: FirstWindow): Promise<Browser> {
  if (!binary) throw new Error('The stand-in for Electron needs CARD_DESK_CHROMIUM, the path of a Chromium.')
  const profile = await mkdtemp(join(tmpdir(), 'card-desk-browser-'))
  watch(profile)
  const page = `<title>${first.title}</title><style>html{background:${first.backgroundColor}}</style>`
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: binary,
    headless: !headed,
    chromiumSandbox: !isRoot,
    viewport: headed ? null : { width: first.width, height: first.height },
    acceptDownloads: false,
    artifactsDir: join(profile, 'artifacts'),
    // The application decides what happens on a signal.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ignoreDefaultArgs: ['about:blank'],
    args: [
      // Starting with the application's own address would miss the routes set below.
      `--app=data:text/html,${encodeURIComponent(page)}`,
      `--window-size=${first.width},${first.height}`,
      ...browserSwitches(),
      // Root must go without Chromium's sandbox; a strip across the window would say so at every start.
      ...(isRoot ? ['--test-type'] : []),
      '--disable-gpu',
      '--disable-quic',
      // Without devices a denied camera could not be told from a missing one.
      ...(attachable ? ['--remote-debugging-port=0', '--use-fake-device-for-media-stream'] : []),
    ],
  })
  const firstPage = context.pages()[0] ?? (await context.waitForEvent('page'))
  tellVersion(context)
  if (attachable) await tellAddress(profile)
  return { context, firstPage }
}

/** Prints where to attach, as Chromium itself does; Playwright keeps what its browser prints to itself. */
async function tellAddress(profile: string): Promise<void> {
  const [port, path] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n')
  process.stderr.write(`DevTools listening on ws://127.0.0.1:${port}${path}\n`)
}

/**
 * Lets the process know the version of its Chromium.
 * https://www.electronjs.org/docs/latest/api/process#processversionschrome-readonly
 */
function tellVersion(context: BrowserContext): void {
  const version = context.browser()?.version()
  const get = () => {
    versions.take('chrome')
    return version
  }
  Object.defineProperty(process.versions, 'chrome', { get, enumerable: true })
}

/** Starts the watcher. It lives on when this process is killed: the end of its input tells it. */
function watch(profile: string): void {
  const watcher = spawn(process.execPath, [fileURLToPath(new URL('./watcher.ts', import.meta.url)), profile], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env.PATH },
  })
  watcher.unref()
}
