import { spawnSync } from 'node:child_process'
import { mkdir, readFile, readlink, symlink, truncate, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { realFiles } from '../../electron/files'
import { ExchangeFolder, hear, inShort, saying, statusCsv, statusJson } from '../support/exchange-folder'
import { itUnlessWindows } from '../support/platforms'

const good = statusJson([saying(1, 'Queued')])

/** A good file after all others, which must be taken in whatever they are. */
async function withGood(): Promise<ExchangeFolder> {
  const folder = await ExchangeFolder.make()
  await folder.put('inbox/z.json', good)
  return folder
}

const onPosix = itUnlessWindows('On Windows there are no pipes in folders, and links need a right of their own.')

describe('What is not a file', () => {
  onPosix('but a link is put aside as a link; what it leads to is neither read nor moved', async () => {
    const folder = await withGood()
    const elsewhere = await folder.put('../elsewhere.json', good)
    await symlink(elsewhere, folder.path('inbox/a.json'))
    await symlink('nowhere', folder.path('inbox/b.json'))
    const heard = await hear(folder.bureau())
    expect(heard.pieces).toMatchObject([
      { kind: 'rejected', source: 'a.json', reason: 'It is a link, and links are not followed.' },
      { kind: 'rejected', source: 'b.json' },
      { kind: 'words', source: 'z.json' },
    ])
    expect(await readlink(folder.path('rejected/a.json'))).toBe(elsewhere)
    expect(await readFile(elsewhere, 'utf8')).toBe(good)
    expect(folder.disk.count('open', 'elsewhere')).toBe(0)
  })

  it('but a folder is put aside with all that is in it', async () => {
    const folder = await withGood()
    await folder.put('inbox/a.json/inner.json', good)
    expect(inShort(await hear(folder.bureau()))).toEqual(['rejected a.json', 'words z.json'])
    expect(await folder.read('rejected/a.json/inner.json')).toBe(good)
    expect(await folder.read('rejected/a.json.reason.txt')).toBe('It is a folder, not a file.\n')
  })

  onPosix('but a pipe is put aside, and nobody waits for its other end', async () => {
    const folder = await withGood()
    expect(spawnSync('mkfifo', [folder.path('inbox/a.json')]).status).toBe(0)
    expect(inShort(await hear(folder.bureau()))).toEqual(['rejected a.json', 'words z.json'])
    expect(await folder.read('rejected/a.json.reason.txt')).toBe('It is not a file.\n')
  })

  onPosix('but became a pipe or a link after it was looked at is not waited for and not followed', async () => {
    const folder = await ExchangeFolder.make()
    const elsewhere = await folder.put('../elsewhere.json', good)
    await mkdir(folder.path('inbox'))
    expect(spawnSync('mkfifo', [folder.path('inbox/a.json')]).status).toBe(0)
    await symlink(elsewhere, folder.path('inbox/b.json'))
    const facts = { kind: 'file', bytes: good.length, changed: 0 } as const
    const bureau = folder.bureau('json', folder.root, {
      look: async (path) => (path.includes('inbox/') ? facts : folder.disk.files.look(path)),
    })
    const heard = await hear(bureau)
    expect(heard.words).toEqual([])
    expect(inShort(heard)).toEqual(['rejected a.json', 'rejected b.json'])
  })
})

describe('A file whose size is beyond all measure', () => {
  it('is not read at all', async () => {
    const folder = await withGood()
    await folder.put('inbox/a.json', '{')
    await truncate(folder.path('inbox/a.json'), 5 * 1024 * 1024 * 1024)
    await folder.date('inbox/a.json', 3600)
    await folder.put('inbox/b.json', 'x'.repeat(5_000_000))
    const heard = await hear(folder.bureau())
    expect(heard.pieces).toMatchObject([
      { kind: 'rejected', source: 'a.json', reason: 'It is bigger than 4 MB.' },
      { kind: 'rejected', source: 'b.json', reason: 'It is bigger than 4 MB.' },
      { kind: 'words' },
    ])
    expect(folder.disk.count('open', 'inbox/a.json') + folder.disk.count('open', 'inbox/b.json')).toBe(0)
  })

  it('is read no further than the limit when it grew meanwhile', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put('inbox/a.json', `${good}${' '.repeat(5_000_000)}`)
    const lengths: number[] = []
    const bureau = folder.bureau('json', folder.root, {
      look: async (path) => {
        const facts = await folder.disk.files.look(path)
        return facts && path.endsWith('a.json') ? { ...facts, bytes: 10 } : facts
      },
      open: async (path, mode) => {
        const file = await folder.disk.files.open(path, mode)
        return {
          ...file,
          read: (length, position) => {
            lengths.push(length)
            return file.read(length, position)
          },
        }
      },
    })
    await hear(bureau)
    expect(Math.max(...lengths)).toBe(4 * 1024 * 1024 + 1)
    expect(await folder.names('archive')).toEqual([])
  })

  it('is taken in up to the last byte of the limit', async () => {
    const folder = await ExchangeFolder.make()
    const limit = 4 * 1024 * 1024
    const notes = Array.from({ length: 2000 }, (_, index) => saying(index, 'Queued', { note: 'x'.repeat(1990) }))
    const sized = (bytes: number) => {
      const bare = statusJson([...notes, ...fillers(''), saying(0, 'Queued', { more: '' })])
      return statusJson([...notes, ...fillers(''), saying(0, 'Queued', { more: 'x'.repeat(bytes - bare.length) })])
    }
    // Members nobody knows fill it up, none of them beyond what an entry may have.
    const fillers = (more: string) => [saying(0, 'Queued', { more: more.padEnd(45_000, 'x') })]
    await folder.put('inbox/a.json', sized(limit))
    await folder.put('inbox/b.json', sized(limit + 1))
    expect((await folder.disk.files.look(folder.path('inbox/a.json')))?.bytes).toBe(limit)
    expect(inShort(await hear(folder.bureau()))).toEqual(['words a.json', 'rejected b.json'])
  })
})

describe('Names as nobody would choose them', () => {
  const names = [
    'a\nb.json',
    'a\u001b[31m.json',
    '\u202enosj.json',
    'Ünï—文字 🂡.json',
    '-rf.json',
    'a..json',
    `${'x'.repeat(250)}.json`,
    `${'ä'.repeat(125)}.json`,
    '=1+1.csv',
    '%2e%2e%2fx.json',
    'CON.json',
    'reason.txt.json',
    '__proto__.json',
  ]

  onPosix.each(names)('are taken in, put away and told in one bounded line: %j', async (name) => {
    const folder = await ExchangeFolder.make()
    const content = name.endsWith('csv') ? statusCsv(['order,status', '1,Queued']) : good
    await folder.put(`inbox/${name}`, content)
    const [piece] = (await hear(folder.bureau())).pieces
    expect(piece?.kind).toBe('words')
    const source = piece && 'source' in piece ? (piece.source ?? '') : ''
    expect(source).not.toMatch(/[\p{Cc}\u202e]/u)
    expect([...source].length).toBeLessThanOrEqual(160)
    expect((await folder.lying()).archive).toEqual([name])
    await folder.put(`inbox/${name}`, content)
    expect((await hear(folder.bureau())).pieces).toMatchObject([{ kind: 'again' }])
    await folder.put(`inbox/${name}`, 'broken')
    expect((await hear(folder.bureau())).pieces).toMatchObject([{ kind: 'rejected' }])
    const { inbox, rejected = [] } = await folder.lying()
    expect(inbox).toEqual([])
    expect(rejected).toHaveLength(2)
    expect(rejected).toContain(`${rejected.find((one) => !one.endsWith('.reason.txt'))}.reason.txt`)
  })

  onPosix('that are no Unicode are told, and stop no other', async () => {
    const folder = await withGood()
    await writeFile(Buffer.concat([Buffer.from(folder.path('inbox/a')), Buffer.of(0xff), Buffer.from('.json')]), good)
    const heard = await hear(folder.bureau())
    expect(heard.pieces).toMatchObject([
      { kind: 'rejected', reason: expect.stringContaining('Its name cannot be read') },
      { kind: 'words', source: 'z.json' },
    ])
  })
})

describe('The file port', () => {
  onPosix('refuses to open a pipe, a link or a folder that somebody else put there', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put('file', 'x')
    await symlink(folder.path('file'), folder.path('link'))
    spawnSync('mkfifo', [folder.path('pipe')])
    for (const [name, code] of [
      ['pipe', 'EINVAL'],
      ['link', 'ELOOP'],
      ['.', 'EINVAL'],
      ['none', 'ENOENT'],
    ] as const)
      await expect(realFiles.open(folder.path(name), 'read-foreign')).rejects.toMatchObject({ code })
    const file = await realFiles.open(folder.path('file'), 'read-foreign')
    expect((await file.read(10, 0)).toString()).toBe('x')
    await file.close()
  })

  onPosix('tells what is at a place without following it', async () => {
    const folder = await ExchangeFolder.make()
    await folder.put('file', 'xyz', 60)
    await symlink(folder.path('file'), folder.path('link'))
    spawnSync('mkfifo', [folder.path('pipe')])
    expect(await realFiles.look(folder.path('file'))).toEqual({
      kind: 'file',
      bytes: 3,
      changed: folder.clock.now() - 60_000,
    })
    expect(await realFiles.look(folder.path('link'))).toMatchObject({ kind: 'link' })
    expect(await realFiles.look(folder.path('pipe'))).toMatchObject({ kind: 'other' })
    expect(await realFiles.look(folder.root)).toMatchObject({ kind: 'folder' })
    expect(await realFiles.look(folder.path('none'))).toBeNull()
  })
})
