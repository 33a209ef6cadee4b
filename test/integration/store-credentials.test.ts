import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Credential, StorageFailed } from '../../electron/store'
import { FaultyFiles } from '../support/faulty-files'
import { bytesOf, open, range, refusedToOpen, temporaryFolder } from '../support/store-desk'

const credential = (hash: string): Credential => ({
  algorithm: 'scrypt',
  cost: 131072,
  blockSize: 8,
  parallelization: 1,
  salt: Buffer.from('salt').toString('base64'),
  hash: Buffer.from(hash).toString('base64'),
})

async function withCredentials(...ids: readonly string[]) {
  const folder = await temporaryFolder()
  const disk = new FaultyFiles()
  const store = await open({ folder, files: disk.files })
  for (const id of ids) await store.credentials.put(id, credential(`hash of ${id}`))
  return { folder, disk, store, path: join(folder, 'credentials.json') }
}

describe('Credentials', () => {
  it('are on the disk when put is answered', async () => {
    const { folder, store, path } = await withCredentials('one', 'two')
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      format: 4,
      credentials: { one: credential('hash of one'), two: credential('hash of two') },
    })
    await store.close()
    const again = await open({ folder })
    expect(again.credentials.get('two')).toEqual(credential('hash of two'))
    expect(again.credentials.get('three')).toBeUndefined()
    expect(again.credentials.get('constructor')).toBeUndefined()
  })

  it('put at the same moment are all there', async () => {
    const { folder, store } = await withCredentials()
    const ids = range(0, 20).map((number) => `id-${number}`)
    await Promise.all(ids.map((id) => store.credentials.put(id, credential(id))))
    await store.close()
    const again = await open({ folder })
    expect(ids.filter((id) => again.credentials.get(id))).toEqual(ids)
  })

  it('that are forgotten are in no file any more', async () => {
    const { folder, store } = await withCredentials('kept', 'forgotten', 'also kept')
    await store.credentials.keepOnly(['kept', 'also kept', 'never there'])
    expect(store.credentials.get('forgotten')).toBeUndefined()
    expect(store.credentials.get('kept')).toEqual(credential('hash of kept'))
    await store.close()
    const forgotten = Buffer.from(credential('hash of forgotten').hash).toString('hex')
    for (const [file, bytes] of Object.entries(await bytesOf(folder))) expect(bytes, file).not.toContain(forgotten)
  })

  it('are never in the journal or the snapshot', async () => {
    const { folder, store } = await withCredentials('one')
    const account = {
      id: 'U-000001',
      version: 1,
      userName: 'ada',
      name: 'Ada',
      roles: ['operator'],
      disabled: false,
      person: null,
    } as const
    const by = { at: '2026-11-20T09:00:00.000Z', user: null, name: 'Card Desk', role: 'system' } as const
    const saved = { type: 'account-saved', change: 'added', account: { ...account, credential: 'one' } } as const
    await store.transact(() => ({ ok: true, by, events: [saved] }))
    await store.close()
    const hash = Buffer.from(credential('hash of one').hash).toString('hex')
    const holding = Object.entries(await bytesOf(folder)).filter(([, bytes]) => bytes.includes(hash))
    expect(holding.map(([file]) => file)).toEqual(['credentials.json'])
  })

  it('that cannot be written are refused, and the file stays as it was', async () => {
    const { disk, store, folder } = await withCredentials('one')
    for (const operation of ['open', 'write', 'flush'] as const) {
      const before = await bytesOf(folder)
      disk.failOn(operation, 'credentials', 'ENOSPC')
      const error = await store.credentials.put('two', credential('two')).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(StorageFailed)
      expect((error as StorageFailed).refusal.error).toMatchObject({
        code: 'storage-failed',
        details: { cause: 'ENOSPC' },
      })
      expect(store.credentials.get('two')).toBeUndefined()
      expect(await bytesOf(folder)).toEqual(before)
    }
    disk.fate = () => null
    await store.credentials.put('two', credential('two'))
    expect(store.credentials.get('two')).toEqual(credential('two'))
  })

  it('survive a crash between putting the old file aside and the new one in place', async () => {
    const { folder, store, path } = await withCredentials('one')
    await store.close()
    await rename(path, join(folder, 'credentials.previous.json'))
    expect((await open({ folder })).credentials.get('one')).toEqual(credential('hash of one'))
  })

  it('with any byte changed stop the start, with the way back, and nothing is touched', async () => {
    const { folder, store, path } = await withCredentials('one')
    await store.close()
    const bytes = await readFile(path)
    const refusals = new Set<string>()
    for (const place of range(0, bytes.length - 1, 3)) {
      const spoilt = Buffer.from(bytes)
      spoilt[place] = (spoilt[place] ?? 0) ^ 0x04
      await writeFile(path, spoilt)
      const before = await bytesOf(folder)
      const refusal = await refusedToOpen({ folder })
      refusals.add(refusal.code)
      expect(refusal.details).toMatchObject({ file: 'credentials.json' })
      expect(await bytesOf(folder)).toEqual(before)
      if (refusal.code === 'data-unreadable')
        expect(refusal.message).toContain('Restore credentials.json from a backup')
    }
    expect([...refusals].filter((code) => code !== 'data-newer')).toEqual(['data-unreadable'])
  })
})
