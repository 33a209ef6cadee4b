import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { crashReporter } from './crash-reporter.ts'
import { dialog, nativeTheme, shell } from './desktop.ts'
import { honest } from './honest.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu, takeChoices } from './menu.ts'
import { net, protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { session } from './session.ts'

/**
 * What `import … from 'electron'` gives the main process here. Parts that the application does not use
 * are present by name and fail, saying so, as soon as they are used.
 * https://www.electronjs.org/docs/latest/api/app (and its neighbours)
 */
export {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  net,
  protocol,
  safeStorage,
  session,
  shell,
}

export const autoUpdater = honest('autoUpdater', {})
export const clipboard = honest('clipboard', {})
export const desktopCapturer = honest('desktopCapturer', {})
export const globalShortcut = honest('globalShortcut', {})
export const nativeImage = honest('nativeImage', {})
export const Notification = honest('Notification', {})
export const powerMonitor = honest('powerMonitor', {})
export const powerSaveBlocker = honest('powerSaveBlocker', {})
export const screen = honest('screen', {})
export const systemPreferences = honest('systemPreferences', {})
export const Tray = honest('Tray', {})
export const utilityProcess = honest('utilityProcess', {})
export const webContents = honest('webContents', {})

export default {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  net,
  protocol,
  safeStorage,
  session,
  shell,
}

takeChoices()
