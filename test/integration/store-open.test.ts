import { spawnSync } from 'node:child_process'
import { appendFile, chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStore, verifyFolder } from '../../electron/store'
import { seal } from '../../electron/store/seal'
import { FaultyFiles } from '../support/faulty-files'
import {
  abort,
  accountOf,
  bytesOf,
  countingIds,
  firstSegment,
  journalLines,
  open,
  orderNext,
  picture,
  refusedToOpen,
  temporaryFolder,
  write,
} from '../support/store-desk'
import { TestClock, TestLog } from '../support/test-desk'
import { itUnlessWindows } from '../support/platforms'

const scrypt = {
  algorithm: 'scrypt',
  cost: 16,
  blockSize: 8,
  parallelization: 1,
  salt: 'c2FsdA==',
  hash: 'aGFzaA==',
} as const

async function closedDesk(name?: string): Promise<string> {
  const folder = await temporaryFolder(name)
  const store = await open({ folder })
  await store.credentials.put('first', scrypt)
  await store.secrets.put('bureau', Uint8Array.from([1, 2, 3]))
  await write(store, { type: 'account-saved', change: 'added', account: accountOf(1, { credential: 'first' }) })
  await store.transact(orderNext)
  await store.close()
  return folder
}

describe('An empty folder', () => {
  it('opens as an empty desk and stays without a record', async () => {
    const folder = await temporaryFolder('made/on/the/way')
    const store = await open({ folder })
    expect(store.status()).toEqual({
      folder,
      desk: null,
      sequence: 0,
      journalBytes: 0,
      segments: 0,
      checkpointSequence: 0,
      newest: { sequence: 0, hash: '0'.repeat(64) },
      cards: 0,
      persons: 0,
      tornTail: null,
    })
    await store.close()
    expect(Object.keys(await bytesOf(folder))).toEqual(['head.json'])
    expect((await open({ folder })).view.sequence).toBe(0)
  })
})

describe('A folder', () => {
  it.each(['with spaces in it', 'Kärtchen-Büro', 'カード デスク', 'картки', "d'Artagnan & #1 %41"])(
    'named %s works like any other',
    async (name) => {
      const folder = await closedDesk(name)
      const store = await open({ folder })
      await store.transact(abort('TC-000001'))
      await store.close()
      expect((await verifyFolder(folder)).ok).toBe(true)
      expect((await open({ folder })).view.card('TC-000001')?.state).toBe('aborted')
    },
  )

  it('copied elsewhere is the same desk', async () => {
    const folder = await closedDesk()
    const copy = await temporaryFolder()
    await cp(folder, copy, { recursive: true })
    expect(picture(await open({ folder: copy }))).toEqual(picture(await open({ folder })))
  })
})

describe('The lock', () => {
  it('keeps a second desk out and names who holds the folder, in one process too', async () => {
    const folder = await closedDesk()
    const store = await open({ folder, clock: new TestClock(Date.parse('2026-03-04T05:06:07.000Z')) })
    const before = await bytesOf(folder)
    const refusal = await refusedToOpen({ folder })
    expect(refusal.code).toBe('folder-locked')
    const holder = { pid: process.pid, host: hostname(), startedAt: '2026-03-04T05:06:07.000Z' }
    expect(refusal.details).toMatchObject({ folder, holder })
    for (const part of [folder, String(process.pid), hostname(), holder.startedAt])
      expect(refusal.message).toContain(part)
    expect(await bytesOf(folder)).toEqual(before)
    await store.transact(abort('TC-000001'))
    await store.close()
    expect((await open({ folder })).view.card('TC-000001')?.state).toBe('aborted')
  })

  it('is let go of when opening fails', async () => {
    const folder = await closedDesk()
    const head = await readFile(join(folder, 'head.json'))
    await writeFile(join(folder, 'head.json'), 'spoilt')
    expect((await refusedToOpen({ folder })).code).toBe('data-unreadable')
    await writeFile(join(folder, 'head.json'), head)
    await open({ folder })
  })

  it('that nobody knows the holder of still keeps others out', async () => {
    const folder = await closedDesk()
    await open({ folder })
    await writeFile(join(folder, 'lock.json'), 'spoilt')
    expect((await refusedToOpen({ folder })).details).toMatchObject({ holder: null })
  })

  it('file spoilt is told with the way back', async () => {
    const folder = await closedDesk()
    await writeFile(join(folder, 'lock.sqlite'), 'this is not a database, and long enough to look at: '.repeat(30))
    const refusal = await refusedToOpen({ folder })
    expect(refusal.code).toBe('folder-unusable')
    expect(refusal.message).toContain('lock.sqlite')
  })
})

describe('A folder that cannot be used', () => {
  it('because there is a file in its place is told', async () => {
    const folder = await temporaryFolder()
    await writeFile(folder, 'a file')
    expect(await refusedToOpen({ folder })).toMatchObject({ code: 'folder-unusable', details: { folder } })
  })

  it.each(['EACCES', 'EROFS', 'ENOSPC', 'EIO'])('because of %s is told', async (code) => {
    const folder = await closedDesk()
    await appendFile(join(folder, firstSegment), 'torn')
    const before = await bytesOf(folder)
    for (const operation of ['open', 'makeFolders', 'readWhole', 'list'] as const) {
      const disk = new FaultyFiles()
      disk.failOn(operation, '', code)
      const refusal = await refusedToOpen({ folder, files: disk.files })
      expect(refusal.code, operation).toBe('folder-unusable')
      expect(refusal.message).toContain(code)
      expect(refusal.details).toMatchObject({ folder, cause: code })
      expect(await bytesOf(folder)).toEqual(before)
    }
  })

  // Root may write anywhere: there the test is done by somebody else.
  itUnlessWindows('On Windows the mode of a folder does not keep anybody from writing into it.')(
    'because it is read-only is told',
    async () => {
      const folder = await closedDesk()
      const journal = await journalLines(folder)
      const asRoot = process.getuid?.() === 0
      await chmod(join(folder, '..'), 0o755)
      await chmod(folder, 0o555)
      try {
        if (asRoot) {
          const found = spawnSync('test', ['-w', folder], { uid: 65534, gid: 65534 })
          expect(found.status).toBe(1)
          process.setegid?.(65534)
          process.seteuid?.(65534)
        }
        const refusal = await refusedToOpen({ folder }).finally(() => {
          if (!asRoot) return
          process.seteuid?.(0)
          process.setegid?.(0)
        })
        expect(refusal.code).toBe('folder-unusable')
        expect(refusal.message).toMatch(/may not be written to.*Make it writable/)
      } finally {
        await chmod(folder, 0o755)
      }
      expect(await journalLines(folder)).toEqual(journal)
    },
  )
})

describe('A folder of a newer version is refused untouched', () => {
  it.each(['head.json', 'credentials.json', 'secrets.json'])('when %s says so', async (file) => {
    const folder = await closedDesk()
    const { seal: _, ...content } = JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, unknown>
    await writeFile(join(folder, file), `${seal(JSON.stringify({ ...content, format: 99 }), 'seal').text}\n`)
    const before = await bytesOf(folder)
    const refusal = await refusedToOpen({ folder })
    expect(refusal.code).toBe('data-newer')
    expect(refusal.details).toMatchObject({ file })
    expect(refusal.message).toContain('newer version')
    expect(await bytesOf(folder)).toEqual(before)
  })

  it('when a record says so', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'journal'), { recursive: true })
    const newer = seal('{"events":[{"type":"new"}],"format":99,"sequence":1}', 'hash').text
    await writeFile(join(folder, firstSegment), `${newer}\n`)
    const before = await bytesOf(folder)
    expect(await refusedToOpen({ folder })).toMatchObject({ code: 'data-newer', details: { file: firstSegment } })
    expect(await bytesOf(folder)).toEqual(before)
  })
})

describe('Clocks', () => {
  it('that jump back change nothing', async () => {
    const folder = await temporaryFolder()
    const clock = new TestClock()
    const store = await open({ folder, clock })
    const at = () => new Date(clock.now()).toISOString()
    await store.transact((view) => ({ ...orderNext(view), by: { ...stampAt(at()) } }) as never)
    clock.pass(-1e10)
    await store.transact((view) => ({ ...abort('TC-000001')(view), by: { ...stampAt(at()) } }) as never)
    await store.close()
    const again = await open({ folder, clock })
    expect(again.view.card('TC-000001')).toMatchObject({ state: 'aborted', version: 3 })
    expect((await again.history('TC-000001', 10)).map((record) => record.sequence)).toEqual([2, 1])
  })
})

function stampAt(at: string) {
  return { at, user: null, name: 'Card Desk', role: 'system' } as const
}

it('Nothing but a refusal comes out of opening any mixture of spoilt files', async () => {
  const folder = await closedDesk()
  for (const file of ['head.json', 'credentials.json', firstSegment]) {
    for (const content of ['', '{}', 'null', '[]', '\u0000', '"text"', '{"format":"1"}', '{"format":1}\n']) {
      const copy = await temporaryFolder()
      await cp(folder, copy, { recursive: true })
      await writeFile(join(copy, file), content)
      const before = await bytesOf(copy)
      const refusal = await refusedToOpen({ folder: copy })
      expect(refusal.code, `${file}: ${content}`).toBe('data-unreadable')
      expect(refusal.message).toContain(file.split('/')[0])
      expect(refusal.message).toMatch(/[Rr]estore/)
      expect(await bytesOf(copy)).toEqual(before)
    }
  }
})

it('Opening a folder cleanly closed logs nothing and leaves it as it was', async () => {
  const folder = await closedDesk()
  const before = await bytesOf(folder)
  const log = new TestLog()
  const store = await openStore({ folder, clock: new TestClock(), log, ids: countingIds() })
  await store.close()
  expect(log.lines).toEqual([])
  expect(await bytesOf(folder)).toEqual(before)
})
