import { setTimeout as pause } from 'node:timers/promises'

/** What Windows says while somebody else has a file open that is to be renamed. */
const held: readonly string[] = ['EPERM', 'EACCES', 'EBUSY']

/** Between the tries, milliseconds; a bit more than a second in all. */
const waits: readonly number[] = [10, 20, 40, 80, 160, 320, 640]

/**
 * Does something that Windows refuses for as long as a virus scanner or an indexer looks at a file, as they do with each
 * new one for a moment: tries again a few times.
 * @throws what `work` throws in the end, or at once when it is anything else.
 */
export async function patiently<Value>(work: () => Promise<Value>, between: readonly number[] = waits): Promise<Value> {
  for (const wait of between) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && held.includes(String(error.code)))) throw error
      await pause(wait)
    }
  }
  return work()
}
