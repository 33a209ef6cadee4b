import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration } from 'electron-builder'
import { prepareApplication, readProject } from '../../electron/packaging/application.ts'
import { buildProgram } from '../../electron/packaging/builder.ts'
import { configuration } from '../../electron/packaging/configuration.ts'
import { type PackagedPlatform, type Places, type Processor, placesIn } from '../../electron/packaging/places.ts'
import { builderLog, withoutSigning } from './builder-library.ts'
import { makeStubRuntime } from './stub-runtime.ts'

/** A program that electron-builder packed around a stub of the runtime. */
export interface StubProgram extends Places {
  readonly platform: PackagedPlatform
  readonly processor: Processor
  readonly folder: string
}

/**
 * What can be packed on this system: electron-builder refuses to make programs for macOS on Windows.
 * https://www.electron.build/multi-platform-build
 */
export const packable: readonly (readonly [PackagedPlatform, Processor])[] = [
  ['linux', 'x64'],
  ['win32', 'x64'],
  ...(process.platform === 'win32'
    ? []
    : ([
        ['darwin', 'arm64'],
        ['darwin', 'x64'],
      ] as const)),
]

/**
 * Packs the built programs for one platform with the configuration of the installers, around a stub of the runtime.
 * Nothing is fetched, nothing is signed.
 * @param folder an empty or missing folder, to be removed by the caller
 * @param change what a test has changed in the configuration
 * @throws {Error} with everything electron-builder said.
 */
export async function packStub(
  folder: string,
  platform: PackagedPlatform,
  processor: Processor,
  change: (configuration: Configuration) => Configuration = (configuration) => configuration,
): Promise<StubProgram> {
  await mkdir(folder, { recursive: true })
  const said: string[] = []
  const usual = builderLog.stream
  builderLog.stream = { write: (text) => said.push(text) }
  try {
    const runtime = await makeStubRuntime(folder, platform)
    const prepared = await prepareApplication(folder)
    const wanted = change(withoutSigning(configuration({ ...prepared, output: join(folder, 'output'), runtime })))
    const made = await buildProgram(wanted, platform, processor)
    return { ...placesIn(made, platform, await readProject()), platform, processor, folder: made }
  } catch (error) {
    throw new Error(`${said.join('')}${error instanceof Error ? error.message : String(error)}`)
  } finally {
    builderLog.stream = usual
  }
}
