import { attach } from './attaching.ts'
import type { Launch, Running } from './running.ts'

/** Starts the application on the stand-in, whose browser draws what a desktop would. */
export async function launchStandIn(launch: Launch): Promise<Running> {
  const environment = { ...launch.environment, CARD_DESK_ATTACH: '1' }
  const { child, page, version } = await attach({ ...launch, environment, channel: ['ipc'] })
  return {
    page,
    process: child,
    engine: `Chromium ${version}`,
    kill: () => child.kill('SIGKILL'),
    async close() {
      await page.close().catch(() => {})
    },
    async askToClose() {
      // The stand-in answers what the browser asks; without a listener Playwright would, here, for the test.
      page.on('dialog', () => {})
      await page.close({ runBeforeUnload: true })
    },
    chooseInMenu: (id) =>
      new Promise((resolve, reject) => {
        child.send({ menu: id }, (error) => (error ? reject(error) : resolve()))
      }),
    async answerMessageBox(button) {
      const box = await page.context().waitForEvent('page')
      const said = (await box.getByRole('alertdialog').getByRole('paragraph').textContent()) ?? ''
      const asked = (await box.getByRole('heading').textContent()) ?? ''
      await box.getByRole('button', { name: button }).click()
      return `${asked} ${said}`
    },
    async chooseFolder(folder) {
      const dialog = await page.context().waitForEvent('page')
      if (folder === null) return dialog.getByRole('button', { name: 'Cancel' }).click()
      await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder)
      await dialog.getByRole('button', { name: 'Choose' }).click()
    },
    // The stand-in without a display opens nothing, and says what it was asked to open.
    refuseToOpen: () =>
      new Promise((resolve) => {
        const listen = (part: Buffer) => {
          const [, path] = /^shell\.openPath: (.+)$/m.exec(String(part)) ?? []
          if (path === undefined) return
          child.stderr?.off('data', listen)
          resolve(path)
        }
        child.stderr?.on('data', listen)
      }),
  }
}
