import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import papaparse from 'papaparse'
import { describe, expect, it } from 'vitest'
import { checkExport, exportHistory, FolderUnfit, proofIn, type Store, verifyFolder } from '../../electron/store'
import { FaultyFiles, failure } from '../support/faulty-files'
import {
  abort,
  committed,
  journalLines,
  olga,
  open,
  orderedCard,
  retitle,
  temporaryFolder,
  write,
} from '../support/store-desk'

const zeros = '0'.repeat(64)
const made = { at: '2026-11-20T10:00:00.000Z', user: 'U-000001', name: 'Ada Brandt', role: 'administrator' } as const

/** A desk with some history, and a folder to export into. */
async function desk(cards = 3): Promise<{ folder: string; into: string; store: Store }> {
  const folder = await temporaryFolder('desk')
  const store = await open({ folder })
  for (let number = 1; number <= cards; number += 1) await write(store, ...orderedCard(number))
  if (cards > 0) committed(await store.transact(abort('TC-000001')))
  const into = join(folder, '../exports')
  await mkdir(into, { recursive: true })
  return { folder, into, store }
}

const exported = (folder: string, into: string, format: 'json' | 'csv') => exportHistory(folder, { format, into, made })

describe('An exported history', () => {
  it('as JSON proves itself with nothing but RFC 8785 and SHA-256', async () => {
    const { folder, into } = await desk()
    const { path, records, sequence, hash } = await exported(folder, into, 'json')
    const file = JSON.parse(await readFile(path, 'utf8'))
    expect(file).toMatchObject({ format: 'card-desk-history', version: 1, desk: 'id-1', made })
    let previous = zeros
    for (const [index, { hash: stated, ...content }] of file.records.entries()) {
      expect(content).toMatchObject({ sequence: index + 1, previous })
      expect(
        createHash('sha256')
          .update(String(canonicalize(content)))
          .digest('hex'),
      ).toBe(stated)
      previous = stated
    }
    expect(file.records).toHaveLength(4)
    expect(file.proof).toMatchObject({ sequence: 4, hash: previous })
    expect({ records, sequence, hash }).toEqual({ records: 4, sequence: 4, hash: previous })
    expect(await checkExport(path)).toEqual({ ok: true, records: 4, proof: { sequence: 4, hash }, fault: null })
  })

  it('as CSV has one row an event and the records themselves', async () => {
    const { folder, into } = await desk()
    const { path, hash } = await exported(folder, into, 'csv')
    const { data } = papaparse.parse<Record<string, string>>(await readFile(path, 'utf8'), {
      header: true,
      skipEmptyLines: true,
    })
    // Founding and two events of the first card, two each of two more, one of the abort, and the proof.
    expect(data).toHaveLength(3 + 2 + 2 + 1 + 1)
    expect(data[0]).toMatchObject({ sequence: '1', part: '1', event: 'desk-founded', subject: 'id-1', name: olga.name })
    expect(data[7]).toMatchObject({
      sequence: '4',
      event: 'card-moved',
      subject: 'TC-000001',
      from: 'processing',
      to: 'aborted',
    })
    expect(data.at(-1)).toMatchObject({ sequence: '4', event: 'proof', hash })
    const lines = data.flatMap(({ record }) => (record ? [record] : []))
    expect(lines).toEqual((await journalLines(folder)).map(String))
    expect(await checkExport(path)).toMatchObject({ ok: true, records: 4, proof: { sequence: 4, hash } })
  })

  it('of a desk without a record is whole and says so', async () => {
    const { folder, into } = await desk(0)
    for (const format of ['json', 'csv'] as const) {
      const { path } = await exported(folder, into, format)
      expect(await checkExport(path)).toEqual({
        ok: true,
        records: 0,
        proof: { sequence: 0, hash: zeros },
        fault: null,
      })
    }
  })

  it('keeps cells from being taken for formulae, and the record as it was', async () => {
    const { folder, into, store } = await desk(1)
    const [moved] = orderedCard(2)
    if (!moved) throw new Error('no event')
    committed(await write(store, { ...moved, comment: '=1+1' }))
    const { path } = await exported(folder, into, 'csv')
    expect(await checkExport(path)).toMatchObject({ ok: true })
    const { data } = papaparse.parse<Record<string, string>>(await readFile(path, 'utf8'), { header: true })
    const row = data.find(({ sequence, event }) => sequence === '3' && event === 'card-moved')
    expect(row?.comment).toBe("'=1+1")
    expect(JSON.parse(row?.record ?? '').events[0].comment).toBe('=1+1')
  })

  it('is noticed to be changed at any byte', async () => {
    const { folder, into } = await desk(1)
    for (const format of ['json', 'csv'] as const) {
      const { path } = await exported(folder, into, format)
      const bytes = await readFile(path)
      const spoilt = `${path}.spoilt`
      for (let at = 0; at < bytes.length; at += 7) {
        const copy = Buffer.from(bytes)
        copy[at] = (copy[at] as number) ^ 0x01
        await writeFile(spoilt, copy)
        const report = await checkExport(spoilt)
        if (!report.ok) continue
        // What says who made the file, and how to read it, is no part of the history.
        expect(format).toBe('json')
        const text = bytes.toString('latin1')
        const head = at < text.indexOf('"records"')
        const method = at > text.indexOf('"method"')
        expect(head || method, `byte ${at}`).toBe(true)
      }
    }
  })

  it('that was cut short, or put together otherwise, is none', async () => {
    const { folder, into } = await desk(3)
    for (const format of ['json', 'csv'] as const) {
      const { path } = await exported(folder, into, format)
      const text = await readFile(path, 'utf8')
      const lines = text.split('\n')
      const others: Record<string, string> = {
        'cut in the middle': text.slice(0, text.length / 2),
        'without its proof': lines.slice(0, -2).join('\n'),
        'without a record': lines.filter((_, index) => index !== 2).join('\n'),
        empty: '',
        'something else': 'sequence,part\n1,1\n',
      }
      for (const [what, content] of Object.entries(others)) {
        await writeFile(`${path}.other`, content)
        expect(await checkExport(`${path}.other`), what).toMatchObject({ ok: false, proof: null })
      }
    }
  })

  it('with a record of another history in it is none, although that record is whole', async () => {
    const [one, other] = [await desk(3), await desk(3)]
    committed(await other.store.transact(retitle('TC-000002', 'Another')))
    const [foreign] = (await journalLines(other.folder)).slice(-1).map(String)
    for (const number of [4, 5]) committed(await write(one.store, ...orderedCard(number)))
    const { path } = await exported(one.folder, one.into, 'json')
    const own = (await journalLines(one.folder)).map(String)[4] ?? ''
    expect([own, foreign].map((line) => JSON.parse(line ?? '').sequence)).toEqual([5, 5])
    await writeFile(path, (await readFile(path, 'utf8')).replace(own, foreign ?? ''))
    expect(await checkExport(path)).toMatchObject({ ok: false, proof: null })
  })

  it('with something behind its proof, or in it, or of another desk by its head, is none', async () => {
    const { folder, into } = await desk(2)
    const csv = await readFile((await exported(folder, into, 'csv')).path, 'utf8')
    const json = await readFile((await exported(folder, into, 'json')).path, 'utf8')
    const row = '9,1,2026-11-20T09:00:00.000Z,U-000001,Olga,operator,card-moved,TC-000009,,,,,,,'
    const others: Record<string, readonly [content: string, fault: string]> = {
      'a row behind it': [`${csv}${row}\r\n`, 'behind its proof'],
      'a cell in it': [csv.replace(',proof,,', ',proof,TC-000009,'), 'its proof has the wrong form'],
      'a line behind it': [`${json}{"sequence":9}\n`, 'behind its proof'],
      'another desk': [json.replace('"desk":"id-1","made"', '"desk":"id-2","made"'), 'another desk'],
    }
    for (const [what, [content, fault]] of Object.entries(others)) {
      await writeFile(join(into, 'other'), content)
      const report = await checkExport(join(into, 'other'))
      expect(report, what).toMatchObject({ ok: false, proof: null, fault: expect.stringContaining(fault) })
    }
  })

  it('is whole whatever characters its texts have, and wherever the disk hands it out in pieces', async () => {
    const { folder, into, store } = await desk(2)
    const texts = ['|', ';', '\t', ',', '"', '\r', '\n', '\u001e', "'"].map((each) => `a${each}`.repeat(40))
    // Longer than what is read at a time, of characters of two, three and four bytes.
    const long = ['ü', '€', '𝄞'].map((each) => each.repeat(120_000))
    for (const title of [...texts, ...long]) committed(await store.transact(retitle('TC-000002', title)))
    for (const format of ['json', 'csv'] as const) {
      const { path } = await exported(folder, into, format)
      expect(await checkExport(path)).toMatchObject({ ok: true, records: 15, fault: null })
    }
  })

  it('on a disk that fails cannot be checked, and that is said', async () => {
    const { folder, into } = await desk(1)
    const disk = new FaultyFiles()
    // The first reading only tells of which format it is.
    disk.fate = ({ operation }) => (operation === 'read' && disk.count('read') > 1 ? failure('EIO') : null)
    for (const format of ['json', 'csv'] as const) {
      const { path } = await exported(folder, into, format)
      disk.calls.length = 0
      const failing = checkExport(path, undefined, undefined, { files: disk.files })
      await expect(failing, format).rejects.toThrow(`${path} cannot be read (EIO)`)
    }
  })

  it('proves that a folder goes on from it, and notices one that was replaced', async () => {
    const { folder, into, store } = await desk(2)
    const { path } = await exported(folder, into, 'json')
    const proof = await proofIn(path)
    committed(await write(store, ...orderedCard(3)))
    expect(await verifyFolder(folder, undefined, undefined, { proof })).toMatchObject({ ok: true })
    const other = await desk(5)
    const report = await verifyFolder(other.folder, undefined, undefined, { proof: { ...proof, hash: 'f'.repeat(64) } })
    expect(report).toMatchObject({ ok: false, fault: { what: expect.stringContaining('another one than the proof') } })
    const short = await desk(1)
    const shorter = await verifyFolder(short.folder, undefined, undefined, { proof })
    expect(shorter).toMatchObject({
      ok: false,
      fault: { what: expect.stringContaining('the journal ends with record 2') },
    })
  })
})

describe('An export', () => {
  it('is made beside the work at the desk and ends with what was there when it began', async () => {
    const { folder, into, store } = await desk(40)
    const exporting = exported(folder, into, 'json')
    for (let number = 41; number <= 60; number += 1) committed(await write(store, ...orderedCard(number)))
    const { path, records } = await exporting
    expect(records).toBeGreaterThanOrEqual(41)
    expect(await checkExport(path)).toMatchObject({ ok: true, records })
  })

  it('makes a new file each time and leaves nothing else behind', async () => {
    const { folder, into } = await desk()
    const [one, other] = [await exported(folder, into, 'csv'), await exported(folder, into, 'csv')]
    expect(one.path).not.toBe(other.path)
    expect(await readdir(into)).toHaveLength(2)
  })

  it('that is stopped removes what it wrote', async () => {
    const { folder, into } = await desk()
    const stopper = new AbortController()
    stopper.abort(new Error('stopped'))
    await expect(exportHistory(folder, { format: 'json', into, made }, undefined, stopper.signal)).rejects.toThrow(
      'stopped',
    )
    expect(await readdir(into)).toEqual([])
  })

  it.each([
    ['a relative path', () => 'exports', /full path/],
    ['a folder that is not there', (into: string) => join(into, 'nowhere'), /no folder/],
    ['the data folder', (_: string, folder: string) => folder, /data folder itself/],
    ['a folder in it', (_: string, folder: string) => join(folder, 'journal'), /data folder itself/],
  ])('into %s is refused with a sentence', async (_, choose, words) => {
    const { folder, into } = await desk()
    const failing = exported(folder, choose(into, folder), 'json')
    await expect(failing).rejects.toThrow(FolderUnfit)
    await expect(failing).rejects.toThrow(words)
  })

  it('into the data folder by another name is refused, too', async () => {
    const { folder, into } = await desk()
    await symlink(folder, join(into, 'elsewhere'))
    await expect(exported(folder, join(into, 'elsewhere'), 'json')).rejects.toThrow(/data folder itself/)
  })

  it('whose disk fails says so and leaves nothing behind, whichever call it is', async () => {
    const { folder, into } = await desk()
    const disk = new FaultyFiles()
    await exportHistory(folder, { format: 'csv', into, made }, undefined, undefined, { files: disk.files })
    const written = disk.calls.filter(({ path }) => path.startsWith(into)).length
    expect(written).toBeGreaterThan(4)
    const before = await readdir(into)
    for (let failing = 1; failing <= written; failing += 1) {
      const faulty = new FaultyFiles()
      let seen = 0
      faulty.fate = ({ path, operation }) => {
        if (!path.startsWith(into) || operation === 'remove') return null
        seen += 1
        return seen === failing ? failure('ENOSPC') : null
      }
      const result = exportHistory(folder, { format: 'csv', into, made }, undefined, undefined, { files: faulty.files })
      const outcome = await result.then(
        () => 'done',
        (error: unknown) => error,
      )
      if (seen < failing) continue
      if (outcome === 'done') throw new Error(`call ${failing} failed and nobody noticed`)
      expect(outcome, `call ${failing}`).toBeInstanceOf(FolderUnfit)
      expect(await readdir(into)).toEqual(before)
    }
  })
})
