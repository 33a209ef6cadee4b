import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Runtime } from '../../../electron/launch/runtime.mjs'
import { describeOnLinux, itOnLinux } from '../../support/platforms'

// A runtime is a program here that answers as Electron does when it is asked for its version.

const place = mkdtempSync(join(tmpdir(), 'runtime-'))
afterAll(() => rmSync(place, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())
beforeEach(() => {
  for (const name of ['CARD_DESK_APP', 'CARD_DESK_RUNTIME', 'CARD_DESK_RUNTIME_REASON']) vi.stubEnv(name, '')
})

/** A folder of its own with a program of this name in it; answers the folder. */
function folderWith(name: string, script: string): string {
  const folder = mkdtempSync(join(place, 'programs-'))
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
  return folder
}

/** As a start of a program does: nothing is remembered from the one before. */
async function ensureRuntime(): Promise<Runtime> {
  vi.resetModules()
  return (await import('../../../electron/launch/runtime.mjs')).ensureRuntime()
}

const version = 'echo version=45.0.0'
/** Writes the number of its display where it was asked to, and stays. */
const xvfb = 'while [ "$1" != -displayfd ]; do shift; done; eval "echo 77 >&$2"; exec sleep 60'

const standInProgram = 'The programs that stand for Electron there are scripts of a shell.'

describeOnLinux(standInProgram)('the runtime', () => {
  it('is Electron, where it is here', async () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folderWith('electron', version))
    vi.stubEnv('DISPLAY', ':5')
    expect(await ensureRuntime()).toMatchObject({ name: 'electron', because: 'its runtime is here' })
    vi.stubEnv('CARD_DESK_RUNTIME', 'stand-in')
    expect(await ensureRuntime()).toMatchObject({ name: 'stand-in', because: 'CARD_DESK_RUNTIME asks for it' })
  })

  it('is asked whether it starts, without a display and as Node', async () => {
    const folder = folderWith('electron', 'test "$ELECTRON_RUN_AS_NODE" = 1 || exit 3; echo "$@"')
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder)
    vi.stubEnv('CARD_DESK_RUNTIME', 'electron')
    await expect(ensureRuntime()).rejects.toThrow(/-p "version=" \+ process\.versions\.electron/)
  })

  it('that lacks a library of the system is not taken, and the reason is told', async () => {
    const said = 'electron: error while loading shared libraries: libnss3.so'
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folderWith('electron', `echo "${said}" >&2; exit 127`))
    expect(await ensureRuntime()).toMatchObject({ name: 'stand-in', because: expect.stringContaining(said) })
    vi.stubEnv('CARD_DESK_RUNTIME', 'electron')
    await expect(ensureRuntime()).rejects.toThrow(/CARD_DESK_RUNTIME.*libnss3\.so/)
  })

  it('of a word that means nothing is refused', async () => {
    vi.stubEnv('CARD_DESK_RUNTIME', 'chrome')
    await expect(ensureRuntime()).rejects.toThrow(
      'CARD_DESK_RUNTIME is "chrome"; it can be electron, stand-in or auto.',
    )
  })

  it('of a packaged application is its own', async () => {
    const program = join(folderWith('card-desk', ''), 'card-desk')
    vi.stubEnv('CARD_DESK_APP', program)
    vi.stubEnv('DISPLAY', ':5')
    expect(await ensureRuntime()).toMatchObject({ name: 'electron', program })
    vi.stubEnv('CARD_DESK_RUNTIME', 'stand-in')
    await expect(ensureRuntime()).rejects.toThrow(/brings Electron along/)
  })

  it('of what a package holds is the stand-in in any case', async () => {
    const folder = folderWith('main.js', '')
    writeFileSync(join(folder, 'package.json'), '{"main":"main.js"}')
    vi.stubEnv('CARD_DESK_APP', folder)
    vi.stubEnv('CARD_DESK_RUNTIME', 'electron')
    expect(await ensureRuntime()).toMatchObject({ name: 'stand-in', application: { kind: 'unpacked', folder } })
  })
})

describeOnLinux('Elsewhere there is always a display.')('Electron without a display', () => {
  beforeEach(() => {
    vi.stubEnv('DISPLAY', '')
    vi.stubEnv('WAYLAND_DISPLAY', '')
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folderWith('electron', version))
  })

  it('gets one in memory, that lives as long as we', async () => {
    const before = process.listeners('exit')
    vi.stubEnv('PATH', `${folderWith('Xvfb', xvfb)}:${process.env.PATH}`)
    expect(await ensureRuntime()).toMatchObject({ name: 'electron' })
    expect(process.env.DISPLAY).toBe(':77')
    const [end] = process.listeners('exit').filter((listener) => !before.includes(listener))
    end?.(0)
    expect(end).toBeDefined()
  })

  it('that cannot get one is not taken, and the reason is told', async () => {
    vi.stubEnv('PATH', `${folderWith('Xvfb', 'echo no memory >&2; exit 1')}:${process.env.PATH}`)
    expect(await ensureRuntime()).toMatchObject({ name: 'stand-in', because: expect.stringContaining('no memory') })
    vi.stubEnv('CARD_DESK_RUNTIME', 'electron')
    await expect(ensureRuntime()).rejects.toThrow(/no display.*no memory/)
  })
})

describe('fetching the runtime', () => {
  const here = mkdtempSync(join(place, 'project-'))

  /** A project whose runtime can be fetched by this script of the `electron` package. */
  async function project(script: string) {
    const folder = mkdtempSync(join(here, 'own-'))
    mkdirSync(join(folder, 'node_modules/electron'), { recursive: true })
    writeFileSync(join(folder, 'node_modules/electron/package.json'), '{"version":"45.0.0"}')
    writeFileSync(join(folder, 'node_modules/electron/install.js'), script)
    vi.resetModules()
    vi.doMock('../../../electron/launch/project.mjs', async (original) => ({
      ...(await original<typeof import('../../../electron/launch/project.mjs')>()),
      root: folder,
      ownNode: process.execPath,
      say: () => {},
    }))
    onTestFinished(() => {
      vi.doUnmock('../../../electron/launch/project.mjs')
      vi.resetModules()
    })
    const { ensureElectron } = await import('../../../electron/launch/electron-runtime.mjs')
    return { folder, ensureElectron }
  }

  it('that fails is remembered, unless somebody insists; names and passwords are not', async () => {
    const asked = `require('node:fs').appendFileSync(__dirname + '/asked', '.')`
    const fault = 'HTTPError: 403 from https://ann:hidden@proxy.example/electron'
    const { folder, ensureElectron } = await project(`${asked}; console.error('${fault}\\n  at x'); process.exit(1)`)
    const timesAsked = () => readFileSync(join(folder, 'node_modules/electron/asked'), 'utf8').length
    const refused = { program: null, reason: expect.stringContaining('403 from https://proxy.example/electron') }
    expect(await ensureElectron({ insist: false })).toEqual(refused)
    expect(await ensureElectron({ insist: false })).toEqual(refused)
    expect(timesAsked()).toBe(1)
    expect(await ensureElectron({ insist: true })).toEqual(refused)
    expect(timesAsked()).toBe(2)
    expect(existsSync(join(folder, 'node_modules/electron/dist'))).toBe(false)
  })

  itOnLinux(standInProgram)('that works leaves a program that is asked for its version', async () => {
    const program = `#!/bin/sh\\n${version}\\n`
    const { folder, ensureElectron } = await project(`
      const { mkdirSync, writeFileSync } = require('node:fs')
      mkdirSync(__dirname + '/dist')
      writeFileSync(__dirname + '/dist/version', '45.0.0')
      writeFileSync(__dirname + '/dist/electron', '${program}', { mode: 0o755 })
    `)
    const there = { program: join(folder, 'node_modules/electron/dist/electron'), version: '45.0.0' }
    expect(await ensureElectron({ insist: false })).toEqual(there)
  })
})
