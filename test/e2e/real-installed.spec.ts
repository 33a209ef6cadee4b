import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { expect } from '../support/fixtures'
import { realRuntimeTest } from '../support/real-runtime'

// What only Electron itself can show of crash dumps and of the command line.

realRuntimeTest(
  'a page that crashes leaves a dump below the folder of the window',
  'The stand-in writes no crash dumps.',
  async ({ desk }) => {
    const { page } = desk.app
    const session = await page.context().newCDPSession(page)
    // Its answer never comes.
    void session.send('Page.crash').catch(() => {})
    const dumps = async () =>
      (await readdir(desk.userData, { recursive: true })).filter((path) => path.endsWith('.dmp'))
    await expect.poll(dumps).toEqual([expect.stringMatching(/Crashpad/)])
  },
)

realRuntimeTest(
  'the command line of the packaged program needs no display, prints, and ends with its code',
  'The stand-in is Node, which has a standard output everywhere.',
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  async ({}) => {
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
    const run = (...words: string[]) =>
      new Promise<{ code: unknown; output: string }>((resolve) => {
        execFile(process.env.CARD_DESK_APP ?? '', ['desk', ...words], { env }, (error, output) => {
          resolve({ code: error ? error.code : 0, output })
        })
      })
    expect(await run('help')).toEqual({ code: 0, output: expect.stringMatching(/^Usage: .* desk COMMAND/) })
    expect(await run('verify', '--data', 'no-such-folder')).toMatchObject({ code: 1 })
    expect(await run('nothing')).toMatchObject({ code: 2 })
  },
  'package',
)
