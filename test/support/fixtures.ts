import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type TestInfo } from '@playwright/test'
import type { Role } from '../../shared/lifecycle'
import { DeskApp } from './desk-app'
import { type ForeignServer, openForeignServer } from './foreign-server'
import { copyFoundedDesk } from './founded-desks'
import { notingParts } from './used-parts'

interface Desk {
  /** The running application. */
  readonly app: DeskApp
  /** The data folder of this test. */
  readonly data: string
  /** Where the window of this test keeps its own things, and where it keeps passing ones. */
  readonly userData: string
  readonly temporary: string
  /** Starts the application again on the same folder, after it was closed or killed. */
  restart(): Promise<DeskApp>
}

interface Given {
  readonly desk: Desk
  readonly foreign: ForeignServer
  /**
   * The roles of the administrator of a desk that is set up already, with sample data, and waits for somebody to
   * sign in; `null`, as long as a test file says nothing, is a desk at its first start.
   */
  readonly founded: readonly Role[] | null
}

/**
 * Tests with the application on a data folder of its own. `page` is its real window. When a test fails, its
 * screenshot, trace, output and log stay in the test's folder.
 */
export const test = base.extend<Given>({
  founded: [null, { option: true }],
  desk: async ({ founded }, use, info) => {
    // Not below the test's own folder: the names of sockets must be short.
    const own = await mkdtemp(join(tmpdir(), 'card-desk-test-'))
    const folders = { data: join(own, 'data'), userData: join(own, 'window'), temporary: own }
    const noteParts = notingParts(join(own, 'parts'))
    if (founded) await copyFoundedDesk(founded, folders.data)
    const started: DeskApp[] = []
    const start = async () => {
      const app = await DeskApp.start(folders)
      started.push(app)
      // The pages at each step, without a film: drawing it would take a quarter of the processor's time.
      await app.page.context().tracing.start({ screenshots: false, snapshots: true })
      return app
    }
    try {
      let app = await start()
      await use({
        get app() {
          return app
        },
        ...folders,
        async restart() {
          app = await start()
          return app
        },
      })
      if (info.status !== info.expectedStatus) await keepEvidence(started, folders.data, info)
    } finally {
      await started.at(-1)?.close()
      await noteParts(info)
      await rm(own, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    }
  },
  page: async ({ desk }, use) => use(desk.app.page),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  foreign: async ({}, use) => {
    const server = await openForeignServer()
    await use(server)
    await server.close()
  },
})

export { expect } from '@playwright/test'

/** Keeps what helps to understand a failure. Nothing here may fail a second time. */
async function keepEvidence(started: readonly DeskApp[], data: string, info: TestInfo): Promise<void> {
  const last = started.at(-1)
  await last?.page.screenshot({ path: info.outputPath('window.png') }).catch(() => {})
  await last?.page
    .context()
    .tracing.stop({ path: info.outputPath('trace.zip') })
    .catch(() => {})
  await info.attach('output', { body: started.map(({ output }) => output).join('\n── started again\n') })
  const log = await readFile(join(data, 'logs/card-desk.log'), 'utf8').catch(() => '')
  await info.attach('log', { body: log })
  await cp(data, info.outputPath('data'), { recursive: true }).catch(() => {})
}
