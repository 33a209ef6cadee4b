import { appendFile, cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'vitest'
import { failEachCall, type Step } from '../support/every-fault'
import { type FaultCode, faultCodes } from '../support/faulty-files'
import {
  abort,
  ended,
  inRun,
  noted,
  olga,
  open,
  orderedCard,
  orderNext,
  quickFolder,
  retitle,
  startRun,
  write,
} from '../support/store-desk'

// Every call at the file port fails once in turn. FAULTS=all tries each call with each fault; without it, every call
// fails for want of room, and one in eight in the other ways.
const shareOf = (code: FaultCode) => (code === 'ENOSPC' || process.env.FAULTS === 'all' ? 1 : 8)

const scrypt = {
  algorithm: 'scrypt',
  cost: 16,
  blockSize: 8,
  parallelization: 1,
  salt: 'c2FsdA==',
  hash: 'aGFzaA==',
} as const

const order: Step = (store) => store.transact(orderNext)
const checkpoint: Step = (store) => store.checkpoint()

const work: readonly Step[] = [
  order,
  (store) => store.transact(abort('TC-000001')),
  checkpoint,
  (store) => store.transact(retitle('TC-000002', 'Visitor')),
  (store) => store.history('TC-000001', 5),
  (store) => store.changes('settings-and-accounts', 5),
  (store) => store.credentials.put('first', scrypt),
  (store) => store.credentials.keepOnly([]),
  (store) => store.secrets.put('bureau', Uint8Array.from([1, 2, 3])),
  (store) => store.secrets.keepOnly([]),
  (store) => store.transact(startRun),
  (store) => store.transact(inRun('S-000001', retitle('TC-000003', 'sent'))),
  (store) => store.transact(() => ({ ok: true, by: olga, events: [noted('S-000001'), ended('S-000001')] })),
  (store) => store.syncRunRecords('S-000001', 5),
  checkpoint,
  order,
]

/** Small files, so that most commits begin a new one. */
const segmentBytes = 1000

async function deskOf(cards: number): Promise<string> {
  const folder = await quickFolder()
  const store = await open({ folder, segmentBytes })
  for (let number = 1; number <= cards; number += 1) await write(store, ...orderedCard(number))
  await store.close()
  return folder
}

const lives = {
  'A start after a torn write, and work': {
    async prepare() {
      const folder = await deskOf(3)
      const newest = (await readdir(join(folder, 'journal'))).sort().at(-1) ?? ''
      await appendFile(join(folder, 'journal', newest), '{"by":{"at":')
      return folder
    },
    steps: work,
    options: { segmentBytes },
  },
  'The first start in a folder that is not there, and its first commits': {
    prepare: () => quickFolder(),
    steps: [order, order, checkpoint],
  },
  'A start from the journal alone, with checkpoints by themselves': {
    async prepare() {
      const folder = await deskOf(12)
      await rm(join(folder, 'snapshot'), { recursive: true })
      return folder
    },
    steps: [order, checkpoint, order, order, checkpoint],
    options: { checkpointEvery: 2 },
  },
  'A start without its anchor': {
    async prepare() {
      const folder = await deskOf(2)
      await rm(join(folder, 'head.json'))
      return folder
    },
    steps: [order],
  },
  ...Object.fromEntries(
    [1, 2, 3].map((format) => [
      `A migration from format ${format}`,
      {
        // The earlier ones differ from the last in what records say, not in what is done with the disk.
        sparse: format < 3,
        async prepare() {
          const folder = await quickFolder()
          await cp(fileURLToPath(new URL(`../fixtures/data-v${format}`, import.meta.url)), folder, { recursive: true })
          return folder
        },
        steps: [order, checkpoint],
      },
    ]),
  ),
}

describe.each(Object.entries(lives))('%s', (_, life) => {
  it.each(faultCodes)(
    'go on after any single call that fails with %s',
    (code) => failEachCall(life, code, shareOf(code) * ('sparse' in life && life.sparse ? 4 : 1)),
    240_000,
  )
})
