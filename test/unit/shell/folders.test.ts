import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { App } from 'electron'
import { afterAll, describe, expect, it } from 'vitest'
import { chooseDataFolder, usualDataFolder } from '../../../electron/shell/folders'

/** Where the application's own things are. */
const own = mkdtempSync(join(tmpdir(), 'card-desk-own-'))
afterAll(() => rmSync(own, { recursive: true }))

function choose(argv: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const set: Record<string, string> = {}
  const app = {
    getPath: () => own,
    setPath: (name: string, path: string) => Object.assign(set, { [name]: path }),
  }
  const folder = chooseDataFolder(app as unknown as App, ['program', '.', ...argv], environment)
  return { folder, userData: set.userData }
}

describe('the data folder', () => {
  it("is among the application's own by default, and the window's state stays where it is", () => {
    expect(choose([])).toEqual({ folder: join(own, 'desk'), userData: undefined })
  })

  it.each([
    [['--data', '/desks/a']],
    [['--data=/desks/a']],
    [['--user-data-dir=/x', '--no-sandbox', '--data', '/desks/a']],
  ])('is what %j says', (argv) => {
    expect(choose(argv).folder).toBe(resolve('/desks/a'))
  })

  it('is what the environment says, unless the command line says otherwise', () => {
    expect(choose([], { CARD_DESK_DATA: '/desks/b' }).folder).toBe(resolve('/desks/b'))
    expect(choose(['--data', '/desks/a'], { CARD_DESK_DATA: '/desks/b' }).folder).toBe(resolve('/desks/a'))
    // An option without its value chooses nothing.
    expect(choose(['--data='], { CARD_DESK_DATA: '/desks/b' }).folder).toBe(resolve('/desks/b'))
    expect(choose(['--data'], { CARD_DESK_DATA: '' }).folder).toBe(join(own, 'desk'))
  })

  it('has a window state of its own, the same each time, when it was chosen', () => {
    const [a, again, b] = ['/desks/a', '/desks/../desks/a', '/desks/b'].map((path) => choose(['--data', path]).userData)
    expect(a).toMatch(/folders/)
    expect(again).toBe(a)
    expect(b).not.toBe(a)
  })
  it('has that window state made before the runtime is told of it', () => {
    const { userData = '' } = choose(['--data', '/desks/a'])
    expect(userData.startsWith(own)).toBe(true)
    expect(existsSync(userData)).toBe(true)
  })

  it('is known to the command line as a window without arguments has it', () => {
    expect(usualDataFolder(own, {})).toBe(join(own, 'desk'))
    expect(usualDataFolder(own, { CARD_DESK_DATA: '/desks/b' })).toBe(resolve('/desks/b'))
  })
})
