import { join } from 'node:path'
import { Arch, build, type Configuration, DIR_TARGET, Platform } from 'electron-builder'
import { root } from '../launch/project.mjs'
import { publisher } from './configuration.ts'
import type { PackagedPlatform, Processor } from './places.ts'

const builderPlatforms = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC } as const

/**
 * Has electron-builder make the installers of a platform, and beside them the programs that are in them.
 * @throws {Error} with what electron-builder said.
 */
export async function buildInstallers(configuration: Configuration, platform: PackagedPlatform): Promise<void> {
  const targets = builderPlatforms[platform].createTarget()
  await build({ projectDir: root, config: withHomepage(configuration, platform), targets, publish: 'never' })
}

/** Packages for Debian have to name a home page; an installer for Windows would offer it as a place to get help. */
export function withHomepage(configuration: Configuration, platform: PackagedPlatform): Configuration {
  if (platform !== 'linux') return configuration
  return { ...configuration, extraMetadata: { ...configuration.extraMetadata, homepage: publisher.homepage } }
}

/**
 * Has electron-builder make the program of one platform, with no installer around it.
 * @returns the folder it is in
 * @throws {Error} with what electron-builder said.
 */
export async function buildProgram(
  configuration: Configuration,
  platform: PackagedPlatform,
  processor: Processor,
): Promise<string> {
  const targets = builderPlatforms[platform].createTarget(DIR_TARGET, Arch[processor])
  await build({ projectDir: root, config: configuration, targets, publish: 'never' })
  return programFolder(configuration.directories?.output ?? '', platform, processor)
}

/** The folder of a program in the output folder, as electron-builder names it. */
export function programFolder(output: string, platform: PackagedPlatform, processor: Processor): string {
  const suffix = processor === 'x64' ? '' : `-${processor}`
  if (platform === 'darwin') return join(output, `mac${suffix}`)
  return join(output, `${platform === 'win32' ? 'win' : 'linux'}${suffix}-unpacked`)
}
