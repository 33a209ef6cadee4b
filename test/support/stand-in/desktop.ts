import { honest } from './honest.ts'
import { showMessageBox } from './message-box.ts'
import { showOpenDialog } from './open-dialog.ts'
import { openPath } from './open-path.ts'

/** The parts that belong to a desktop rather than to a page. */

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
