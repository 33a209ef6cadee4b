import { join, resolve } from 'node:path'
import type { App } from 'electron'
import { describe, expect, it } from 'vitest'
import { chooseDataFolder } from '../../../electron/shell/folders'

function choose(argv: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const set: Record<string, string> = {}
  const app = {
    getPath: () => resolve('/own'),
    setPath: (name: string, path: string) => Object.assign(set, { [name]: path }),
  }
  const folder = chooseDataFolder(app as unknown as App, ['program', '.', ...argv], environment)
  return { folder, userData: set.userData }
}

describe('the data folder', () => {
  it("is among the application's own by default, and the window's state stays where it is", () => {
    expect(choose([])).toEqual({ folder: join(resolve('/own'), 'desk'), userData: undefined })
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
  })

  it('has a window state of its own, the same each time, when it was chosen', () => {
    const [a, again, b] = ['/desks/a', '/desks/../desks/a', '/desks/b'].map((path) => choose(['--data', path]).userData)
    expect(a).toMatch(/folders/)
    expect(again).toBe(a)
    expect(b).not.toBe(a)
  })
})
