import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../../electron/launch/project.mjs'
import { othersLicences, ownLicence, type ProjectDescription } from '../../electron/packaging/application.ts'
import { readArchive } from '../../electron/packaging/archive.ts'
import { applicationId } from '../../electron/packaging/configuration.ts'
import type { Finding } from '../../electron/packaging/inspect.ts'
import { readLicences } from '../../electron/packaging/licences.ts'
import type { PackagedPlatform } from '../../electron/packaging/places.ts'
import { withSlashes } from '../support/slashes.ts'
import { plist, resedit } from './builder-library.ts'
import type { StubProgram } from './stub-programs.ts'

const icons = join(root, 'electron/packaging/icons')

/** What the system is told of a packaged program: names, version, icon, and the checksum of the archive. */
export async function inspectPlatformFiles(
  program: StubProgram,
  project: ProjectDescription,
): Promise<readonly Finding[]> {
  const own = { linux: linuxFiles, win32: windowsResources, darwin: propertyList }[program.platform]
  const others = [await updates(program), await nothingElse(program, project)]
  return [...(await own(program, project)), ...(await licenceTexts(program)), ...others]
}

async function linuxFiles({ program }: StubProgram): Promise<readonly Finding[]> {
  const { mode } = await stat(program)
  // The permissions that a file has on Windows say nothing.
  const problems = process.platform === 'win32' || (mode & 0o111) !== 0 ? [] : ['nobody may run the program']
  return [{ name: 'program', problems }]
}

const plistShape = z.object({
  CFBundleIdentifier: z.string(),
  CFBundleName: z.string(),
  CFBundleDisplayName: z.string(),
  CFBundleShortVersionString: z.string(),
  CFBundleIconFile: z.string(),
  CFBundleDocumentTypes: z.unknown().optional(),
  CFBundleURLTypes: z.unknown().optional(),
  ElectronAsarIntegrity: z.record(z.string(), z.object({ algorithm: z.string(), hash: z.string() })),
})

async function propertyList(program: StubProgram, project: ProjectDescription): Promise<readonly Finding[]> {
  const text = await readFile(join(program.program, 'Contents/Info.plist'), 'utf8')
  const list = plistShape.parse(plist.parse(text))
  const icon = await readFile(join(program.resources, list.CFBundleIconFile))
  return [
    {
      name: 'names and version',
      problems: differences(list, {
        CFBundleIdentifier: applicationId,
        CFBundleName: project.productName,
        CFBundleDisplayName: project.productName,
        CFBundleShortVersionString: project.version,
      }),
    },
    {
      name: 'no files and addresses of its own',
      problems: [list.CFBundleDocumentTypes, list.CFBundleURLTypes].some((each) => each !== undefined)
        ? ['Info.plist claims kinds of files or addresses']
        : [],
    },
    { name: 'icon', problems: icon.equals(await readFile(join(icons, 'card-desk.icns'))) ? [] : ['is another one'] },
    integrity(program, 'Resources/app.asar', list.ElectronAsarIntegrity),
  ]
}

const windowsIntegrity = z.array(z.object({ file: z.string(), alg: z.string(), value: z.string() }))

async function windowsResources(program: StubProgram, project: ProjectDescription): Promise<readonly Finding[]> {
  const { Data, NtExecutable, NtExecutableResource, Resource } = resedit
  const { entries } = NtExecutableResource.from(NtExecutable.from(await readFile(program.program)))
  const [version] = Resource.VersionInfo.fromEntries(entries)
  const [language] = version?.getAllLanguagesForStringValues() ?? []
  const strings = version && language ? version.getStringValues(language) : {}
  const [icon] = Resource.IconGroupEntry.fromEntries(entries)
  const { icons: wanted } = Data.IconFile.from(await readFile(join(icons, 'card-desk.ico')))
  const found = entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR')
  const told = windowsIntegrity.parse(JSON.parse(found ? Buffer.from(found.bin).toString('utf8') : '[]'))
  const checksums = told.map(({ file, alg, value }) => [file, { algorithm: alg, hash: value }] as const)
  return [
    {
      name: 'names and version',
      problems: differences(strings, {
        ProductName: project.productName,
        FileDescription: project.productName,
        FileVersion: project.version,
        LegalCopyright: 'Copyright © 2026 The Card Desk authors',
      }),
    },
    {
      name: 'icon',
      problems:
        icon?.icons.length === wanted.length ? [] : [`has ${icon?.icons.length ?? 0} of ${wanted.length} sizes`],
    },
    integrity(program, 'resources\\app.asar', Object.fromEntries(checksums)),
  ]
}

/** The program compares the archive with this checksum when it starts, on macOS and Windows. */
function integrity(
  { archive }: StubProgram,
  name: string,
  told: Readonly<Record<string, { readonly algorithm: string; readonly hash: string }>>,
): Finding {
  const { headerHash } = readArchive(archive)
  const { algorithm, hash } = told[name] ?? {}
  const names = Object.keys(told)
  const problems = [
    ...(names.length === 1 && names[0] === name ? [] : [`it is about ${names.join(', ') || 'nothing'}, not ${name}`]),
    ...(algorithm === 'SHA256' && hash === headerHash ? [] : ['it is not the checksum of the archive']),
  ]
  return { name: 'checksum of the archive in the program', problems }
}

/** Texts of licences beside the program: ours, those of the packages inside, and Electron's own. */
async function licenceTexts({ licences }: StubProgram): Promise<readonly Finding[]> {
  const own = await readFile(join(licences, ownLicence), 'utf8').catch(() => '')
  const others = await readFile(join(licences, othersLicences), 'utf8').catch(() => '')
  const unnamed = readLicences().filter(({ name, version }) => !others.includes(`${name} ${version}`))
  return [
    {
      name: 'own licence',
      problems: own === (await readFile(join(root, 'LICENSE'), 'utf8')) ? [] : [`${ownLicence} is not our licence`],
    },
    {
      name: 'licences of the packages inside',
      problems: unnamed.map(({ name, version }) => `${othersLicences} does not name ${name} ${version}`),
      figures: `${readLicences().length} packages`,
    },
    { name: 'licences of Electron and Chromium', problems: await missing(licences, electronLicences) },
  ]
}

/** The names that electron-builder gives them. */
const electronLicences = ['LICENSE.electron.txt', 'LICENSES.chromium.html']

async function missing(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const there = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)))
  return names.filter((_, index) => there[index] === null).map((name) => `${name} is missing`)
}

/** With an update server, electron-builder would write this file for it. */
async function updates({ resources }: StubProgram): Promise<Finding> {
  const there = await stat(join(resources, 'app-update.yml')).catch(() => null)
  return { name: 'no update server', problems: there === null ? [] : ['app-update.yml names one'] }
}

/** What lies in a package beside what the runtime brings: programs and texts, and nothing that came in by accident. */
async function nothingElse({ folder, platform }: StubProgram, project: ProjectDescription): Promise<Finding> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory() && !entry.parentPath.includes('.framework'))
  const names = files.map((file) => withSlashes(join(file.parentPath, file.name).slice(folder.length + 1)))
  const expected = new Set(expectedFiles[platform](project))
  return {
    name: 'nothing else beside the archive',
    problems: names.filter((name) => !expected.has(name)).map((name) => `${name} is not known here`),
    figures: `${names.length} files`,
  }
}

const texts = [ownLicence, othersLicences, ...electronLicences]
const language = 'locales/en-US.pak'

/** The files of a package around the stub of the runtime. */
const expectedFiles: Readonly<Record<PackagedPlatform, (project: ProjectDescription) => readonly string[]>> = {
  linux: ({ name }) => [...texts, name, 'chrome-sandbox', language, 'resources/app.asar'],
  win32: ({ productName }) => [...texts, `${productName}.exe`, language, 'resources/app.asar'],
  darwin: ({ productName }) => {
    const contents = `${productName}.app/Contents`
    const resources = [...texts, 'app.asar', 'icon.icns', 'en.lproj/locale.pak']
    const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].flatMap((kind) => {
      const helper = `${productName} Helper${kind}`
      return ['Info.plist', `MacOS/${helper}`].map((path) => `Frameworks/${helper}.app/Contents/${path}`)
    })
    const own = ['Info.plist', `MacOS/${productName}`, ...resources.map((path) => `Resources/${path}`)]
    return [...own, ...helpers].map((path) => `${contents}/${path}`)
  },
}

function differences(found: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, string>>) {
  return Object.entries(wanted)
    .filter(([key, value]) => found[key] !== value)
    .map(([key, value]) => `${key} is ${JSON.stringify(found[key])}, and should be ${JSON.stringify(value)}`)
}
