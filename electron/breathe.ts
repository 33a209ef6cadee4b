import { setImmediate } from 'node:timers/promises'

/**
 * Keeps long work from holding up everything else: call it often; it hands the thread back once
 * `milliseconds` have gone by since it last did.
 */
export function breather(milliseconds = 8): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < milliseconds) return undefined
    return setImmediate().then(() => {
      since = performance.now()
    })
  }
}
