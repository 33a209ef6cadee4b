import { join } from 'node:path'

/** The platforms that there are installers for, as Node names them. */
export const platforms = ['linux', 'win32', 'darwin'] as const
export type PackagedPlatform = (typeof platforms)[number]

/** Processors that there are installers for. */
export type Processor = 'x64' | 'arm64'

/** The processors that each platform has installers for. */
export const processors: Readonly<Record<PackagedPlatform, readonly Processor[]>> = {
  linux: ['x64'],
  win32: ['x64'],
  darwin: ['arm64', 'x64'],
}

/** Where things are in a packaged, not yet installed program. */
export interface Places {
  /** What a person starts; on macOS the `.app` folder. */
  readonly program: string
  /** `process.resourcesPath` of the packaged program. */
  readonly resources: string
  /** Our archive. */
  readonly archive: string
  /** Where the licences lie as text. */
  readonly licences: string
}

/** The names of the program: what the person reads, and what Linux calls the file. */
export interface ProgramNames {
  readonly productName: string
  readonly name: string
}

/**
 * Where things are in an unpacked program.
 * @param folder what electron-builder made: `linux-unpacked`, `win-unpacked`, `mac` or `mac-arm64`
 */
export function placesIn(folder: string, platform: PackagedPlatform, { productName, name }: ProgramNames): Places {
  if (platform === 'darwin') {
    const program = join(folder, `${productName}.app`)
    const resources = join(program, 'Contents/Resources')
    return { program, resources, archive: join(resources, 'app.asar'), licences: resources }
  }
  const resources = join(folder, 'resources')
  const program = join(folder, platform === 'win32' ? `${productName}.exe` : name)
  return { program, resources, archive: join(resources, 'app.asar'), licences: folder }
}
