import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, type BrowserWindow, crashReporter, dialog, ipcMain, Menu, safeStorage, session, shell } from 'electron'
import { type MenuChoice, menuChannel } from '../shared/contract/channels'
import { t } from '../shared/texts'
import { callDeskAs } from './desk-command'
import { openLog } from './logging'
import { errorFacts, type Log } from './ports'
import { openReopeningDesk, type ReopeningDesk } from './reopening'
import { electronProgram } from './shell/about'
import { registerAppScheme, servePages } from './shell/app-protocol'
import { carryCalls } from './shell/calls'
import { crashDumpsFolder, tidyCrashDumps, writeCrashDumps } from './shell/crash-dumps'
import { deskWords, installedDesk } from './shell/desk-words'
import { electronDesktop } from './shell/desktop'
import { chooseDataFolder, usualDataFolder } from './shell/folders'
import { setMenu } from './shell/menu'
import { denyNavigation } from './shell/navigation'
import { closeSession, cutOff, denyDirectConnections, type Reach } from './shell/network'
import { denyPermissions } from './shell/permissions'
import { electronVault } from './shell/vault'
import { openWindow } from './shell/window'

// Wires the desk to a window, or to the command line where that is asked for, and nothing else.

const built = join(import.meta.dirname, '..')
const developers = !app.isPackaged
const developmentServer = developers ? process.env.ELECTRON_RENDERER_URL : undefined
const reach: Reach = {
  pages: developmentServer ? { server: developmentServer } : { folder: join(built, 'renderer') },
  developers,
}
const program = electronProgram({ app, versions: process.versions, built })
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
    developerTools: developers,
  })
  window.on('closed', () => {
    window = null
  })
}

/** Shows what was chosen in the menu bar: the page knows how, also before anybody has signed in. */
function showChosen(choice: MenuChoice): void {
  showWindow()
  window?.webContents.send(menuChannel, choice)
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

/** Ends the program when something happens that nobody expected, and says where to look. */
function endOnTheUnexpected(log: Log): void {
  process.on('uncaughtException', (error) => {
    const logId = randomUUID()
    log.error('unexpected', { logId, ...errorFacts(error) })
    dialog.showErrorBox(t('shell.product'), t('errors.internal', { logId }))
    app.exit(1)
  })
}

async function start(folder: string): Promise<void> {
  await app.whenReady()
  closeSession(app, session.defaultSession, reach)
  denyPermissions(session.defaultSession)
  const log = openLog(folder)
  endOnTheUnexpected(log)
  void tidyCrashDumps(app, process.argv, log)
  const desk = await openReopeningDesk(
    {
      folder,
      log,
      program,
      vault: electronVault(safeStorage, log),
      desktop: electronDesktop({
        dialog,
        shell,
        window: () => window,
        crashDumps: crashDumpsFolder(app, process.argv),
      }),
    },
    failed,
  )
  closeBeforeQuit(desk)
  carryCalls(ipcMain, desk)
  servePages(reach.pages)
  setMenu(Menu, { platform: process.platform, forDevelopers: developers, onChosen: showChosen })
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  showWindow()
}

/** Says why there is no desk, and ends. */
function failed(error: unknown): void {
  dialog.showErrorBox(t('shell.product'), error instanceof Error ? error.message : String(error))
  app.exit(1)
}

/** All that must be settled before the application is ready; then the window. */
function openApplication(): void {
  const folder = chooseDataFolder(app, process.argv, process.env)
  writeCrashDumps(crashReporter, process.argv)
  app.enableSandbox()
  cutOff(app.commandLine, reach.pages)
  registerAppScheme()
  denyNavigation(app)
  denyDirectConnections(app)
  app.on('window-all-closed', () => app.quit())
  if (app.requestSingleInstanceLock()) start(folder).catch(failed)
  else app.quit()
}

/** Runs a command in place of the window. Everything of it happens before the application is ready. */
async function runCommand(words: readonly string[]): Promise<void> {
  const { runDesk } = await import('./cli/run')
  const data = usualDataFolder(app.getPath('userData'), process.env)
  const code = await runDesk(words, { data, developers, program })
  app.exit(code)
}

if (!developers) callDeskAs(installedDesk(app, process.env))
const words = deskWords(process.argv, app.isPackaged, process.execPath)
// The runtime waits for what is awaited here, and gets ready afterwards:
// https://www.electronjs.org/docs/latest/tutorial/esm#caveats
if (words) await runCommand(words)
else openApplication()
