import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { crashReporter } from './crash-reporter.ts'
import { dialog, nativeTheme, shell } from './desktop.ts'
import { Menu, takeChoices } from './menu.ts'
import { absent } from './honest.ts'
import { ipcMain } from './ipc-main.ts'
import { use } from './known.ts'
import { net, protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { session } from './session.ts'

/**
 * What `import … from 'electron'` gives the main process here: every name that Electron has. Of what the application
 * does not use there is the name alone, and whatever is done with it fails with a sentence.
 * https://www.electronjs.org/docs/latest/api/app (and its neighbours)
 */
const imitated = {
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

export const autoUpdater = absent('autoUpdater')
export const BaseWindow = absent('BaseWindow')
export const BrowserView = absent('BrowserView')
export const clipboard = absent('clipboard')
export const ClipboardItem = absent('ClipboardItem')
export const contentTracing = absent('contentTracing')
export const contextBridge = absent('contextBridge')
export const desktopCapturer = absent('desktopCapturer')
export const globalShortcut = absent('globalShortcut')
export const ImageView = absent('ImageView')
export const inAppPurchase = absent('inAppPurchase')
export const IpcMainServiceWorker = absent('IpcMainServiceWorker')
export const ipcRenderer = absent('ipcRenderer')
export const LanguageModelUtility = absent('LanguageModelUtility')
export const localAIHandler = absent('localAIHandler')
export const MenuItem = absent('MenuItem')
export const MessageChannelMain = absent('MessageChannelMain')
export const nativeImage = absent('nativeImage')
export const netLog = absent('netLog')
export const Notification = absent('Notification')
export const parentPort = absent('parentPort')
export const powerMonitor = absent('powerMonitor')
export const powerSaveBlocker = absent('powerSaveBlocker')
export const pushNotifications = absent('pushNotifications')
export const screen = absent('screen')
export const sharedTexture = absent('sharedTexture')
export const ShareMenu = absent('ShareMenu')
export const systemPreferences = absent('systemPreferences')
export const TouchBar = absent('TouchBar')
export const Tray = absent('Tray')
export const utilityProcess = absent('utilityProcess')
export const View = absent('View')
export const webContents = absent('webContents')
export const WebContentsView = absent('WebContentsView')
export const webFrame = absent('webFrame')
export const webFrameMain = absent('webFrameMain')
export const WebSocket = absent('WebSocket')
export const webUtils = absent('webUtils')

// Where tests started the application.
if (process.env.CARD_DESK_ATTACH === '1') takeChoices()

/** The same as one object. */
export default new Proxy(imitated as Readonly<Record<string, unknown>>, {
  get(target, property) {
    if (typeof property === 'string' && !(property in target)) use(property)
    return Reflect.get(target, property)
  },
})
