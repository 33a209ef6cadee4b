import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createContext, runInContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../../electron/launch/project.mjs'
import { denyNavigation } from '../../../electron/shell/navigation'
import { setMenu } from '../../../electron/shell/menu'
import * as electron from '../../support/stand-in/electron.ts'
import { implemented, usedParts } from '../../support/stand-in/known.ts'
import { preloadScript } from '../../support/stand-in/page-side.ts'
import { apiPages, documentation, nameOf, ownerOf, type Part, parts, partOf } from '../../support/stand-in/parts.ts'
import { WebContents } from '../../support/stand-in/web-contents.ts'
import { unproven } from '../../support/used-parts.ts'

// The list of what the stand-in for Electron implements, against what is there, and against Electron's own types.

const here = 'test/unit/stand-in/parts.test.ts'

/** The parts whose use is proven in this file under this title. */
function provenUnder(title: string): readonly string[] {
  const own = parts.filter(({ test }) => test === `${here} › ${title}`).map(({ part }) => part)
  expect(own).not.toEqual([])
  return own
}

const types = readFileSync(join(root, 'node_modules/electron/electron.d.ts'), 'utf8')
/** The names that Electron's own types have in this namespace. */
function namesIn(namespace: string): readonly string[] {
  const [, body = ''] = new RegExp(`namespace ${namespace} \\{(.*?)\\n {2}\\}`, 's').exec(types) ?? []
  return [...body.matchAll(/(?:const|class) (\w+)/g)].map(([, name = '']) => name)
}

describe('the list of parts', () => {
  it('names each part once', () => {
    const names = parts.map(({ part }) => part)
    expect(new Set(names).size).toBe(names.length)
    for (const part of names) expect(partOf(ownerOf(part), nameOf(part))).toBe(part)
  })

  it('follows pages that speak of the part', () => {
    expect(parts.filter((row) => !speaksOf(row)).map(({ part, page }) => `${part}: ${page}`)).toEqual([])
    expect(speaksOf({ part: 'app.quit', page: `${apiPages}app#apphide` })).toBe(false)
    expect(speaksOf({ part: 'app.quit', page: `${apiPages}app` })).toBe(false)
    expect(speaksOf({ part: 'app.quit', page: `${apiPages}dialog#appquit` })).toBe(false)
    expect(speaksOf({ part: 'app event.will-quit', page: `${apiPages}app#event-quit` })).toBe(false)
  })

  it('names tests that are there, where it is noted what they use', () => {
    const tests = [...new Set(parts.map(({ test }) => test))]
    expect(tests.filter((test) => !isThere(test))).toEqual([])
    expect(isThere('test/e2e/missing.spec.ts › a')).toBe(false)
    expect(isThere(`${here} › the menu`)).toBe(false)
    expect(isThere('test/e2e/processes/shared.ts › the menu of a Mac')).toBe(false)
  })

  it('has what is implemented, and what is implemented is on it', () => {
    preloadScript('')
    const known = new Set(parts.map(({ part }) => part))
    expect([...implemented()].filter((part) => !known.has(part))).toEqual([])
    // What belongs to a window, a message or a page is made with it; tests with a window prove that it is there.
    const made =
      /^(BrowserWindow|WebContents|WebFrameMain|IpcMainInvokeEvent|Event)(#| |$)|^process\.versions| (details|request)\./
    expect([...known].filter((part) => !implemented().has(part) && !made.test(part))).toEqual([])
  })
})

/** True when the page is of the module, and the place on it is that of the part. */
function speaksOf({ part, page }: Pick<Part, 'part' | 'page'>): boolean {
  const [address = '', place] = page.split('#')
  if (!documentation(part).includes(address)) return false
  // The page of a structure is about nothing else.
  if (place === undefined) return address.includes('/structures/')
  if (!/^[a-z0-9-]+$/.test(place)) return false
  const name = nameOf(part).toLowerCase()
  if (/ event\./.test(part)) return new RegExp(`^event-${name}(-|$)`).test(place)
  // Kinds of names that are told of where something else is.
  if (
    /^(path|switch|permission|Event|Menu role|Menu type)[.#]| (options|properties|details|answer|request|privileges)\./.test(
      part,
    )
  )
    return true
  return place.includes(name)
}

/** True when the file has tests and groups of these titles, and notes what they use. */
function isThere(test: string): boolean {
  const [file = '', ...titles] = test.split(' › ')
  if (!existsSync(join(root, file))) return false
  const content = readFileSync(join(root, file), 'utf8')
  const notes = file === here || /from '(\.\.\/)+support\/fixtures(\.ts)?'/.test(content)
  return (
    notes && titles.every((title) => new RegExp(`(test|it|describe)\\(\\s*(['"\`])${escaped(title)}\\2`).test(content))
  )
}

/** A text as it is, in a pattern. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

describe("Electron's own types", () => {
  it('have no name that cannot be imported', () => {
    expect(Object.keys(electron)).toEqual(expect.arrayContaining([...namesIn('CrossProcessExports')]))
  })

  it('have every member, event and option of the list', () => {
    const missing = parts.filter(({ part }) => {
      const name = nameOf(part)
      if (/^(switch|Event#|process\.versions)/.test(part)) return false
      if (/ event\./.test(part)) return !types.includes(`event: '${name}'`)
      if (/^(permission|path|Menu role|Menu type|.*properties)[.]/.test(part)) return !types.includes(`'${name}'`)
      return !new RegExp(`\\b(${name})\\??[:(<]|(class|const|interface) ${name}\\b`).test(types)
    })
    expect(missing.map(({ part }) => part)).toEqual([])
  })
})

describe('a part that is not on the list', () => {
  const everything = electron as unknown as Record<string, Record<string, (...values: unknown[]) => unknown>>
  const use = (module: string, name: string) => everything[module]?.[name]
  const sentence = (part: string, page: string) =>
    `The stand-in for Electron does not imitate ${part}. Add it in test/support/stand-in, with a row in its list, ` +
    `parts.ts, after Electron's documentation: https://www.electronjs.org/docs/latest/${page}`

  it.each([
    ['shell.openExternal', () => use('shell', 'openExternal'), 'api/shell'],
    ['powerMonitor.getSystemIdleTime', () => use('powerMonitor', 'getSystemIdleTime'), 'api/power-monitor'],
    ['BrowserWindow.getAllWindows', () => use('BrowserWindow', 'getAllWindows'), 'api/browser-window'],
    ['app.pathOf', () => use('app', 'pathOf'), 'api/app'],
    ['Tray', () => Reflect.construct(electron.Tray, []), 'api/tray'],
    ['tray', () => Reflect.get(electron.default, 'tray'), 'api/tray'],
    ['app event.login', () => electron.app.on('login', () => {}), 'api/app'],
    ['setting app.badgeCount', () => Object.assign(electron.app, { badgeCount: 1 }), 'api/app'],
    ['path.music', () => electron.app.getPath('music'), 'api/app'],
    ['switch.lang', () => electron.app.commandLine.appendSwitch('lang', 'de'), 'api/command-line-switches'],
    [
      'new BrowserWindow options.kiosk',
      () => Reflect.construct(electron.BrowserWindow, [{ kiosk: true }]),
      'api/browser-window',
    ],
    [
      'webPreferences.zoomFactor',
      () => Reflect.construct(electron.BrowserWindow, [{ webPreferences: { zoomFactor: 2 } }]),
      'api/structures/web-preferences',
    ],
    ['Menu role.paste', () => electron.Menu.buildFromTemplate([{ role: 'paste' }]), 'api/menu'],
  ] as const)('%s fails with a sentence', (part, misuse, page) => {
    expect(misuse).toThrow(sentence(part, page))
  })

  it('fails in a preload script too', () => {
    const preload = (code: string) => runPreload(`const electron = require('electron'); ${code}`)
    const told = (part: string) => sentence(`${part} in a preload script`, 'api/')
    expect(() => preload("electron.ipcRenderer.send('x')")).toThrow(`${told('ipcRenderer.send')}ipc-renderer`)
    expect(() => preload('electron.webFrame')).toThrow(`${told('webFrame')}web-frame`)
    expect(() => preload("require('node:fs')")).toThrow(/cannot require "node:fs"/)
  })
})

/** Runs a preload script as an isolated world does; answers what it told the main process. */
function runPreload(code: string): readonly { channel: string | null; used: readonly string[] }[] {
  const told: { channel: string | null; used: readonly string[] }[] = []
  const world = createContext({
    document: new EventTarget(),
    MessageChannel,
    MessageEvent,
    Event,
    Error,
    __standInToMain: (text: string) => told.push(JSON.parse(text)),
  })
  runInContext('globalThis.window = { top: null }; window.top = window', world)
  runInContext(preloadScript(code), world)
  return told
}

describe('a row that is wrong', () => {
  const row = (part: string) => ({ part, page: 'https://www.electronjs.org/', test: 'a.spec.ts › a' })

  it('is named when its test was run and did not use the part', () => {
    const list = [row('app.quit'), row('app.exit'), { ...row('app.hide'), test: 'b.spec.ts › b' }]
    const used = [
      { test: 'a.spec.ts › a', parts: ['app.quit'] },
      { test: 'a.spec.ts › a', parts: [] },
      { test: 'c.spec.ts › c', parts: ['app.exit'] },
    ]
    expect(unproven(list, used)).toEqual(['app.exit is not used by its test, a.spec.ts › a.'])
  })

  it('fails the start when the stand-in has not what it says, or has what no row says', async () => {
    const { honest, Names } = await import('../../support/stand-in/honest.ts')
    expect(() => honest('shell', {})).toThrow(/has shell\.openPath, which is not implemented/)
    expect(() => honest('shell', { openPath: () => '', beep: () => {} })).toThrow(
      /no shell\.beep, which is implemented/,
    )
    expect(() => new Names('path', ['userData', 'crashDumps', 'exe', 'music'])).toThrow(/no path\.music/)
  })
})

it('the menu of a Mac', () => {
  setMenu(electron.Menu as never, { platform: 'darwin', forDevelopers: false, onChosen: () => {} })
  expect([...usedParts()]).toEqual(expect.arrayContaining([...provenUnder('the menu of a Mac')]))
})

it('what never happens to pages of ours', () => {
  // A redirect: pages of ours are never answered with one.
  const contents = new WebContents(undefined)
  const app = { on: (_event: string, made: (event: object, contents: object) => void) => made({}, contents.self) }
  denyNavigation(app as never)
  expect(contents.mayRedirect('https://foreign.example/')).toBe(false)
  // No page ever takes its listener back.
  const told = runPreload(`
    const { ipcRenderer } = require('electron')
    ipcRenderer.off('notice', () => {})
  `)
  const used = [...usedParts(), ...told.flatMap((message) => message.used)]
  expect(used).toEqual(expect.arrayContaining([...provenUnder('what never happens to pages of ours')]))
})

describe('a program', () => {
  let place: string
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'stand-in-parts-'))
  })
  afterAll(() => rm(place, { recursive: true }))

  /** Runs a main script as a packaged application does; answers what it printed and the parts it used. */
  async function packaged(script: string, ...values: readonly string[]) {
    const folder = join(place, 'resources', 'app')
    await mkdir(folder, { recursive: true })
    const application = { name: 'packed', productName: 'Packed', version: '3.2.1', type: 'module', main: 'main.js' }
    await writeFile(join(folder, 'package.json'), JSON.stringify(application))
    await writeFile(join(folder, 'main.js'), script)
    const report = join(place, 'used')
    const register = new URL('../../support/stand-in/register.ts', import.meta.url).href
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', register, folder, ...values], {
      env: { ...process.env, CARD_DESK_ROOT: folder, CARD_DESK_PACKAGED: '1', CARD_DESK_PARTS: report },
    })
    return { folder, said: JSON.parse(stdout), used: (await readFile(report, 'utf8')).trim().split('\n') }
  }

  it('what only a packaged application uses', async () => {
    const { folder, said, used } = await packaged(
      `
      import { app } from 'electron'
      const { resourcesPath, argv } = process
      const paths = { resourcesPath, app: app.getAppPath(), exe: app.getPath('exe') }
      console.log(JSON.stringify({ packaged: app.isPackaged, version: app.getVersion(), paths, given: argv.slice(1) }))
      process.exit(0)
      `,
      '--data',
      'x',
    )
    expect(said).toEqual({
      packaged: true,
      version: '3.2.1',
      paths: { resourcesPath: join(place, 'resources'), app: folder, exe: process.execPath },
      given: ['--data', 'x'],
    })
    expect(used).toEqual(expect.arrayContaining([...provenUnder('what only a packaged application uses')]))
  })
})
