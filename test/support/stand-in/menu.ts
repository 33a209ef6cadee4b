import { honest, Names } from './honest.ts'
import { NotImitated } from './known.ts'

/**
 * The menu bar. Limit: there is none to be seen, so its keys do nothing; the template is checked all the same, and a
 * test chooses an entry by its `id`.
 */

interface MenuEntry {
  readonly id?: string
  readonly role?: string
  readonly type?: string
  readonly label?: string
  readonly click?: () => void
  readonly submenu?: readonly MenuEntry[]
}

const entryOptions = new Names('Menu.buildFromTemplate options', ['id', 'role', 'type', 'label', 'click', 'submenu'])
const types = new Names('Menu type', ['separator'])

/** https://www.electronjs.org/docs/latest/api/menu-item#roles */
const roles = new Names('Menu role', [
  'appMenu',
  'fileMenu',
  'editMenu',
  'viewMenu',
  'windowMenu',
  'help',
  'services',
  'hide',
  'hideOthers',
  'unhide',
  'quit',
  'reload',
  'toggleDevTools',
  'resetZoom',
  'zoomIn',
  'zoomOut',
  'togglefullscreen',
])

/** The entries of the menus that were made, and of the one that is set. */
const entries = new WeakMap<object, readonly MenuEntry[]>()
let current: readonly MenuEntry[] = []

/** https://www.electronjs.org/docs/latest/api/menu */
export const Menu = honest('Menu', {
  buildFromTemplate(template: readonly MenuEntry[]): object {
    for (const entry of template) check(entry)
    const menu = honest('Menu#', {})
    entries.set(menu, template)
    return menu
  },
  setApplicationMenu(menu: object | null): void {
    current = menu === null ? [] : (entries.get(menu) ?? [])
  },
})

/** An entry has a role, or a label of its own and something that it does. */
function check(entry: MenuEntry): void {
  entryOptions.takeAll(entry)
  const { role, type, label, click, submenu } = entry
  if (submenu) for (const each of submenu) check(each)
  if (type !== undefined) types.take(type)
  else if (role !== undefined) roles.take(role)
  else if (label === undefined || !click) throw new NotImitated(`a menu entry ${label ?? 'without a label'} of no use`)
}

function entryWith(id: string, entries: readonly MenuEntry[]): MenuEntry | undefined {
  for (const entry of entries) {
    const found = entry.id === id ? entry : entryWith(id, entry.submenu ?? [])
    if (found) return found
  }
  return undefined
}

/** Chooses an entry as a person would. */
export function chooseInMenu(id: string): void {
  const entry = entryWith(id, current)
  if (!entry?.click) throw new NotImitated(`choosing ${id} in the menu bar`)
  entry.click()
}

/**
 * Chooses what a test that started the application asks for, over the channel it opened for that: `{ menu: ID }`. The
 * channel does not keep the application running.
 */
export function takeChoices(): void {
  process.on('message', (message) => {
    if (typeof message === 'object' && message !== null && 'menu' in message) chooseInMenu(String(message.menu))
  })
  process.channel?.unref()
}
