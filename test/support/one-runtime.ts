import { ensureRuntime, environmentOf } from '../../electron/launch/runtime.mjs'
import { forgetUsedParts, provePartsUsed } from './used-parts.ts'

/**
 * Chooses the runtime once for all end-to-end tests of a run: a runtime is not fetched by several at once, and a
 * display in memory is there for all of them.
 * @returns what is called at the end of the run: it fails when the list of the stand-in's parts is wrong.
 */
export default async function oneRuntime(): Promise<() => Promise<void>> {
  Object.assign(process.env, environmentOf(await ensureRuntime()))
  await forgetUsedParts()
  return provePartsUsed
}
