import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuTemplate } from '../../../electron/shell/menu'

type Entry = MenuItemConstructorOptions

const bar = (platform: string, forDevelopers = false, onChosen = (_choice: string) => {}) =>
  menuTemplate({ platform, forDevelopers, onChosen })
const nameOf = ({ role, label, type }: Entry) => role ?? label ?? type
const inside = (entry: Entry | undefined) => ((entry?.submenu ?? []) as Entry[]).map(nameOf)
const menu = (entries: readonly Entry[], role: string) => entries.find((entry) => entry.role === role)
const everything = (entries: readonly Entry[]): readonly Entry[] =>
  entries.flatMap((entry) => [entry, ...everything((entry.submenu ?? []) as Entry[])])

describe('the menu bar', () => {
  it.each(['linux', 'win32'])('ends on %s with Help, and that with About', (platform) => {
    const entries = bar(platform)
    expect(entries.map(nameOf)).toEqual(['fileMenu', 'editMenu', 'viewMenu', 'windowMenu', 'help'])
    expect(inside(menu(entries, 'help'))).toEqual(['Third-party licences', 'separator', 'About Card Desk'])
  })

  // https://www.electronjs.org/docs/latest/tutorial/application-menu, the default menu on a Mac
  it('begins on a Mac with the menu of the program, where About is the first entry', () => {
    const entries = bar('darwin')
    expect(entries.map(nameOf)).toEqual(['appMenu', 'fileMenu', 'editMenu', 'viewMenu', 'windowMenu', 'help'])
    expect(inside(entries[0])).toEqual([
      'About Card Desk',
      'separator',
      'services',
      'separator',
      'hide',
      'hideOthers',
      'unhide',
      'separator',
      'quit',
    ])
    expect(inside(menu(entries, 'help'))).toEqual(['Third-party licences'])
  })

  it.each(['linux', 'win32', 'darwin'])('tells on %s what of ours was chosen', (platform) => {
    const chosen: string[] = []
    const ours = everything(bar(platform, false, (choice) => chosen.push(choice))).filter(({ click }) => click)
    expect(ours.map(({ id }) => id).sort()).toEqual(['about', 'licences'])
    // The runtime hands over entry, window and event; what was chosen does not depend on them.
    for (const { click, label } of ours) {
      click?.(null as never, undefined, null as never)
      expect(chosen.at(-1)).toBe(label === 'About Card Desk' ? 'about' : 'licences')
    }
  })

  it('has tools for developers only while developing', () => {
    const tools = ['reload', 'toggleDevTools']
    expect(inside(menu(bar('linux', true), 'viewMenu'))).toEqual(expect.arrayContaining(tools))
    for (const tool of tools) expect(inside(menu(bar('linux', false), 'viewMenu'))).not.toContain(tool)
  })
})
