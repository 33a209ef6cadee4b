import { BrowserWindow, nativeTheme } from 'electron'
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
  void window.loadURL(startAddress)
  return window
}
