import { mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ExchangeFolder, hear, inShort, saying, statusCsv, statusJson } from '../support/exchange-folder'

describe('A status file with the content of one in archive', () => {
  const content = statusJson([saying(1, 'Queued')])

  it('is put away under a further name and changes nothing, whatever its name and spaces', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put('inbox/a.json', content)
    await hear(folder.bureau())
    await folder.put('inbox/a.json', content)
    await folder.put('inbox/other.json', JSON.stringify(JSON.parse(content), null, 4))
    const heard = await hear(folder.bureau())
    expect(inShort(heard)).toEqual(['again a.json', 'again other.json'])
    expect(heard.words).toEqual([])
    expect(await folder.lying()).toMatchObject({ inbox: [], archive: ['a-2.json', 'a.json', 'other.json'] })
  })

  it('is known in the same run, and in CSV', async () => {
    const folder = await ExchangeFolder.make()
    const csv = statusCsv(['order,status', '3f2a91c0-O-000001,Queued'])
    for (const name of ['a', 'b']) await folder.put(`inbox/${name}.csv`, csv)
    expect(inShort(await hear(folder.bureau()))).toEqual(['words a.csv', 'again b.csv'])
  })

  it.each([
    ['without the desk’s notes', (folder: ExchangeFolder) => rm(folder.path('archive/.checksums'))],
    ['with spoilt notes', (folder: ExchangeFolder) => folder.put('archive/.checksums', '{"a":1}\n["a.json",7]\n["a.j')],
    [
      'with a folder for notes',
      async (folder: ExchangeFolder) => {
        await rm(folder.path('archive/.checksums'))
        await mkdir(folder.path('archive/.checksums'))
      },
    ],
  ])('is known %s', async (_what, spoil) => {
    const folder = await ExchangeFolder.make()
    await folder.put('inbox/a.json', content)
    await hear(folder.bureau())
    await spoil(folder)
    await folder.put('inbox/b.json', content)
    expect(inShort(await hear(folder.bureau()))).toEqual(['again b.json'])
  })

  it('is known when a person put that one into archive', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put('archive/by-hand.json', content)
    await folder.put('inbox/a.json', content)
    expect(inShort(await hear(folder.bureau()))).toEqual(['again a.json'])
  })

  it('reads an archived file once, not each time', async () => {
    const folder = await ExchangeFolder.make()
    for (const name of ['a', 'b', 'c']) await folder.put(`archive/${name}.json`, statusJson([saying(1, name)]))
    await folder.put('inbox/d.json', statusJson([saying(1, 'd')]))
    await hear(folder.bureau())
    expect(folder.disk.count('open', 'archive/b.json')).toBe(1)
    await folder.put('inbox/e.json', statusJson([saying(1, 'e')]))
    await hear(folder.bureau())
    expect(folder.disk.count('open', 'archive/b.json')).toBe(1)
  })

  it.each([
    ['was taken out of archive', (folder: ExchangeFolder) => rm(folder.path('archive/a.json'))],
    ['was changed in archive', (folder: ExchangeFolder) => folder.put('archive/a.json', statusJson([saying(2, 'x')]))],
    [
      'is noted by somebody who lies',
      async (folder: ExchangeFolder) => {
        await rm(folder.path('archive/a.json'))
        const { checksum } = JSON.parse(content) as { checksum: string }
        await folder.put('archive/a.json', 'x')
        await folder.put('archive/.checksums', `${JSON.stringify(['a.json', checksum])}\n`)
      },
    ],
  ])('is taken in once more when that one %s: no word is left out', async (_what, change) => {
    const folder = await ExchangeFolder.make()
    await folder.put('inbox/a.json', content)
    await hear(folder.bureau())
    await change(folder)
    await folder.put('inbox/b.json', content)
    expect(inShort(await hear(folder.bureau()))).toEqual(['words b.json'])
  })

  it('does not lead notes out of the folder', async () => {
    const folder = await ExchangeFolder.make()
    const elsewhere = await folder.put('../elsewhere', 'not ours')
    await mkdir(folder.path('archive'))
    await symlink(elsewhere, folder.path('archive/.checksums'))
    await folder.put('inbox/a.json', content)
    await hear(folder.bureau())
    expect(await readFile(elsewhere, 'utf8')).toBe('not ours')
  })
})
