import { readdir, stat, utimes } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import {
  ExchangeFolder,
  hear,
  inShort,
  orderOf,
  saying,
  sha256,
  statusCsv,
  statusJson,
} from '../support/exchange-folder'

const wordsOf = (heard: Awaited<ReturnType<typeof hear>>) => heard.words.map(({ order, word }) => `${order} ${word}`)

describe('Taking in status files', () => {
  it('reads them in the order of their names, in both forms, and moves them to archive', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put('inbox/b.CSV', statusCsv(['order,status', '3f2a91c0-O-000002,Produced']))
    await folder.put('inbox/a.json', statusJson([saying(1, 'Queued'), saying(1, 'Produced')]))
    const heard = await hear(folder.bureau())
    expect(inShort(heard)).toEqual(['words a.json', 'words b.CSV'])
    expect(wordsOf(heard)).toEqual([
      '3f2a91c0-O-000001 Queued',
      '3f2a91c0-O-000001 Produced',
      '3f2a91c0-O-000002 Produced',
    ])
    expect(await folder.lying()).toEqual({ outbox: [], inbox: [], archive: ['a.json', 'b.CSV'], rejected: [] })
    expect((await hear(folder.bureau())).pieces).toEqual([])
  })

  it('makes the sub-folders, and finds nothing in them', async () => {
    const folder = await ExchangeFolder.make()
    expect((await hear(folder.bureau())).pieces).toEqual([])
    expect((await readdir(folder.root)).sort()).toEqual(['archive', 'inbox', 'outbox', 'rejected'])
  })

  it('never looks at hidden and unfinished files, nor at what is of no form', async () => {
    const folder = await ExchangeFolder.make()
    const content = statusJson([saying(1, 'Queued')])
    const names = ['.a.json', 'a.json.part', 'a.json.tmp', '.a.json.1.part', 'a.txt', 'json', '.json']
    for (const name of names) await folder.put(`inbox/${name}`, content)
    expect((await hear(folder.bureau())).pieces).toEqual([])
    expect((await folder.lying()).inbox).toEqual(names.toSorted())
  })

  it('gives a file whose name is taken in archive a number before its ending', async () => {
    const folder = await ExchangeFolder.make()
    for (const word of ['Queued', 'In production', 'Produced']) {
      await folder.put('inbox/status.json', statusJson([saying(1, word)]))
      expect(wordsOf(await hear(folder.bureau()))).toEqual([`3f2a91c0-O-000001 ${word}`])
    }
    expect((await folder.lying()).archive).toEqual(['status-2.json', 'status-3.json', 'status.json'])
    expect(await folder.read('archive/status-2.json')).toContain('In production')
  })

  it('gives the same words again when nobody put the file away, as after a crash', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put('inbox/a.json', statusJson([saying(1, 'Queued')]))
    await folder.put('inbox/b.json', statusJson([saying(2, 'Queued')]))
    for await (const piece of folder.bureau().news([], { dry: false, signal: new AbortController().signal })) {
      expect(piece).toMatchObject({ kind: 'words', source: 'a.json' })
      break
    }
    expect((await folder.lying()).inbox).toEqual(['a.json', 'b.json'])
    expect(wordsOf(await hear(folder.bureau()))).toEqual(['3f2a91c0-O-000001 Queued', '3f2a91c0-O-000002 Queued'])
  })

  it('leaves a file that took the place of the one it read, and takes it in next', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put('inbox/a.json', statusJson([saying(1, 'Queued')]))
    const words: string[] = []
    for await (const piece of folder.bureau().news([], { dry: false, signal: new AbortController().signal })) {
      if (piece.kind !== 'words') continue
      words.push(...piece.words.map(({ word }) => word))
      await folder.put('inbox/a.json', statusJson([saying(1, 'Failed')]))
      await piece.finish()
    }
    expect(words).toEqual(['Queued'])
    expect(await folder.lying()).toMatchObject({ inbox: ['a.json'], archive: [] })
    expect(wordsOf(await hear(folder.bureau()))).toEqual(['3f2a91c0-O-000001 Failed'])
    expect(await folder.lying()).toMatchObject({ inbox: [], archive: ['a.json'] })
  })

  it('ends early when it is asked to stop, between files and in one that hangs', async () => {
    const folder = await ExchangeFolder.make()
    for (const name of ['a', 'b', 'c']) await folder.put(`inbox/${name}.json`, statusJson([saying(1, name)]))
    const stopping = new AbortController()
    const words: string[] = []
    for await (const piece of folder.bureau().news([], { dry: false, signal: stopping.signal })) {
      if (piece.kind === 'words') words.push(...piece.words.map(({ word }) => word))
      stopping.abort()
    }
    expect(words).toEqual(['a'])
    const hanging = new AbortController()
    expect((await hear(folder.hangingBureau('open', hanging), { signal: hanging.signal })).pieces).toEqual([])
    expect((await folder.lying()).inbox).toEqual(['a.json', 'b.json', 'c.json'])
  })
})

describe('A status file that cannot be taken in', () => {
  it('goes to rejected with its reason beside it, and stops no other', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put('inbox/a.json', statusJson([saying(1, 'Queued')], { changes: { checksum: sha256('') } }))
    await folder.put('inbox/b.json', statusJson([saying(2, 'Queued')]))
    await folder.put('inbox/c.csv', 'x')
    const heard = await hear(folder.bureau())
    const reason = 'Its checksum is wrong: it was changed, or it is not complete.'
    expect(heard.pieces).toMatchObject([
      { kind: 'rejected', source: 'a.json', reason },
      { kind: 'words', source: 'b.json' },
      { kind: 'rejected', source: 'c.csv' },
    ])
    expect(await folder.lying()).toEqual({
      outbox: [],
      inbox: [],
      archive: ['b.json'],
      rejected: ['a.json', 'a.json.reason.txt', 'c.csv', 'c.csv.reason.txt'],
    })
    expect(await folder.read('rejected/a.json.reason.txt')).toBe(`${reason}\n`)
  })

  it('takes a further name when its own is taken', async () => {
    const folder = await ExchangeFolder.make()
    for (const content of ['one', 'two']) {
      await folder.put('inbox/a.json', content)
      await hear(folder.bureau())
    }
    expect(await folder.names('rejected')).toEqual(['a-2.json', 'a-2.json.reason.txt', 'a.json', 'a.json.reason.txt'])
    expect(await folder.read('rejected/a-2.json')).toBe('two')
  })

  it('is left for a minute after its last change: it may still be being written', async () => {
    const folder = await ExchangeFolder.make()
    const whole = statusJson([saying(1, 'Queued')])
    await folder.put('inbox/a.json', whole.slice(0, 60), 59)
    expect((await hear(folder.bureau())).pieces).toEqual([])
    await folder.date('inbox/a.json', -59)
    expect((await hear(folder.bureau())).pieces).toEqual([])
    expect((await folder.lying()).inbox).toEqual(['a.json'])
    await folder.put('inbox/a.json', whole, 0)
    expect(wordsOf(await hear(folder.bureau()))).toEqual(['3f2a91c0-O-000001 Queued'])
    await folder.put('inbox/b.json', whole.slice(0, 60), 59)
    folder.clock.pass(1000)
    expect(inShort(await hear(folder.bureau()))).toEqual(['rejected b.json'])
  })

  it('goes back when a good one took its place while it was judged', async () => {
    const folder = await ExchangeFolder.make()
    const path = await folder.put('inbox/a.json', 'broken')
    const bureau = folder.bureau('json', folder.root, {
      rename: async (from, to) => {
        if (from === path) await folder.put('inbox/a.json', statusJson([saying(1, 'Queued')]))
        await folder.disk.files.rename(from, to)
      },
    })
    expect((await hear(bureau)).pieces).toEqual([])
    expect(await folder.lying()).toMatchObject({ inbox: ['a.json'], rejected: [] })
  })
})

describe('A dry run', () => {
  it('tells what would become of each file, and touches nothing', async () => {
    const folder = await ExchangeFolder.make()
    const content = statusJson([saying(1, 'Queued')])
    await folder.put('archive/old.json', statusJson([saying(3, 'Queued')]))
    await folder.put('inbox/a.json', content)
    await folder.put('inbox/b.json', content)
    await folder.put('inbox/c.json', 'broken')
    await folder.put('inbox/d.json', statusJson([saying(3, 'Queued')]))
    const before = await readdir(folder.root, { recursive: true })
    const heard = await hear(folder.bureau(), { dry: true })
    expect(inShort(heard)).toEqual(['words a.json', 'again b.json', 'rejected c.json', 'again d.json'])
    expect(await readdir(folder.root, { recursive: true })).toEqual(before)
    expect(inShort(await hear(folder.bureau()))).toEqual(inShort(heard))
  })
})

describe('Asking about one order', () => {
  const open = { id: orderOf(1).id, card: 'C-000001', state: 'ordered' } as const

  it('gives the last word in the files that lie there, and takes nothing in', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put(
      'inbox/b.csv',
      statusCsv(['order,status', `${open.id},Queued`, `${open.id},In production`, 'x,Failed']),
    )
    await folder.put('inbox/a.json', statusJson([saying(1, 'Produced')]))
    await folder.put('inbox/c.json', statusJson([saying(2, 'Produced')]))
    await folder.put('inbox/d.json', 'broken')
    const asked = await folder.bureau().ask(open)
    expect(asked).toMatchObject({ kind: 'word', word: { order: open.id, word: 'In production' } })
    expect((await folder.lying()).inbox).toEqual(['a.json', 'b.csv', 'c.json', 'd.json'])
  })

  it('counts what was taken in before as no news', async () => {
    const folder = await ExchangeFolder.make()
    const old = statusJson([saying(1, 'Queued')])
    await folder.put('inbox/a.json', old)
    await hear(folder.bureau())
    await folder.put('inbox/a.json', statusJson([saying(1, 'Produced')]))
    await folder.put('inbox/z.json', old)
    expect(await folder.bureau().ask(open)).toMatchObject({ kind: 'word', word: { word: 'Produced' } })
  })

  it('has no news when no file speaks of it', async () => {
    const folder = await ExchangeFolder.make()
    expect(await folder.bureau().ask(open)).toEqual({
      kind: 'no-news',
      reason: 'No status file in inbox names order 3f2a91c0-O-000001.',
    })
  })
})

it('keeps the time of a file that is put away', async () => {
  const folder = await ExchangeFolder.make()
  const path = await folder.put('inbox/a.json', statusJson([]))
  const at = new Date('2026-01-02T03:04:05.000Z')
  await utimes(path, at, at)
  await hear(folder.bureau())
  expect((await stat(folder.path('archive/a.json'))).mtime).toEqual(at)
})
