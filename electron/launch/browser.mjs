import { existsSync } from 'node:fs'
import { isRoot, run, say } from './project.mjs'

/**
 * Browsers that the stand-in can drive. On Debian the program itself and not the script in the path:
 * that one would put a shell between us and the browser.
 */
const places = {
  linux: [
    '/usr/lib/chromium/chromium',
    '/usr/lib/chromium-browser/chromium-browser',
    '/opt/google/chrome/chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [
    `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env['PROGRAMFILES(X86)']}\\Microsoft\\Edge\\Application\\msedge.exe`,
  ],
}

/** Debian's packages: the browser, and fonts for every script that names come in. */
const packages = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk']

/** The path of an installed Chromium, or `null`. CARD_DESK_CHROMIUM names another one. */
export function findBrowser() {
  const chosen = process.env.CARD_DESK_CHROMIUM
  if (chosen) return chosen
  return (places[process.platform] ?? []).find((path) => existsSync(path)) ?? null
}

/**
 * The path of a Chromium, which is installed from Debian's packages when there is none and we may.
 * @throws {Error} that says what to install.
 */
export async function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  const { tried, output } = await installPackages(packages)
  const installed = findBrowser()
  if (installed) return installed
  if (tried) throw new Error(`apt-get could not install Chromium:\n${output.trim().split('\n').slice(-8).join('\n')}`)
  throw new Error(
    'There is no Chromium on this machine. Install one (on Debian: apt-get install chromium) and start again.',
  )
}

/** Installs Debian's packages where there are such and we may; answers what was said. */
export async function installPackages(names) {
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return { tried: false, output: '' }
  say(`Installing ${names.join(', ')} (apt-get) …`)
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-q'], { quiet: true, environment })
  const values = ['install', '-y', '-q', '--no-install-recommends', ...names]
  const { output } = await run('apt-get', values, { quiet: true, environment })
  return { tried: true, output }
}
