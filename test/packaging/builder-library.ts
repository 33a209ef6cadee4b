import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../../electron/launch/project.mjs'

/** Packages are found here as electron-builder finds its own, so that a check uses what made the package. */
const requireAsBuilder = createRequire(
  createRequire(join(root, 'package.json')).resolve('app-builder-lib/package.json'),
)

/** Reads and writes Windows programs. */
export const resedit: typeof import('resedit') = requireAsBuilder('resedit')

/** Reads and writes the property lists of macOS; it comes without types. */
export const plist: {
  parse(text: string): unknown
  build(values: Readonly<Record<string, unknown>>): string
} = requireAsBuilder('plist')
