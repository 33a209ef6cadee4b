import { _electron, type ElectronApplication } from '@playwright/test'
import { root } from '../../../electron/launch/project.mjs'
import { type Launch, type Running, startTime } from './running.ts'

/** Starts an application that is not packaged on the Electron runtime, through Playwright's own launcher. */
export async function launchElectron({ command, values, environment }: Launch): Promise<Running> {
  const application: ElectronApplication = await _electron.launch({
    executablePath: command,
    args: [...values],
    env: environment,
    cwd: root,
    timeout: startTime,
  })
  const page = await application.firstWindow({ timeout: startTime })
  return {
    page,
    process: application.process(),
    close: () => application.close(),
    askToClose: () => application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
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
