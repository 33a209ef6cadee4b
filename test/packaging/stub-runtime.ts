import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PackagedPlatform } from '../../electron/packaging/places.ts'
import { plist, resedit } from './builder-library.ts'
import { type ZipEntry, zip } from './zip.ts'

/** The mark before the fuses: https://www.electronjs.org/docs/latest/tutorial/fuses#the-hard-way */
export const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** How Electron 45 leaves the factory: build/fuses/fuses.json5 in its sources. */
const factoryFuses = '101100011'

/**
 * Makes what electron-builder downloads otherwise, as far as packaging looks at it: the program is a stub that carries
 * the mark and the fuses where and as the real one does, and cannot be run.
 * @returns the archive, to be given as `electronDist`
 */
export async function makeStubRuntime(folder: string, platform: PackagedPlatform): Promise<string> {
  const files = Object.entries(runtimeFiles[platform]()).map(([path, content]) => ({ path, content }))
  const archive = join(folder, `electron-${platform}.zip`)
  await writeFile(archive, zip([...files, ...(platform === 'darwin' ? frameworkLinks : [])]))
  return archive
}

const framework = 'Electron.app/Contents/Frameworks/Electron Framework.framework'

/** Texts that Electron's own licences are in. */
const licences = { LICENSE: 'Licence of Electron\n', 'LICENSES.chromium.html': '<p>Licences of Chromium</p>\n' }

const runtimeFiles: Readonly<Record<PackagedPlatform, () => Record<string, string | Buffer>>> = {
  linux: () => ({
    electron: withFuses('A stub of the program'),
    'chrome-sandbox': 'A stub of the sandbox',
    'locales/en-US.pak': 'A stub of a language',
    ...licences,
  }),
  win32: () => ({
    'electron.exe': windowsProgram(),
    'locales/en-US.pak': 'A stub of a language',
    ...licences,
  }),
  darwin: () => ({
    'Electron.app/Contents/Info.plist': propertyList('Electron', { CFBundleIconFile: 'electron.icns' }),
    'Electron.app/Contents/MacOS/Electron': 'A stub of the program',
    'Electron.app/Contents/Resources/electron.icns': 'A stub of an icon',
    'Electron.app/Contents/Resources/en.lproj/locale.pak': 'A stub of a language',
    [`${framework}/Versions/A/Electron Framework`]: withFuses('A stub of the framework'),
    [`${framework}/Versions/A/Resources/en.lproj/locale.pak`]: 'A stub of a language',
    ...helperFiles(),
    ...licences,
  }),
}

/** A framework is reached by links. */
const frameworkLinks: readonly ZipEntry[] = [
  { path: `${framework}/Versions/Current`, content: 'A', link: true },
  { path: `${framework}/Electron Framework`, content: 'Versions/Current/Electron Framework', link: true },
  { path: `${framework}/Resources`, content: 'Versions/Current/Resources', link: true },
]

function helperFiles(): Record<string, string> {
  const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].map((kind) => `Electron Helper${kind}`)
  return Object.fromEntries(
    helpers.flatMap((name) => {
      const contents = `Electron.app/Contents/Frameworks/${name}.app/Contents`
      return [
        [`${contents}/Info.plist`, propertyList(name)],
        [`${contents}/MacOS/${name}`, 'A stub of a helper'],
      ]
    }),
  )
}

function propertyList(name: string, more: Record<string, string> = {}): string {
  return plist.build({
    CFBundleExecutable: name,
    CFBundleIdentifier: 'com.github.Electron',
    CFBundleName: name,
    CFBundlePackageType: 'APPL',
    ...more,
  })
}

/** The bytes of a stub: mark, version of the wire, its length, the fuses. */
function withFuses(text: string): Buffer {
  const wire = Buffer.from([1, factoryFuses.length])
  return Buffer.concat([Buffer.from(`${text}\n`), Buffer.from(sentinel), wire, Buffer.from(`${factoryFuses}\n`)])
}

/** A Windows program that holds nothing but a version, a manifest and the fuses: resources can be written into it. */
function windowsProgram(): Buffer {
  const { NtExecutable, NtExecutableResource, Resource } = resedit
  const program = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(program)
  const version = Resource.VersionInfo.createEmpty()
  version.setFileVersion(45, 0, 0, 0, 0x409)
  version.setStringValues({ lang: 0x409, codepage: 1200 }, { ProductName: 'Electron', FileDescription: 'Electron' })
  version.outputToResourceEntries(resources.entries)
  resources.outputResource(program)
  program.setExtraData(withFuses('A stub of the program'))
  return Buffer.from(program.generate())
}
