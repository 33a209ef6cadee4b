import { mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BureauUnavailable } from '../../electron/production/port'
import {
  batchOf,
  ExchangeFolder,
  hear,
  orderOf,
  ordersIn,
  saying,
  statusJson,
  submit,
} from '../support/exchange-folder'
import { withSlashes } from '../support/slashes'

const file = 'orders-3f2a91c0-B-000012.json'
const batch = batchOf(orderOf(1), orderOf(2))
const taken = { kind: 'taken', note: `Written as ${file}.` }

const wordsOf = (heard: Awaited<ReturnType<typeof hear>>) => heard.words.map(({ order, word }) => `${order} ${word}`)

describe('Sending through the exchange folder', () => {
  it.each(['json', 'csv'] as const)('leaves one whole %s file in outbox and nothing beside it', async (format) => {
    const folder = await ExchangeFolder.make()
    const name = file.replace('json', format)
    const note = `Written as ${name}.`
    expect(await submit(folder.bureau(format), batch)).toEqual([
      { kind: 'taken', note },
      { kind: 'taken', note },
    ])
    expect(await folder.names('outbox')).toEqual([name])
    const orders = ordersIn(name, await readFile(folder.path('outbox', name))) as readonly { order: string }[]
    expect(orders.map(({ order }) => order)).toEqual(['3f2a91c0-O-000001', '3f2a91c0-O-000002'])
  })

  it('writes a temporary name first, flushes, renames, and flushes the folder, in this order', async () => {
    const folder = await ExchangeFolder.make()
    await submit(folder.bureau(), batch)
    const done = folder.disk.calls
      .filter(({ operation }) => ['write', 'flush', 'rename', 'flushFolder'].includes(operation))
      .map(({ operation, path }) => `${operation} ${withSlashes(path.slice(folder.root.length + 1))}`)
    const temporary = done[0]?.replace('write ', '') ?? ''
    expect(temporary).toMatch(/^outbox\/\.orders-3f2a91c0-B-000012\.json\.[\w-]{20,}\.part$/)
    expect(done).toEqual([`write ${temporary}`, `flush ${temporary}`, `rename outbox/${file}`, 'flushFolder outbox'])
  })

  it('the same batch again writes nothing when its file still lies there', async () => {
    const folder = await ExchangeFolder.make()
    await submit(folder.bureau(), batch)
    const before = await stat(folder.path('outbox', file))
    folder.disk.calls.length = 0
    expect(await submit(folder.bureau(), batch)).toEqual([taken, taken])
    expect((await stat(folder.path('outbox', file))).ino).toBe(before.ino)
    expect(folder.disk.count('write') + folder.disk.count('rename')).toBe(0)
    expect(folder.disk.count('flushFolder', 'outbox')).toBe(1)
  })

  it('the same batch again replaces a file with other content, and a link without following it', async () => {
    const folder = await ExchangeFolder.make()
    const elsewhere = await folder.put('../elsewhere', 'not ours')
    await mkdir(folder.path('outbox'))
    for (const spoil of [
      () => writeFile(folder.path('outbox', file), 'half a fi'),
      () => symlink(elsewhere, folder.path('outbox', file)),
    ]) {
      await spoil()
      expect(await submit(folder.bureau(), batch)).toEqual([taken, taken])
      expect((await stat(folder.path('outbox', file))).isFile()).toBe(true)
      expect(ordersIn(file, await readFile(folder.path('outbox', file)))).toHaveLength(2)
      await rm(folder.path('outbox', file))
    }
    expect(await readFile(elsewhere, 'utf8')).toBe('not ours')
  })

  it('removes what an attempt at the same batch left behind, and nothing else', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put(`outbox/.${file}.3e1a.part`, 'half')
    await folder.put('outbox/.orders-3f2a91c0-B-000011.json.3e1a.part', 'somebody else')
    await submit(folder.bureau(), batch)
    expect(await folder.names('outbox')).toEqual(['.orders-3f2a91c0-B-000011.json.3e1a.part', file])
  })

  it('sends nothing when it was stopped before, and leaves no trace', async () => {
    const folder = await ExchangeFolder.make()
    const stopped = { kind: 'not-sent', reason: 'It was stopped before anything left.' }
    expect(await folder.bureau().submit(batch, AbortSignal.abort())).toEqual([stopped, stopped])
    expect(await readdir(folder.root)).toEqual([])
  })

  it('does not wait for a drive that hangs once it is asked to stop: before the rename nothing left', async () => {
    const folder = await ExchangeFolder.make()
    const stopping = new AbortController()
    const [outcome] = await folder.hangingBureau('open', stopping).submit(batchOf(orderOf(1)), stopping.signal)
    expect(outcome).toEqual({ kind: 'not-sent', reason: 'It was stopped before anything left.' })
  })

  it.each(['rename', 'flushFolder'] as const)('is unsure when it was stopped in a %s that hangs', async (operation) => {
    const folder = await ExchangeFolder.make()
    const stopping = new AbortController()
    const [outcome] = await folder.hangingBureau(operation, stopping).submit(batchOf(orderOf(1)), stopping.signal)
    expect(outcome).toEqual({
      kind: 'unanswered',
      reason: 'It was stopped while the file was being put in place. It may be in outbox.',
    })
  })
})

describe('An exchange folder that cannot be used', () => {
  const cases = [
    ['is not chosen', async () => '', 'No exchange folder is chosen.'],
    ['is not a whole path', async () => 'exchange', 'The exchange folder exchange is not a whole path.'],
    ['is not there', async (folder: ExchangeFolder) => folder.path('stick'), 'stick is not there. Plug in the stick'],
    ['is a file', async (folder: ExchangeFolder) => folder.put('file', ''), 'file is a file.'],
    ['is below a file', async (folder: ExchangeFolder) => join(await folder.put('file', ''), 'x'), 'x is a file.'],
    ['has too long a path', async (folder: ExchangeFolder) => folder.path('x'.repeat(300)), ' is too long.'],
    ['has a zero in its path', async (folder: ExchangeFolder) => folder.path('a\u0000b'), 'could not be used'],
    [
      'has a file in the place of a sub-folder',
      async (folder: ExchangeFolder) => {
        for (const name of ['outbox', 'inbox']) await folder.put(name, '')
        return folder.root
      },
      'is a file or a link. Put a folder in its place',
    ],
    [
      'has a link in the place of a sub-folder',
      async (folder: ExchangeFolder) => {
        for (const name of ['outbox', 'inbox']) await symlink(folder.path('..'), folder.path(name))
        return folder.root
      },
      'is a file or a link. Put a folder in its place',
    ],
  ] as const

  it.each(cases)('because it %s says so in one sentence, and nothing left', async (_what, make, reason) => {
    const folder = await ExchangeFolder.make()
    const bureau = folder.bureau('json', await make(folder))
    const outcomes = await submit(bureau, batch)
    expect(outcomes).toEqual([
      { kind: 'not-sent', reason: expect.stringContaining(reason) },
      { kind: 'not-sent', reason: expect.stringContaining(reason) },
    ])
    expect(JSON.stringify(outcomes)).not.toMatch(/\\u0000|ENOENT|EEXIST/)
    for (const call of [
      () => hear(bureau),
      () => hear(bureau, { dry: true }),
      () => bureau.check(new AbortController().signal),
    ]) {
      const error = await call().catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(BureauUnavailable)
      expect((error as Error).message).toContain(reason)
    }
  })

  it('is never made', async () => {
    const folder = await ExchangeFolder.make()
    const bureau = folder.bureau('json', folder.path('stick'))
    await submit(bureau, batch)
    await expect(hear(bureau)).rejects.toThrow(BureauUnavailable)
    await expect(bureau.ask({ id: orderOf(1).id, card: 'C-000001', state: 'ordered' })).rejects.toThrow(
      BureauUnavailable,
    )
    await expect(bureau.check(new AbortController().signal)).rejects.toThrow(BureauUnavailable)
    expect(await readdir(folder.root)).toEqual([])
  })

  it('and vanishes while files are taken in is no fault of the files', async () => {
    const folder = await ExchangeFolder.make()
    for (const name of ['a', 'b', 'c']) await folder.put(`inbox/${name}.json`, statusJson([saying(1, name)]))
    const heard = async () => {
      for await (const piece of folder.bureau().news([], { dry: false, signal: new AbortController().signal })) {
        expect(piece).toMatchObject({ kind: 'words', source: 'a.json' })
        await rename(folder.root, `${folder.root}-unplugged`)
      }
    }
    await expect(heard()).rejects.toThrow(/is not there. Plug in the stick/)
    await rename(`${folder.root}-unplugged`, folder.root)
    expect(wordsOf(await hear(folder.bureau())).map((word) => word.slice(-1))).toEqual(['a', 'b', 'c'])
  })

  it('opens nothing before it is used', async () => {
    const folder = await ExchangeFolder.make()
    expect(folder.bureau().status).toEqual({ name: 'Exchange folder', simulated: false })
    expect(folder.disk.calls).toEqual([])
  })
})

describe('Checking the exchange folder', () => {
  const check = (folder: ExchangeFolder) => folder.bureau().check(new AbortController().signal)

  it('makes what is missing, leaves nothing, and says what lies there', async () => {
    const folder = await ExchangeFolder.make()
    expect(await check(folder)).toBe(
      'The exchange folder is there and can be used. No order file waits in outbox. No status file is in inbox.',
    )
    expect((await readdir(folder.root, { recursive: true })).sort()).toEqual(['archive', 'inbox', 'outbox', 'rejected'])
    await submit(folder.bureau(), batch)
    for (const name of ['a.json', 'b.csv', '.c.json', 'd.part']) await folder.put(`inbox/${name}`, '')
    expect(await check(folder)).toBe(
      'The exchange folder is there and can be used. 1 order file waits in outbox for the bureau. 2 status files are in inbox.',
    )
  })

  it('removes trials of long ago that were never removed, and those of nobody else', async () => {
    const folder = await ExchangeFolder.make()
    for (const [name, age] of [
      ['.check.1.part', 3700],
      ['.check.2.part', 60],
      ['.status.json.part', 3700],
    ] as const)
      await folder.put(`inbox/${name}`, 'x', age)
    await check(folder)
    expect(await folder.names('inbox')).toEqual(['.check.2.part', '.status.json.part'])
  })

  it('does not wait for a drive that hangs once it is stopped', async () => {
    const folder = await ExchangeFolder.make()
    const stopping = new AbortController()
    await expect(folder.hangingBureau('size', stopping).check(stopping.signal)).rejects.toThrow(
      'The check was stopped.',
    )
  })

  it.each([
    ['EROFS', 'is read-only or closed to this user'],
    ['EACCES', 'is read-only or closed to this user'],
    ['ENOSPC', 'There is no room left'],
    ['EIO', 'does not work as it should'],
    ['EBUSY', 'Another program holds files'],
    ['EMADEUP', 'could not be used (EMADEUP)'],
  ])('says what %s means, and leaves nothing', async (code, said) => {
    const folder = await ExchangeFolder.make()
    folder.disk.failOn('write', 'archive', code)
    await expect(check(folder)).rejects.toThrow(said)
    expect((await readdir(folder.root, { recursive: true })).sort()).toEqual(['archive', 'inbox', 'outbox'])
  })
})
