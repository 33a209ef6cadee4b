import { attach } from './attaching.ts'
import type { Launch, Running } from './running.ts'

/**
 * Starts a packaged application with the Electron it brings along. Playwright's own launcher needs `--inspect`, which
 * the fuses of a package switch off; so the window is driven as that of any browser, and nothing of the main process
 * or of the desktop can be reached.
 * https://www.electronjs.org/docs/latest/tutorial/fuses#nodecliinspect
 */
export async function launchPackaged(launch: Launch): Promise<Running> {
  const { child, page } = await attach({ ...launch, values: [...launch.values, '--remote-debugging-port=0'] })
  const outOfReach = async () => {
    throw new Error('Nobody can press the buttons of the desktop beside a packaged application.')
  }
  return {
    page,
    process: child,
    engine: (await page.evaluate(() => /Electron\/\S+/.exec(navigator.userAgent)?.[0] ?? 'Electron')).replace('/', ' '),
    kill: () => child.kill('SIGKILL'),
    async close() {
      await page.close().catch(() => {})
    },
    askToClose: outOfReach,
    chooseInMenu: outOfReach,
    answerMessageBox: outOfReach,
    chooseFolder: outOfReach,
    refuseToOpen: outOfReach,
  }
}
