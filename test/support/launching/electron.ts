import { _electron } from '@playwright/test'
import { isRoot, root } from '../../../electron/launch/project.mjs'
import { type Launch, type Running, startTime } from './running.ts'

/**
 * Starts an application that is not packaged on the Electron runtime, through Playwright's own launcher. No program is
 * named: Playwright takes the one of the `electron` package, and only then its own way to hold the application back
 * until it is watched, so that nothing of its start is missed.
 * https://playwright.dev/docs/api/class-electron
 */
export async function launchElectron({ values, environment }: Launch): Promise<Running> {
  const application = await _electron.launch({
    args: [...values],
    env: environment,
    cwd: root,
    timeout: startTime,
    // On Linux Playwright would go without the sandbox, which only root must.
    chromiumSandbox: !isRoot,
  })
  const page = await application.firstWindow({ timeout: startTime })
  // On Windows the process that Playwright started is a shell.
  const { id, version } = await application.evaluate(() => ({
    id: process.pid,
    version: process.versions.electron ?? 'of no version',
  }))
  return {
    page,
    process: application.process(),
    engine: `Electron ${version}`,
    // Not through the application: quitting would ask the page, which may want to stay.
    close: () => page.close().catch(() => {}),
    kill: () => process.kill(id, 'SIGKILL'),
    askToClose: () => application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    chooseInMenu: (id) =>
      application.evaluate(({ Menu }, wanted) => {
        const entry = Menu.getApplicationMenu()?.getMenuItemById(wanted)
        if (!entry) throw new Error(`The menu bar has no entry ${wanted}.`)
        entry.click()
      }, id),
    // Nobody is there to press a button of a real message box: it is answered in its place.
    answerMessageBox: (button) =>
      application.evaluate(
        ({ dialog }, label) =>
          new Promise<string>((resolve) => {
            dialog.showMessageBox = async (...given: unknown[]) => {
              const { message, detail, buttons = [] } = given.at(-1) as Electron.MessageBoxOptions
              resolve(`${message} ${detail}`)
              return { response: buttons.indexOf(label), checkboxChecked: false }
            }
          }),
        button,
      ),
    chooseFolder: (folder) =>
      application.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] })
      }, folder),
    refuseToOpen: () =>
      application.evaluate(
        ({ shell }) =>
          new Promise<string>((resolve) => {
            shell.openPath = async (path) => {
              resolve(path)
              return 'Failed to open path'
            }
          }),
      ),
  }
}
