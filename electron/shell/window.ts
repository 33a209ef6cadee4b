/// <reference types="electron-vite/node" />
import { BrowserWindow, dialog, nativeTheme } from 'electron'
import { t } from '../../shared/texts'
import picture from '../packaging/icons/linux/256x256.png?asset'
import { startAddress } from './address'

interface WindowOptions {
  readonly title: string
  /** The built preload script. */
  readonly preload: string
  readonly developerTools: boolean
}

/**
 * Opens the desk's window; it is shown once its first picture is ready. The runtime remembers size and
 * place under the window's name.
 * https://www.electronjs.org/docs/latest/api/browser-window#new-browserwindowoptions
 */
export function openWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    name: 'desk',
    windowStatePersistence: true,
    title: options.title,
    // On Windows and macOS a window has the program's icon. On Linux only an installed program has one, by its desktop
    // entry: an AppImage and an unpacked folder have none.
    ...(process.platform === 'linux' ? { icon: picture } : {}),
    width: 1280,
    height: 800,
    minWidth: 720,
    minHeight: 520,
    show: false,
    autoHideMenuBar: true,
    // What is seen until the page has drawn: the page's own background, light or dark.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
      devTools: options.developerTools,
    },
  })
  window.once('ready-to-show', () => window.show())
  // A page whose process died is drawn anew; the desk's session lives in the main process.
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') window.webContents.reload()
  })
  askBeforeClosing(window)
  void window.loadURL(startAddress)
  return window
}

/**
 * A page that holds something unsaved refuses to be unloaded; then the person decides. The box is not the
 * synchronous one: the desk works on behind it.
 * https://www.electronjs.org/docs/latest/api/web-contents#event-will-prevent-unload
 */
function askBeforeClosing(window: BrowserWindow): void {
  let closing = false
  let asking = false
  // Comes first, see https://www.electronjs.org/docs/latest/api/browser-window#event-close
  window.on('close', () => {
    closing = true
  })
  window.webContents.on('will-prevent-unload', (event) => {
    // Drawn anew by a developer: nothing to ask about.
    if (!closing) return event.preventDefault()
    closing = false
    if (asking) return
    asking = true
    void mayClose(window)
      .then((may) => may && !window.isDestroyed() && window.destroy())
      .finally(() => {
        asking = false
      })
  })
}

async function mayClose(window: BrowserWindow): Promise<boolean> {
  const buttons = [t('shell.closing.stay'), t('shell.closing.close')]
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: t('shell.product'),
    message: t('shell.closing.title'),
    detail: t('shell.closing.text'),
    buttons,
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}
