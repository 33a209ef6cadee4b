import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realFiles } from '../../electron/files'
import { StorageFailed } from '../../electron/store'
import { FaultyFiles } from '../support/faulty-files'
import { bytesOf, open, range, refusedToOpen, temporaryFolder, write } from '../support/store-desk'

const sealed = (text: string) => Uint8Array.from(Buffer.from(`sealed: ${text}`))
const base64 = (text: string) => Buffer.from(sealed(text)).toString('base64')

async function withSecrets(...names: readonly string[]) {
  const folder = await temporaryFolder()
  const disk = new FaultyFiles()
  const store = await open({ folder, files: disk.files })
  for (const name of names) await store.secrets.put(name, sealed(name))
  return { folder, disk, store, path: join(folder, 'secrets.json') }
}

/** The files of a folder that hold what was sealed under a name, in the form in which it is written. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const written = Buffer.from(base64(text)).toString('hex')
  const raw = Buffer.from(sealed(text)).toString('hex')
  const files = Object.entries(await bytesOf(folder))
  return files.filter(([, bytes]) => bytes.includes(written) || bytes.includes(raw)).map(([file]) => file)
}

describe('Secrets', () => {
  it('are on the disk when put is answered, byte for byte', async () => {
    const { folder, store, path } = await withSecrets('bureau')
    const every = Uint8Array.from(range(0, 256))
    await store.secrets.put('every byte', every)
    await store.secrets.put('none', new Uint8Array())
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ format: 4, secrets: { bureau: base64('bureau') } })
    await store.close()
    const again = await open({ folder })
    expect(again.secrets.get('bureau')).toEqual(sealed('bureau'))
    expect(again.secrets.get('every byte')).toEqual(every)
    expect(again.secrets.get('none')).toEqual(new Uint8Array())
    for (const name of ['another', 'constructor']) expect(again.secrets.get(name)).toBeUndefined()
  })

  it('leave no file where there are none', async () => {
    const { folder, store } = await withSecrets()
    await store.secrets.keepOnly([])
    await store.close()
    expect(Object.keys(await bytesOf(folder)).filter((file) => file.includes('secrets'))).toEqual([])
    expect((await open({ folder })).secrets.get('bureau')).toBeUndefined()
  })

  it('keep nothing of the bytes that were handed in or out', async () => {
    const { store } = await withSecrets()
    const bytes = sealed('bureau')
    await store.secrets.put('bureau', bytes)
    bytes.fill(0)
    store.secrets.get('bureau')?.fill(0)
    expect(store.secrets.get('bureau')).toEqual(sealed('bureau'))
  })

  it('put at the same moment are all there', async () => {
    const { folder, store } = await withSecrets()
    const names = range(0, 20).map((number) => `secret-${number}`)
    await Promise.all(names.map((name) => store.secrets.put(name, sealed(name))))
    await store.close()
    const again = await open({ folder })
    expect(names.filter((name) => again.secrets.get(name))).toEqual(names)
  })

  it('that are forgotten are in no file any more', async () => {
    const { folder, store } = await withSecrets('kept', 'forgotten', 'also kept')
    expect(await filesWith(folder, 'forgotten')).toEqual(['secrets.json', 'secrets.previous.json'])
    await store.secrets.keepOnly(['kept', 'also kept', 'never there'])
    expect(store.secrets.get('forgotten')).toBeUndefined()
    expect(store.secrets.get('kept')).toEqual(sealed('kept'))
    await store.close()
    expect(await filesWith(folder, 'forgotten')).toEqual([])
  })

  it('that are replaced under their name are in no file any more', async () => {
    const { folder, store } = await withSecrets('bureau')
    await store.secrets.put('bureau', sealed('new'))
    expect(store.secrets.get('bureau')).toEqual(sealed('new'))
    expect(await filesWith(folder, 'bureau')).toEqual([])
    expect(await filesWith(folder, 'new')).toEqual(['secrets.json'])
  })

  it('are never in the journal or the snapshot, though settings name them', async () => {
    const { folder, store } = await withSecrets('bureau')
    const bureau = (secret: string | null) => ({
      connection: 'rest' as const,
      folder: { path: '', format: 'json' as const },
      rest: { address: 'https://bureau.example/', organisation: '', clientId: 'desk', secret },
      ordersPerBatch: 100,
      statusWords: [],
    })
    await write(store, { type: 'settings-saved', section: 'bureau', before: bureau(null), after: bureau('bureau') })
    await store.close()
    expect(await filesWith(folder, 'bureau')).toEqual(['secrets.json'])
  })

  it('that cannot be written are refused, and the file stays as it was', async () => {
    const { disk, store, folder } = await withSecrets('one')
    for (const operation of ['open', 'write', 'flush'] as const) {
      const before = await bytesOf(folder)
      disk.failOn(operation, 'secrets', 'ENOSPC')
      const error = await store.secrets.put('two', sealed('two')).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(StorageFailed)
      expect((error as StorageFailed).refusal.error).toMatchObject({
        code: 'storage-failed',
        details: { cause: 'ENOSPC' },
      })
      expect(String((error as StorageFailed).message)).not.toContain(base64('two'))
      expect(store.secrets.get('two')).toBeUndefined()
      expect(await bytesOf(folder)).toEqual(before)
    }
    disk.fate = () => null
    await store.secrets.put('two', sealed('two'))
    expect(store.secrets.get('two')).toEqual(sealed('two'))
  })

  it('under way are waited for when the desk closes', async () => {
    const folder = await temporaryFolder()
    let written = 0
    const store = await open({
      folder,
      files: {
        ...realFiles,
        async rename(from, to) {
          await realFiles.rename(from, to)
          if (to.endsWith('secrets.json')) written += 1
        },
      },
    })
    const putting = [store.secrets.put('one', sealed('one')), store.secrets.put('two', sealed('two'))]
    await store.close()
    expect(written).toBe(2)
    await Promise.all(putting)
    expect((await open({ folder })).secrets.get('two')).toEqual(sealed('two'))
  })

  it('survive a crash between putting the old file aside and the new one in place', async () => {
    const { folder, store, path } = await withSecrets('one')
    await store.close()
    await rename(path, join(folder, 'secrets.previous.json'))
    expect((await open({ folder })).secrets.get('one')).toEqual(sealed('one'))
  })

  it('with any byte changed stop the start, with the way back, and nothing is touched', async () => {
    const { folder, store, path } = await withSecrets('one')
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
      expect(refusal.details).toMatchObject({ file: 'secrets.json' })
      expect(await bytesOf(folder)).toEqual(before)
      if (refusal.code !== 'data-unreadable') continue
      expect(refusal.message).toContain('Restore secrets.json from a backup')
      expect(refusal.message).not.toContain(base64('one'))
    }
    expect([...refusals].filter((code) => code !== 'data-newer')).toEqual(['data-unreadable'])
  })

  it('that are damaged can be done without, as the refusal says', async () => {
    const { folder, store, path } = await withSecrets('one', 'two')
    await store.close()
    await writeFile(path, '{}')
    expect((await refusedToOpen({ folder })).message).toMatch(/move secrets.json and secrets.previous.json out/)
    for (const file of ['secrets.json', 'secrets.previous.json']) {
      await rename(join(folder, file), join(folder, `away-${file}`))
    }
    expect((await open({ folder })).secrets.get('one')).toBeUndefined()
  })
})
