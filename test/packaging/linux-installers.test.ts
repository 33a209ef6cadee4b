import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Configuration, Platform } from 'electron-builder'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureBuild } from '../../electron/launch/building.mjs'
import { root } from '../../electron/launch/project.mjs'
import { prepareApplication, type ProjectDescription, readProject } from '../../electron/packaging/application.ts'
import { withHomepage } from '../../electron/packaging/builder.ts'
import { configuration } from '../../electron/packaging/configuration.ts'
import { withoutSigning } from './builder-library.ts'
import { makeStubRuntime } from './stub-runtime.ts'
import { longestStart } from './tampering.ts'

// What electron-builder hands to the tools that make packages for Linux, which are not needed to see it.

let folder: string
let project: ProjectDescription
let wanted: Configuration

beforeAll(async () => {
  await ensureBuild()
  folder = await mkdtemp(join(tmpdir(), 'card-desk-linux-'))
  project = await readProject()
  const prepared = await prepareApplication(folder)
  const runtime = await makeStubRuntime(folder, 'linux')
  wanted = withoutSigning(configuration({ ...prepared, output: join(folder, 'output'), runtime }))
}, longestStart)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Looks at what the tool for a target is given, while that is there; the tool is not run. */
async function given<Options, Seen>(target: string, look: (options: Options) => Promise<Seen>): Promise<Seen> {
  const seen: Seen[] = []
  const effectiveOptionComputed = async (options: Options) => {
    seen.push(await look(options))
    return true
  }
  const targets = Platform.LINUX.createTarget(target)
  const config = withHomepage(wanted, 'linux')
  await build({ projectDir: root, config, targets, publish: 'never', effectiveOptionComputed })
  const [first] = seen
  if (first === undefined) throw new Error(`Nothing was given to the tool for ${target}.`)
  return first
}

function entries(desktopFile: string): Record<string, string> {
  return Object.fromEntries(
    desktopFile
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

it('tells Debian who keeps the package, what it is, and where its parts go', async () => {
  const look = async ([values, file]: [values: readonly string[], file: string]) => ({
    values,
    desktop: entries(await readFile(file, 'utf8')),
  })
  const { values, desktop } = await given('deb', look)
  const after = (name: string) => values[values.indexOf(name) + 1]
  expect({
    name: after('--name'),
    version: after('--version'),
    category: after('--category'),
    license: after('--license'),
  }).toEqual({ name: 'card-desk', version: project.version, category: 'office', license: 'MIT' })
  expect(after('--maintainer')).toMatch(/^[\w ]+ <\S+@\S+>$/)
  expect(after('--description')).toContain(project.description)
  const sizes = values.flatMap((value) => /hicolor\/(\d+x\d+)\/apps\/card-desk\.png$/.exec(value)?.[1] ?? [])
  expect(sizes).toEqual(expect.arrayContaining(['16x16', '32x32', '48x48', '128x128', '256x256', '512x512']))
  expect(values.some((value) => value.endsWith('=/opt/Card Desk'))).toBe(true)
  expect(values.some((value) => value.includes('/usr/share/mime/'))).toBe(false)
  expect(desktop).toMatchObject({
    Name: 'Card Desk',
    Exec: '"/opt/Card Desk/card-desk" %U',
    Icon: 'card-desk',
    StartupWMClass: 'card-desk',
    Categories: 'Office;',
  })
  expect(desktop).not.toHaveProperty('MimeType')
})

it('gives the AppImage the same entry for the desktop', async () => {
  const look = async (options: { desktop: string; desktopFileName: string }) => options
  const { desktop, desktopFileName } = await given('AppImage', look)
  expect(desktopFileName).toBe('card-desk.desktop')
  expect(entries(desktop)).toMatchObject({ Name: 'Card Desk', Icon: 'card-desk', StartupWMClass: 'card-desk' })
})
