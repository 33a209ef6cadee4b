import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import type { BrowserWindow, Dialog, OpenDialogOptions, Shell } from 'electron'
import { t } from '../../shared/texts'
import type { Desktop } from '../ports'

/** As much of Electron as the desktop needs, and the window that questions belong to, while there is one. */
interface DesktopParts {
  readonly dialog: Pick<Dialog, 'showOpenDialog'>
  readonly shell: Pick<Shell, 'openPath'>
  readonly window: () => BrowserWindow | null
  /** Where crash dumps are written; `null` when they are not. */
  readonly crashDumps: string | null
}

/** The desktop of the person at the window, through Electron: the system's own dialog and its own window for files. */
export function electronDesktop({ dialog, shell, window, crashDumps }: DesktopParts): Desktop {
  return {
    ...(crashDumps !== null && { crashDumps }),
    async chooseFolder(start) {
      const options: OpenDialogOptions = {
        title: t('dataPage.desktop.choose'),
        buttonLabel: t('dataPage.desktop.take'),
        properties: ['openDirectory', 'createDirectory'],
        // Anything else the dialog would take for the name of a file.
        ...(isAbsolute(start) && { defaultPath: start }),
      }
      const owner = window()
      const { canceled, filePaths } = await (owner
        ? dialog.showOpenDialog(owner, options)
        : dialog.showOpenDialog(options))
      return canceled ? null : (filePaths[0] ?? null)
    },
    async openFolder(path) {
      // A file would be opened with its program, or be one.
      const found = await stat(path).catch(() => null)
      if (!found?.isDirectory()) throw new Error(t('dataPage.desktop.noFolder', { path }))
      const reason = await shell.openPath(path)
      if (reason !== '') throw new Error(t('dataPage.desktop.notOpened', { path, reason }))
    },
  }
}
