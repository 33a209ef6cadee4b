import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer, connect } from 'node:net'
import { once } from 'node:events'
import { basename, dirname, join, relative } from 'node:path'
import { ownNode } from '../../electron/launch/project.mjs'
import { readArchive } from '../../electron/packaging/archive'
import { DeskApp } from '../support/desk-app'
import { expect } from '../support/fixtures'
import { notRun } from '../support/not-run'
import { realRuntimeTest } from '../support/real-runtime'

// What the fuses of the packaged program do. That they stand as they should is checked on every machine, see
// test/packaging; that Electron heeds them can only be seen where it runs.

const program = process.env.CARD_DESK_APP ?? ''
const why = 'The stand-in is Node and has no fuses.'

interface Ending {
  readonly code: unknown
  readonly output: string
}

function run(command: string, words: readonly string[], environment: Record<string, string> = {}): Promise<Ending> {
  const env = { ...process.env, ...environment }
  return new Promise((resolve) => {
    execFile(command, [...words], { env, timeout: 60_000 }, (error, output) => {
      resolve({ code: error ? error.code : 0, output })
    })
  })
}

/** A script that leaves a mark when it is run. */
async function markingScript(folder: string): Promise<{ script: string; ran(): Promise<boolean> }> {
  await mkdir(folder, { recursive: true })
  const mark = join(folder, 'mark')
  const script = join(folder, 'script.cjs')
  await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`)
  return { script, ran: () => stat(mark).then(Boolean, () => false) }
}

realRuntimeTest(
  'the packaged program does not become Node with ELECTRON_RUN_AS_NODE',
  why,
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  async ({}) => {
    // Node would look for a script "desk".
    const { code, output } = await run(program, ['desk', 'help'], { ELECTRON_RUN_AS_NODE: '1' })
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^Usage: /) })
  },
  'package',
)

realRuntimeTest(
  'the packaged program loads no script with NODE_OPTIONS',
  why,
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  async ({}, info) => {
    const { script, ran } = await markingScript(info.outputPath('node options'))
    const options = { NODE_OPTIONS: `--require ${JSON.stringify(script)}` }
    expect((await run(program, ['desk', 'help'], options)).output).toMatch(/^Usage: /)
    expect(await ran()).toBe(false)
    // Node itself heeds it.
    await run(ownNode, ['--eval', '0'], options)
    expect(await ran()).toBe(true)
  },
  'package',
)

realRuntimeTest(
  'the packaged program runs no other script that is named to it',
  why,
  async ({ desk }, info) => {
    await desk.app.close()
    const { script, ran } = await markingScript(info.outputPath('script'))
    const app = await DeskApp.start({ ...desk, switches: [script] })
    await expect(app.page.locator('#desk')).not.toBeEmpty()
    await app.close()
    expect(await ran()).toBe(false)
  },
  'package',
)

realRuntimeTest(
  'the packaged program opens no inspector with --inspect',
  why,
  async ({ desk }) => {
    await desk.app.close()
    const port = await freePort()
    const app = await DeskApp.start({ ...desk, switches: [`--inspect=127.0.0.1:${port}`] })
    await expect(app.page.locator('#desk')).not.toBeEmpty()
    const listens = await isListening(port)
    const { output } = app
    await app.close()
    expect({ listens, output }).toEqual({ listens: false, output: expect.not.stringContaining('Debugger listening') })
  },
  'package',
)

const changedArchive = 'the packaged program does not start with an archive in which a byte was changed'
if (process.platform === 'linux') notRun(changedArchive, 'Electron compares it on macOS and Windows alone.')
else {
  realRuntimeTest(
    changedArchive,
    why,
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, info) => {
      const folder = process.platform === 'darwin' ? dirname(dirname(dirname(program))) : dirname(program)
      const copy = info.outputPath(basename(folder))
      await cp(folder, copy, { recursive: true, verbatimSymlinks: true })
      const copied = join(copy, relative(folder, program))
      expect(await run(copied, ['desk', 'help'])).toMatchObject({ code: 0 })
      await changeMainProgram(
        join(copy, process.platform === 'darwin' ? 'Contents/Resources' : 'resources', 'app.asar'),
      )
      const { code, output } = await run(copied, ['desk', 'help'])
      expect(code).not.toBe(0)
      expect(output).not.toContain('Usage')
    },
    'package',
  )
}

/** Puts a blank in the place of the line break at the end of the main program: it would run as before. */
async function changeMainProgram(archive: string): Promise<void> {
  const { entries, content } = readArchive(archive)
  const main = entries.find(({ path }) => path === 'out/main/main.js')
  if (main === undefined) throw new Error('There is no main program in the archive.')
  const text = content(main)
  const bytes = await readFile(archive)
  bytes.write(' ', bytes.indexOf(text) + text.lastIndexOf('\n'), 'latin1')
  await writeFile(archive, bytes)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no port.')
  return address.port
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
