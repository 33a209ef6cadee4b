import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Files, realFiles } from '../../electron/files'
import { silentLog } from '../../electron/ports'
import { StorageFailed, type Store, StoreRefusal, verifyFolder } from '../../electron/store'
import { openCredentials } from '../../electron/store/credentials'
import { formats } from '../../electron/store/formats'
import { recover } from '../../electron/store/recover'
import { Secrets } from '../../electron/store/secrets'
import type { Refusal } from '../../shared/errors'
import { type FaultCode, FaultyFiles } from './faulty-files'
import { forEach, open, picture, quickFolder, range, type StoreOptions } from './store-desk'

/** The same for a desk that is founded at the second try. */
const ids = { random: () => 'desk-of-the-test' }

/** The credentials and secrets that steps may keep. */
const names = ['first', 'second', 'bureau']

/** One call of the store; it answers a refusal or throws when it could not be done. */
export type Step = (store: Store) => Promise<unknown>

/** A life of a desk in which every call at the file port fails once in turn. */
export interface Life {
  readonly prepare: () => Promise<string>
  readonly steps: readonly Step[]
  readonly options?: Omit<StoreOptions, 'folder' | 'files'>
}

/** What a start would find in a folder, with its snapshot or from the journal alone. Reads only. */
async function found(folder: string, from: 'both' | 'journal alone' = 'both') {
  const files: Files = from === 'both' ? realFiles : { ...realFiles, readWhole: journalAlone(folder) }
  const { memory } = await recover({ files, folder, formats, log: silentLog })
  const credentials = await openCredentials(realFiles, folder, formats)
  const secrets = await Secrets.open(realFiles, folder, formats)
  const desk = {
    view: memory,
    cards: () => memory.cards(),
    persons: () => memory.persons(),
    syncRuns: () => memory.runs.all(),
  }
  return { ...picture(desk), kept: names.map((name) => [credentials.get(name), secrets.get(name)]) }
}

function journalAlone(folder: string): Files['readWhole'] {
  return (path) => (path.startsWith(join(folder, 'snapshot')) ? Promise.resolve(null) : realFiles.readWhole(path))
}

function held(store: Store) {
  return { ...picture(store), kept: names.map((name) => [store.credentials.get(name), store.secrets.get(name)]) }
}

/** The closed code a failure was reported with; `null` when there was none. */
async function failureOf(act: () => Promise<unknown>): Promise<string | null> {
  try {
    const answer = await act()
    return isRefusal(answer) ? answer.error.code : null
  } catch (error) {
    if (error instanceof StorageFailed) return error.refusal.error.code
    if (error instanceof StoreRefusal) return error.code
    throw error
  }
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false
}

const reported = ['storage-failed', 'storage-unreadable', 'folder-unusable']

/**
 * Lets the calls of a life fail one at a time: each failure is reported with a closed code or does no harm, memory
 * and disk hold the same after it, what is tried again works, and in the end nothing differs from a life without a
 * fault. `share`: one call in so many is tried.
 */
export async function failEachCall({ prepare, steps, options = {} }: Life, code: FaultCode, share: number) {
  const prepared = await prepare()
  const calm = new FaultyFiles()
  const expected = await liveOnce(await copied(prepared), steps, calm, options, 'without a fault')
  const calls = calm.calls.length
  expect(calls).toBeGreaterThan(20)
  await forEach(range(1, calls + 1, share), async (failing) => {
    const disk = new FaultyFiles()
    disk.failOnce(failing, code)
    const what = `call ${failing} (${calm.calls[failing - 1]?.operation}) with ${code}`
    expect(await liveOnce(await copied(prepared), steps, disk, options, what), what).toEqual(expected)
  })
}

async function copied(prepared: string): Promise<string> {
  const folder = await quickFolder()
  await cp(prepared, folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    // A scenario may begin without a folder.
    if (error.code !== 'ENOENT') throw error
  })
  return folder
}

/** From start to close, trying once more what failed. Answers what is there in the end. */
async function liveOnce(
  folder: string,
  steps: readonly Step[],
  disk: FaultyFiles,
  options: Life['options'],
  what: string,
) {
  let store: Store | undefined
  const start = async () => {
    store = await open({ ids, ...options, folder, files: disk.files })
  }
  const refusedStart = await failureOf(start)
  if (refusedStart !== null) {
    expect(refusedStart, what).toBe('folder-unusable')
    await start()
  }
  if (!store) throw new Error('the second start came to nothing')
  for (const [index, step] of steps.entries()) {
    const running = store
    const failed = await failureOf(() => step(running))
    if (failed === null) continue
    expect(reported, `${what}, step ${index}`).toContain(failed)
    expect(await found(folder), `${what}, step ${index}`).toEqual(held(store))
    expect(await failureOf(() => step(running)), `${what}, step ${index} again`).toBeNull()
  }
  const memory = held(store)
  expect(await found(folder), `${what}, before the end`).toEqual(memory)
  await store.close()
  expect(await found(folder), `${what}, after the end`).toEqual(memory)
  expect(await found(folder, 'journal alone'), `${what}, from the journal alone`).toEqual(memory)
  expect((await verifyFolder(folder)).fault, what).toBeNull()
  return memory
}
