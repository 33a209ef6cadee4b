import { ensureRuntime, environmentOf } from '../../electron/launch/runtime.mjs'

/**
 * Chooses the runtime once for all end-to-end tests of a run: a runtime is not fetched by several at once, and a
 * display in memory is there for all of them.
 */
export default async function oneRuntime(): Promise<void> {
  Object.assign(process.env, environmentOf(await ensureRuntime()))
}
