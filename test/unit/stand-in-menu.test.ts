import { describe, expect, it } from 'vitest'
import { NotImitated } from '../support/stand-in/known.ts'
import { chooseInMenu, Menu } from '../support/stand-in/menu.ts'

const set = (...template: Parameters<typeof Menu.buildFromTemplate>[0]) =>
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))

describe('the menu bar of the stand-in', () => {
  it('does what an entry does when a test chooses it', () => {
    const chosen: string[] = []
    set({ role: 'help', submenu: [{ id: 'about', label: 'About', click: () => chosen.push('about') }] })
    chooseInMenu('about')
    expect(chosen).toEqual(['about'])
    expect(() => chooseInMenu('elsewhere')).toThrow(/choosing elsewhere in the menu bar/)
    Menu.setApplicationMenu(null)
    expect(() => chooseInMenu('about')).toThrow(NotImitated)
  })

  it.each([
    ['a role that the application never used', { role: 'shareMenu' }],
    ['an entry that does nothing', { label: 'About' }],
    ['an entry without a name', { click: () => {} }],
    ['a kind of entry that is not drawn', { type: 'checkbox', label: 'On' }],
    ['something beneath', { role: 'help', submenu: [{ role: 'recentDocuments' }] }],
    ['a key that would be ignored', { role: 'help', accelerator: 'F1' }],
  ])('refuses %s', (_, entry) => {
    expect(() => Menu.buildFromTemplate([entry])).toThrow(NotImitated)
  })
})
