import { honest, NotImitated, onlyKnown } from './honest.ts'

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

const knownKeys = ['id', 'role', 'type', 'label', 'click', 'submenu']

/** The roles that the application uses. https://www.electronjs.org/docs/latest/api/menu-item#roles */
const roles = [
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
]

let current: readonly MenuEntry[] = []

/** https://www.electronjs.org/docs/latest/api/menu */
export const Menu = honest('Menu', {
  buildFromTemplate(template: readonly MenuEntry[]): readonly MenuEntry[] {
    for (const entry of template) check(entry)
    return template
  },
  setApplicationMenu(menu: readonly MenuEntry[] | null): void {
    current = menu ?? []
  },
})

/** An entry has a role, or a label of its own and something that it does. */
function check(entry: MenuEntry): void {
  onlyKnown('a menu entry', entry, knownKeys)
  const { role, type, label, click, submenu } = entry
  if (submenu) for (const each of submenu) check(each)
  if (type === 'separator') return
  if (type !== undefined) throw new NotImitated(`the menu entry of type ${type}`)
  if (role === undefined ? label === undefined || !click : !roles.includes(role)) {
    throw new NotImitated(`the menu entry ${role ?? label ?? 'without a role'}`)
  }
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
