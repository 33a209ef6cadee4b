import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { BureauUnavailable } from '../../electron/production/port'
import {
  batchOf,
  ExchangeFolder,
  hear,
  orderOf,
  ordersIn,
  saying,
  statusCsv,
  statusJson,
  submit,
} from '../support/exchange-folder'
import { type FileCall, failure } from '../support/faulty-files'

const codes = ['ENOSPC', 'EACCES', 'EIO', 'ENOENT']
/** Each of these does the whole work once for every call in it, on a disk that flushes. */
const patience = 120_000
const name = 'orders-3f2a91c0-B-000012.json'
const batch = batchOf(orderOf(1), orderOf(2))

/** Lets the call with this number, counted from now on, fail once; answers which it was. */
function failOnce(folder: ExchangeFolder, number: number, code: string): { call: FileCall | null } {
  const failed: { call: FileCall | null } = { call: null }
  const before = folder.disk.calls.length
  folder.disk.fate = (call, count) => {
    if (count - before !== number) return null
    failed.call = call
    return failure(code)
  }
  return failed
}

/** Which of the numbered calls there are, by doing the same where nothing fails. */
async function callsOf(folder: ExchangeFolder, work: () => Promise<unknown>): Promise<readonly number[]> {
  folder.disk.calls.length = 0
  await work()
  return folder.disk.calls.map((_, index) => index + 1)
}

const wholeOrders = async (folder: ExchangeFolder) =>
  ordersIn(name, await readFile(folder.path('outbox', name))).map((order) => (order as { order: string }).order)

describe('Sending where every single call at the disk fails once', () => {
  it.each(codes)(
    'with %s leaves a whole file or none, says which, and goes on the next time',
    async (code) => {
      const calls = await ExchangeFolder.make().then((folder) => callsOf(folder, () => submit(folder.bureau(), batch)))
      expect(calls.length).toBeGreaterThan(8)
      for (const number of calls) {
        const folder = await ExchangeFolder.make()
        const failed = failOnce(folder, number, code)
        const [outcome, other] = await submit(folder.bureau(), batch)
        const { operation = '', path = '' } = failed.call ?? {}
        const what = `${operation} ${path.slice(folder.root.length)}`
        expect(failed.call, what).not.toBeNull()
        expect(other, what).toEqual(outcome)
        const lying = await folder.names('outbox')
        switch (outcome?.kind) {
          case 'not-sent':
            expect(lying, what).toEqual([])
            expect(outcome.reason, what).toMatch(/^[A-Z].+\.$/)
            expect(outcome.reason, what).not.toContain('made up')
            break
          case 'unanswered':
            expect(operation, what).toBe('flushFolder')
            expect(lying, what).toEqual([name])
            break
          default:
            // Some calls only tidy up, or look for what is not there.
            expect(['list', 'look'], what).toContain(operation)
            expect(lying, what).toEqual([name])
        }
        folder.disk.fate = () => null
        expect(await submit(folder.bureau(), batch), what).toMatchObject([{ kind: 'taken' }, { kind: 'taken' }])
        expect(await folder.names('outbox'), what).toEqual([name])
        expect(await wholeOrders(folder), what).toEqual(['3f2a91c0-O-000001', '3f2a91c0-O-000002'])
      }
    },
    patience,
  )

  it.each(['json', 'csv'] as const)('goes on where the disk takes a few bytes at a time, in %s', async (format) => {
    const folder = await ExchangeFolder.make()
    folder.disk.fate = ({ operation }) => (operation === 'write' ? 100 : null)
    expect(await submit(folder.bureau(format), batch)).toMatchObject([{ kind: 'taken' }, { kind: 'taken' }])
    const file = name.replace('json', format)
    expect(ordersIn(file, await readFile(folder.path('outbox', file)))).toHaveLength(2)
  })

  it.each([1, 2, 5])('is not sent when the disk is full after %i short writes, and leaves nothing', async (after) => {
    const folder = await ExchangeFolder.make()
    let writes = 0
    folder.disk.fate = ({ operation }) => {
      if (operation !== 'write') return null
      writes += 1
      return writes > after ? failure('ENOSPC') : 10
    }
    const [outcome] = await submit(folder.bureau(), batch)
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: expect.stringContaining('There is no room left') })
    expect(await folder.names('outbox')).toEqual([])
  })

  it('is not sent when the disk takes no more bytes without saying so', async () => {
    const folder = await ExchangeFolder.make()
    folder.disk.fate = ({ operation }) => (operation === 'write' ? 0 : null)
    expect(await submit(folder.bureau(), batch)).toMatchObject([{ kind: 'not-sent' }, { kind: 'not-sent' }])
    expect(await folder.names('outbox')).toEqual([])
  })

  it('leaves a temporary name nobody looks at when that cannot be removed, and removes it the next time', async () => {
    const folder = await ExchangeFolder.make()
    folder.disk.fate = ({ operation }) => (['flush', 'remove'].includes(operation) ? failure('EIO') : null)
    expect(await submit(folder.bureau(), batch)).toMatchObject([{ kind: 'not-sent' }, { kind: 'not-sent' }])
    expect(await folder.names('outbox')).toEqual([expect.stringMatching(/^\..+\.part$/)])
    folder.disk.fate = () => null
    await submit(folder.bureau(), batch)
    expect(await folder.names('outbox')).toEqual([name])
  })

  it('is unsure when a drive says no to a rename it has done', async () => {
    const folder = await ExchangeFolder.make()
    const bureau = folder.bureau('json', folder.root, {
      rename: async (from, to) => {
        await folder.disk.files.rename(from, to)
        throw failure('EIO')
      },
    })
    expect(await submit(bureau, batch)).toMatchObject([{ kind: 'unanswered' }, { kind: 'unanswered' }])
    expect(await wholeOrders(folder)).toHaveLength(2)
  })

  it('is unsure, not unsent, while a file of an earlier attempt still lies there', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put(`outbox/${name}`, 'of an earlier time')
    folder.disk.failOn('write', 'outbox', 'ENOSPC')
    expect(await submit(folder.bureau(), batch)).toMatchObject([{ kind: 'unanswered' }, { kind: 'unanswered' }])
    expect(await folder.names('outbox')).toEqual([name])
  })
})

/** One of everything inbox can hold. */
async function fullInbox(): Promise<ExchangeFolder> {
  const folder = await ExchangeFolder.make()
  await folder.put('archive/old.json', statusJson([saying(9, 'Queued')]))
  await folder.put('inbox/a.json', statusJson([saying(1, 'Queued')]))
  await folder.put('inbox/b.json', 'broken')
  await folder.put('inbox/c.csv', statusCsv(['order,status', '3f2a91c0-O-000002,Queued']))
  await folder.put('inbox/d.json', statusJson([saying(9, 'Queued')]))
  return folder
}

const done = {
  inbox: [],
  archive: ['a.json', 'c.csv', 'd.json', 'old.json'],
  rejected: ['b.json', 'b.json.reason.txt'],
}

/** Takes in what there is; whatever was said before the folder became unavailable counts. */
async function hearAll(folder: ExchangeFolder): Promise<{ readonly orders: readonly string[]; readonly told: string }> {
  const orders: string[] = []
  const told: string[] = []
  try {
    for await (const piece of folder.bureau().news([], { dry: false, signal: new AbortController().signal })) {
      if (piece.kind === 'rejected') told.push(piece.reason)
      if (piece.kind !== 'words') continue
      orders.push(...piece.words.map(({ order }) => order))
      await piece.finish().catch((error: Error) => told.push(error.message))
    }
  } catch (error) {
    expect(error).toBeInstanceOf(BureauUnavailable)
    told.push((error as Error).message)
  }
  return { orders, told: told.join('\n') }
}

describe('Taking in where every single call at the disk fails once', () => {
  it.each(codes)(
    'with %s loses no word, and the next time finishes what was left',
    async (code) => {
      const calls = await fullInbox().then((folder) => callsOf(folder, () => hear(folder.bureau())))
      expect(calls.length).toBeGreaterThan(40)
      for (const number of calls) {
        const folder = await fullInbox()
        const failed = failOnce(folder, number, code)
        const first = await hearAll(folder)
        const what = `${number} ${failed.call?.operation} ${failed.call?.path.slice(folder.root.length)}`
        expect(first.told, what).not.toMatch(/made up|undefined|\{\{/)
        folder.disk.fate = () => null
        const orders = new Set([...first.orders, ...(await hearAll(folder)).orders])
        expect([...orders].sort().slice(0, 2), what).toEqual(['3f2a91c0-O-000001', '3f2a91c0-O-000002'])
        const lying = await folder.lying()
        expect(lying.inbox, what).toEqual([])
        expect(lying.rejected, what).toEqual(done.rejected)
        expect(lying.archive, what).toEqual(done.archive)
      }
    },
    patience,
  )

  it('with nothing failing ends in one go', async () => {
    const folder = await fullInbox()
    expect(await hearAll(folder)).toMatchObject({ orders: ['3f2a91c0-O-000001', '3f2a91c0-O-000002'] })
    expect(await folder.lying()).toMatchObject(done)
  })

  it('tells of each file that cannot be moved from a read-only folder, and goes on', async () => {
    const folder = await fullInbox()
    folder.disk.fate = ({ operation }) =>
      ['rename', 'remove', 'makeFolder'].includes(operation) ? failure('EROFS') : null
    const heard = await hear(folder.bureau())
    expect(heard.words.map(({ order }) => order)).toEqual(['3f2a91c0-O-000001', '3f2a91c0-O-000002'])
    expect(heard.unfinished).toEqual([
      expect.stringMatching(/^a\.json was taken in, but stays in inbox.+read-only.+read once more next time/),
      expect.stringMatching(/^c\.csv was taken in/),
    ])
    expect(heard.pieces.filter(({ kind }) => kind === 'rejected')).toMatchObject([
      { source: 'b.json', reason: expect.stringMatching(/^It is not JSON.+It stays in inbox.+read-only/) },
      { source: 'd.json', reason: expect.stringMatching(/^Its content was taken in before.+It stays in inbox/) },
    ])
    folder.disk.fate = () => null
    await hear(folder.bureau())
    expect(await folder.lying()).toMatchObject(done)
  })

  it('tells of a file that cannot be read, leaves it, and takes in the others', async () => {
    const folder = await fullInbox()
    folder.disk.failOn('open', 'a.json', 'EACCES')
    const heard = await hear(folder.bureau())
    expect(heard.words.map(({ order }) => order)).toEqual(['3f2a91c0-O-000002'])
    expect(heard.pieces[0]).toMatchObject({
      kind: 'rejected',
      source: 'a.json',
      reason: expect.stringMatching(/^It could not be read and stays in inbox.+read-only or closed/),
    })
    expect((await folder.lying()).inbox).toEqual(['a.json'])
  })

  it('keeps names of files out of the log', async () => {
    const folder = await fullInbox()
    folder.disk.failOn('rename', 'a.json', 'EIO')
    await hear(folder.bureau())
    expect(folder.log.lines.join('\n')).toContain('EIO')
    expect(folder.log.lines.join('\n')).not.toContain('a.json')
  })
})
