import { join } from 'node:path'
import { Arch, build, type Configuration, DIR_TARGET, Platform } from 'electron-builder'
import { root } from '../launch/project.mjs'
import type { PackagedPlatform } from './places.ts'

/** A processor that there are installers for. */
export type Processor = 'x64' | 'arm64'

const builderPlatforms = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC } as const

/**
 * Has electron-builder make the unpacked program of one platform, with no installer around it.
 * @returns the folder it is in
 * @throws {Error} with what electron-builder said.
 */
export async function buildUnpacked(
  configuration: Configuration,
  platform: PackagedPlatform,
  processor: Processor,
): Promise<string> {
  const target = builderPlatforms[platform].createTarget(DIR_TARGET, Arch[processor])
  await build({ projectDir: root, config: configuration, targets: target, publish: 'never' })
  return join(configuration.directories?.output ?? '', folderName(platform, processor))
}

/** As electron-builder names it. */
function folderName(platform: PackagedPlatform, processor: Processor): string {
  const suffix = processor === 'x64' ? '' : `-${processor}`
  if (platform === 'darwin') return `mac${suffix}`
  return `${platform === 'win32' ? 'win' : 'linux'}${suffix}-unpacked`
}
