import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuild } from '../../electron/launch/building.mjs'
import { type ProjectDescription, readProject } from '../../electron/packaging/application.ts'
import { placesIn } from '../../electron/packaging/places.ts'
import { inspectPapers } from './installer-papers.ts'
import { inspectPlatformFiles } from './platform-files.ts'
import { packable, packStub, type StubProgram } from './stub-programs.ts'
import { longestStart, wrong } from './tampering.ts'

// What a system is told of the program is made wrong, and has to be named.

let folder: string
let project: ProjectDescription

beforeAll(async () => {
  await ensureBuild()
  folder = await mkdtemp(join(tmpdir(), 'card-desk-platform-files-'))
  project = await readProject()
}, longestStart)
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))

const systems = packable.filter(([, processor], index) => index < 2 || processor === 'arm64')

describe.each(systems)('a program for %s %s', (platform, processor) => {
  let program: StubProgram

  beforeAll(async () => {
    program = await packStub(join(folder, platform), platform, processor)
  })

  /** A copy that may be changed. */
  async function copy(): Promise<StubProgram> {
    const place = join(await mkdtemp(join(folder, `${platform}-copy-`)), 'program')
    await cp(program.folder, place, { recursive: true, verbatimSymlinks: true })
    return { ...program, ...placesIn(place, platform, project), folder: place }
  }

  it('is as it should be', async () => {
    expect(wrong(await inspectPlatformFiles(program, project))).toEqual({})
  })

  it('is not, with a licence missing and one that was changed', async () => {
    const changed = await copy()
    await rm(join(changed.licences, 'LICENSES.chromium.html'))
    await writeFile(join(changed.licences, 'THIRD-PARTY-LICENCES.txt'), 'nobody')
    await writeFile(join(changed.licences, 'LICENSE.txt'), 'All rights reserved')
    expect(wrong(await inspectPlatformFiles(changed, project))).toEqual({
      'own licence': ['LICENSE.txt is not our licence'],
      'licences of Electron and Chromium': ['LICENSES.chromium.html is missing'],
      'licences of the packages inside': expect.arrayContaining([
        expect.stringMatching(/^THIRD-PARTY-LICENCES\.txt does not name react \d/),
      ]),
    })
  })

  it('is not, with an update server', async () => {
    const changed = await copy()
    await writeFile(join(changed.resources, 'app-update.yml'), 'provider: generic')
    expect(wrong(await inspectPlatformFiles(changed, project))).toMatchObject({
      'no update server': ['app-update.yml names one'],
    })
  })

  it('is not, with anything else beside the archive', async () => {
    const changed = await copy()
    await writeFile(join(changed.resources, 'addon.node'), 'a program')
    await writeFile(join(changed.licences, '.env'), 'a secret')
    expect(wrong(await inspectPlatformFiles(changed, project))).toEqual({
      'nothing else beside the archive': expect.arrayContaining([
        expect.stringMatching(/(^|\/)addon\.node is not known here$/),
        expect.stringMatching(/(^|\/)\.env is not known here$/),
      ]),
    })
  })

  if (platform !== 'linux') {
    it('is not, with another archive than the program knows', async () => {
      const changed = await copy()
      const archive = await readFile(changed.archive, 'latin1')
      await writeFile(changed.archive, archive.replace('"main.js"', '"niam.js"'), 'latin1')
      expect(wrong(await inspectPlatformFiles(changed, project))).toEqual({
        'checksum of the archive in the program': ['it is not the checksum of the archive'],
      })
    })

    it('is not, for another version', async () => {
      const found = wrong(await inspectPlatformFiles(program, { ...project, version: '99.0.0' }))
      expect(found).toEqual({ 'names and version': [expect.stringContaining('and should be "99.0.0"')] })
    })
  }

  if (platform === 'darwin') {
    it('is not, with kinds of files of its own and another icon', async () => {
      const changed = await copy()
      const list = join(changed.program, 'Contents/Info.plist')
      const text = await readFile(list, 'utf8')
      await writeFile(list, text.replace('<dict>', '<dict><key>CFBundleDocumentTypes</key><array/>'))
      await appendFile(join(changed.resources, 'icon.icns'), 'more')
      expect(wrong(await inspectPlatformFiles(changed, project))).toEqual({
        'no files and addresses of its own': ['Info.plist claims kinds of files or addresses'],
        icon: ['is another one'],
      })
    })
  }

  if (platform === 'linux') {
    it('has papers that are right', async () => {
      expect(wrong(await inspectPapers(join(folder, 'papers'), program, project))).toEqual({})
    })
  }
})
