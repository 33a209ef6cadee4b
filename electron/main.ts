import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, ipcMain, safeStorage, session, shell } from 'electron'
import { t } from '../shared/texts'
import { openLog } from './logging'
import { errorFacts } from './ports'
import { openReopeningDesk, type ReopeningDesk } from './reopening'
import { type PageSource, registerAppScheme, servePages } from './shell/app-protocol'
import { carryCalls } from './shell/calls'
import { chooseDataFolder } from './shell/folders'
import { electronDesktop } from './shell/desktop'
import { setMenu } from './shell/menu'
import { denyNavigation } from './shell/navigation'
import { denyForeignRequests, denyPermissions } from './shell/permissions'
import { electronVault } from './shell/vault'
import { openWindow } from './shell/window'

// Wires the desk to a window, and nothing else.

const built = join(import.meta.dirname, '..')
const developmentServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const pages: PageSource = developmentServer ? { server: developmentServer } : { folder: join(built, 'renderer') }

const folder = chooseDataFolder(app, process.argv, process.env)
let window: BrowserWindow | null = null

function showWindow(): void {
  if (window) {
    if (window.isMinimized()) window.restore()
    window.focus()
    return
  }
  window = openWindow({
    title: t('shell.product'),
    preload: join(built, 'preload/preload.js'),
    developerTools: !app.isPackaged,
  })
  window.on('closed', () => {
    window = null
  })
}

/** Lets go of the data folder before the program ends, however it is asked to end. */
function closeBeforeQuit(desk: ReopeningDesk): void {
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void desk.close().finally(() => {
      closed = true
      app.quit()
    })
  })
}

async function start(): Promise<void> {
  await app.whenReady()
  const log = openLog(folder)
  process.on('uncaughtException', (error) => {
    const logId = randomUUID()
    log.error('unexpected', { logId, ...errorFacts(error) })
    dialog.showErrorBox(t('shell.product'), t('errors.internal', { logId }))
    app.exit(1)
  })

  const desk = await openReopeningDesk(
    {
      folder,
      log,
      vault: electronVault(safeStorage, log),
      desktop: electronDesktop({ dialog, shell, window: () => window }),
    },
    failed,
  )
  closeBeforeQuit(desk)
  carryCalls(ipcMain, desk)
  servePages(pages)
  denyPermissions(session.defaultSession)
  denyForeignRequests(session.defaultSession, (address) => isForDevelopers(address))
  setMenu(!app.isPackaged)
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  showWindow()
}

/** Says why there is no desk, and ends. */
function failed(error: unknown): void {
  dialog.showErrorBox(t('shell.product'), error instanceof Error ? error.message : String(error))
  app.exit(1)
}

/** The development server's own socket, and the developer tools' pages, which are local to the runtime. */
function isForDevelopers(address: string): boolean {
  if (app.isPackaged || !URL.canParse(address)) return false
  const { protocol, host } = new URL(address)
  if (protocol === 'devtools:') return true
  return developmentServer !== undefined && protocol === 'ws:' && host === new URL(developmentServer).host
}

registerAppScheme()
denyNavigation(app)
app.on('window-all-closed', () => app.quit())

if (app.requestSingleInstanceLock()) {
  start().catch(failed)
} else {
  app.quit()
}
