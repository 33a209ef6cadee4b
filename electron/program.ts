import { arch, release, type, version as systemVersion } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { version } from '../package.json'
import type { OperatingSystem, Runtime } from '../shared/model'
import { realFiles } from './files'
import type { Program } from './ports'

/** The program without a window: the command line. `built` is the folder of the built programs; tests have none. */
export function windowlessProgram(built?: string): Program {
  return {
    version,
    runtime: () => runtimeOf(process.versions),
    system: () => operatingSystem(thisMachine),
    licences: async () => (built === undefined ? null : licencesIn(built)),
  }
}

/**
 * Electron where it is what runs, else Node.
 * https://www.electronjs.org/docs/latest/api/process#processversionselectron-readonly
 */
export function runtimeOf(
  versions: Readonly<Record<string, string | undefined>>,
): Exclude<Runtime, { kind: 'stand-in' }> {
  const { electron, chrome, node = '' } = versions
  return electron && chrome ? { kind: 'electron', electron, chromium: chrome, node } : { kind: 'node', node }
}

/** What the build says of the packages in it, as the text of a JSON file; `null` when that is missing. */
export function licencesIn(built: string): Promise<string | null> {
  return textOf(join(built, 'licences.json'))
}

/** A whole file; `null` when it is missing. */
async function textOf(path: string): Promise<string | null> {
  const bytes = await realFiles.readWhole(path)
  return bytes?.toString('utf8') ?? null
}

/** What a machine tells of its system. */
export interface Machine {
  readonly platform: string
  readonly architecture: string
  /** The kernel's name, its version, and a description of both: `Linux`, `6.12.8`; on Windows the last is `Windows 11 Pro`. */
  readonly type: string
  readonly release: string
  readonly description: string
  /** The text of a file of the system; `null` when it cannot be read. */
  read(path: string): Promise<string | null>
}

export const thisMachine: Machine = {
  platform: process.platform,
  architecture: arch(),
  type: type(),
  release: release(),
  description: systemVersion(),
  read: (path) => textOf(path).catch(() => null),
}

/**
 * The operating system as it calls itself: Linux in os-release, macOS in the file that `sw_vers` reads, Windows when
 * Node asks it. Where that cannot be had, the kernel's name and version.
 * https://www.freedesktop.org/software/systemd/man/latest/os-release.html
 */
export async function operatingSystem(machine: Machine): Promise<OperatingSystem> {
  const { platform, architecture, type: kernel, release: version, description, read } = machine
  const plain = { name: kernel, version, architecture }
  if (platform === 'win32') return { ...plain, name: description }
  if (platform === 'darwin') {
    const facts = await read('/System/Library/CoreServices/SystemVersion.plist')
    const own = /<key>ProductVersion<\/key>\s*<string>([^<]+)<\/string>/.exec(facts ?? '')?.[1]
    return own ? { ...plain, name: 'macOS', version: own } : plain
  }
  const facts = (await read('/etc/os-release')) ?? (await read('/usr/lib/os-release')) ?? ''
  return { ...plain, name: parseEnv(facts).PRETTY_NAME || kernel }
}
