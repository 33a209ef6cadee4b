import type { Menu, MenuItemConstructorOptions } from 'electron'
import type { MenuChoice } from '../../shared/contract/channels'
import { t } from '../../shared/texts'

interface MenuOptions {
  /** As Node names it: on a Mac the program has a menu of its own, and that is where About belongs. */
  readonly platform: string
  /** Tools for developers, only while developing. */
  readonly forDevelopers: boolean
  /** Something of ours was chosen. */
  readonly onChosen: (choice: MenuChoice) => void
}

/** Puts the menu bar in place. */
export function setMenu(menu: typeof Menu, options: MenuOptions): void {
  menu.setApplicationMenu(menu.buildFromTemplate([...menuTemplate(options)]))
}

/**
 * The menu bar: standard roles, whose labels and keys the runtime knows, and what this program has to show. The
 * identifiers are those of the choices, once in each bar.
 * https://www.electronjs.org/docs/latest/tutorial/application-menu
 */
export function menuTemplate(options: MenuOptions): readonly MenuItemConstructorOptions[] {
  const { platform, forDevelopers, onChosen } = options
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const ours = (id: MenuChoice, label: string): MenuItemConstructorOptions => {
    return { id, label, click: () => onChosen(id) }
  }
  const about = ours('about', t('about.open'))
  const licences = ours('licences', t('about.licences.open'))
  const developing: MenuItemConstructorOptions[] = [{ role: 'reload' }, { role: 'toggleDevTools' }, separator]
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
  ]
  const common: MenuItemConstructorOptions[] = [
    { role: 'fileMenu' },
    { role: 'editMenu' },
    { role: 'viewMenu', submenu: forDevelopers ? [...developing, ...view] : view },
    { role: 'windowMenu' },
  ]
  if (platform !== 'darwin') return [...common, { role: 'help', submenu: [licences, separator, about] }]
  const program: MenuItemConstructorOptions[] = [
    about,
    separator,
    { role: 'services' },
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    { role: 'quit' },
  ]
  return [{ role: 'appMenu', submenu: program }, ...common, { role: 'help', submenu: [licences] }]
}
