import { honest, NotImitated } from './honest.ts'
import { showMessageBox } from './message-box.ts'
import { showOpenDialog } from './open-dialog.ts'
import { openPath } from './open-path.ts'

/**
 * The parts that belong to a desktop rather than to a page.
 * Limit: there is no menu bar, so its entries and keys do nothing; the template is checked all the same.
 */

/** https://www.electronjs.org/docs/latest/api/dialog#dialogshowerrorboxtitle-content */
export const dialog = honest('dialog', {
  /** Written to the standard error stream, as Electron does on Linux where no window can be shown. */
  showErrorBox(title: string, content: string): void {
    process.stderr.write(`${title}: ${content}\n`)
  },
  showMessageBox,
  showOpenDialog,
})

/** https://www.electronjs.org/docs/latest/api/shell */
export const shell = honest('shell', { openPath })

/** https://www.electronjs.org/docs/latest/api/native-theme */
export const nativeTheme = honest('nativeTheme', {
  // A browser without a display draws in light colours unless a test asks otherwise.
  shouldUseDarkColors: false,
})

interface MenuEntry {
  readonly role?: string
  readonly type?: string
  readonly submenu?: readonly MenuEntry[]
}

/** The roles that the application uses. https://www.electronjs.org/docs/latest/api/menu-item#roles */
const roles = [
  'fileMenu',
  'editMenu',
  'viewMenu',
  'windowMenu',
  'reload',
  'toggleDevTools',
  'resetZoom',
  'zoomIn',
  'zoomOut',
  'togglefullscreen',
]

/** https://www.electronjs.org/docs/latest/api/menu */
export const Menu = honest('Menu', {
  buildFromTemplate(template: readonly MenuEntry[]): readonly MenuEntry[] {
    for (const { role, type, submenu } of template) {
      if (type !== 'separator' && (role === undefined || !roles.includes(role))) {
        throw new NotImitated(`the menu entry ${role ?? 'without a role'}`)
      }
      if (submenu) this.buildFromTemplate(submenu)
    }
    return template
  },
  setApplicationMenu(_menu: readonly MenuEntry[] | null): void {},
})
