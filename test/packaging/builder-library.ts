import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Configuration } from 'electron-builder'
import { root } from '../../electron/launch/project.mjs'

/** Packages are found here as electron-builder finds its own, so that a check uses what made the package. */
const builderDescription = createRequire(join(root, 'package.json')).resolve('app-builder-lib/package.json')
const requireAsBuilder = createRequire(builderDescription)

/** Reads and writes Windows programs. */
export const resedit: typeof import('resedit') = requireAsBuilder('resedit')

/** Reads and writes the property lists of macOS; it comes without types. */
export const plist: {
  parse(text: string): unknown
  build(values: Readonly<Record<string, unknown>>): string
} = requireAsBuilder('plist')

/** What electron-builder says while it works goes into this stream, which is standard output by itself. */
export const { log: builderLog }: { log: { stream: { write(text: string): unknown } } } =
  requireAsBuilder('builder-util')

/** The same configuration for a program that nobody is to trust: a stub cannot be signed, and is not to be. */
export function withoutSigning(configuration: Configuration): Configuration {
  return {
    ...configuration,
    electronFuses: { ...configuration.electronFuses, resetAdHocDarwinSignature: false },
    mac: { ...configuration.mac, identity: null },
    win: { ...configuration.win, signExecutable: false },
  }
}

/** What electron-builder checks a configuration with before it builds; it refuses with a sentence. */
export const {
  validateConfiguration,
}: {
  validateConfiguration(configuration: Configuration, debug: { readonly isEnabled: boolean }): Promise<void>
} = requireAsBuilder('./out/util/config/config.js')

/** The folder of electron-builder's own scripts for installers. */
export const builderTemplates = join(dirname(builderDescription), 'templates')
