import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyFolder } from '../../electron/store'
import { seal } from '../../electron/store/seal'
import {
  abort,
  bytesOf,
  committed,
  ended,
  firstSegment,
  forEach,
  inRun,
  journalLines,
  open,
  orderedCard,
  orderNext,
  personOf,
  range,
  retitle,
  startRun,
  temporaryFolder,
  write,
} from '../support/store-desk'

async function closedDesk(segmentBytes = 16e6) {
  const folder = await temporaryFolder()
  const store = await open({ folder, segmentBytes })
  await write(store, { type: 'person-saved', person: personOf(1) })
  for (const number of range(1, 6)) await write(store, ...orderedCard(number, 'P-000001'))
  await store.checkpoint()
  await store.transact(abort('TC-000001'))
  await store.close()
  return folder
}

/** A desk with two runs of batch sync, one of which has ended. */
async function deskWithRuns() {
  const folder = await temporaryFolder()
  const store = await open({ folder })
  await write(store, ...orderedCard(1))
  for (const decide of [startRun, inRun('S-000001', retitle('TC-000001', 'sent')), startRun]) {
    committed(await store.transact(decide))
  }
  committed(await write(store, ended('S-000001', { sent: 1 })))
  await store.close()
  return folder
}

const manifest = 'snapshot/manifest.json'

/** Changes a sealed document and seals it again, as somebody who knows how would. */
async function reseal(path: string, change: (content: Record<string, unknown>) => object) {
  const { seal: _, ...content } = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
  const sealed = seal(JSON.stringify({ ...content, ...change(content) }), 'seal')
  await writeFile(path, `${sealed.text}\n`)
  return sealed.hash
}

/** The same for a document of the snapshot, so that its manifest goes with it. */
async function resealDocument(folder: string, name: string, change: Parameters<typeof reseal>[1]) {
  const sealed = await reseal(join(folder, 'snapshot', name), change)
  await reseal(join(folder, manifest), ({ documents }) => ({
    documents: (documents as { file: string }[]).map((each) => (each.file === name ? { ...each, seal: sealed } : each)),
  }))
}

describe('A check', () => {
  it.each([16e6, 1000])('finds nothing wrong with a whole folder and says what it looked at', async (segmentBytes) => {
    const folder = await closedDesk(segmentBytes)
    const before = await bytesOf(folder)
    const progress: [number, number][] = []
    const report = await verifyFolder(folder, (done, total) => progress.push([done, total]))
    expect(report).toMatchObject({ ok: true, records: 7, cards: 5, fault: null })
    const checked = report.checked.join('\n')
    for (const part of ['7 records', '5 cards', 'head.json', 'credentials.json', 'secrets.json', 'snapshot'])
      expect(checked).toContain(part)
    const bytes = (await journalLines(folder)).reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
    expect(progress.at(-1)).toEqual([bytes, bytes])
    expect(await bytesOf(folder)).toEqual(before)
  })

  it('says so when there is nothing to check', async () => {
    const folder = await temporaryFolder()
    await mkdir(folder)
    expect(await verifyFolder(folder)).toMatchObject({
      ok: false,
      records: 0,
      fault: { what: 'there is no data in this folder' },
    })
    expect(await verifyFolder(join(folder, 'nowhere'))).toMatchObject({ ok: false })
  })

  it('finds the first fault in the journal wherever it is, and names it', async () => {
    const folder = await closedDesk()
    const journal = await readFile(join(folder, firstSegment))
    await forEach(range(0, journal.length, 41), async (place) => {
      const copy = await temporaryFolder()
      await mkdir(join(copy, 'journal'), { recursive: true })
      const spoilt = Buffer.from(journal)
      spoilt[place] = (spoilt[place] ?? 0) ^ 0x04
      await writeFile(join(copy, firstSegment), spoilt)
      await writeFile(join(copy, 'head.json'), await readFile(join(folder, 'head.json')))
      const line = journal.subarray(0, place).filter((byte) => byte === 0x0a).length + 1
      const { ok, records, fault } = await verifyFolder(copy)
      expect(ok, `byte ${place}`).toBe(false)
      expect(records).toBe(line - 1)
      expect(fault).toMatchObject({ file: firstSegment, line, sequence: line })
    })
  })

  it('does not hold the snapshot of an earlier version against the folder', async () => {
    const folder = await closedDesk()
    await reseal(join(folder, manifest), ({ layout }) => ({ layout: Number(layout) - 1 }))
    const report = await verifyFolder(folder)
    expect(report).toMatchObject({ ok: true, records: 7, cards: 5, fault: null })
    expect(report.checked).toContain('snapshot is of an earlier version: the next start makes it anew')
    // One of a later version is not known to be whole.
    await reseal(join(folder, manifest), ({ layout }) => ({ layout: Number(layout) + 2 }))
    expect(await verifyFolder(folder)).toMatchObject({ ok: false, fault: { file: manifest } })
  })

  it('finds a chain put together anew from some record on', async () => {
    const folder = await closedDesk()
    const lines = await journalLines(folder)
    const { hash: _, ...last } = JSON.parse(lines.at(-1) ?? '') as Record<string, never>
    // Somebody changes what happened and works out the hash that fits: the anchor still remembers the old one.
    const forged = seal(JSON.stringify(last).replace('aborted', 'ordered'), 'hash').text
    await writeFile(join(folder, firstSegment), [...lines.slice(0, -1), forged, ''].join('\n'))
    expect(await verifyFolder(folder)).toMatchObject({
      ok: false,
      records: 6,
      fault: { file: 'head.json', sequence: 7 },
    })
  })

  it('finds records cut off, and an anchor that is gone', async () => {
    const folder = await closedDesk()
    const lines = await journalLines(folder)
    await rm(join(folder, 'snapshot'), { recursive: true })
    await writeFile(
      join(folder, firstSegment),
      lines
        .slice(0, 5)
        .map((line) => `${line}\n`)
        .join(''),
    )
    expect(await verifyFolder(folder)).toMatchObject({ ok: false, records: 5, fault: { line: 6, sequence: 6 } })
    await rm(join(folder, 'head.json'))
    expect(await verifyFolder(folder)).toMatchObject({ ok: false, fault: { file: 'head.json' } })
  })

  it('finds journal and anchor put back to what they were, by the snapshot that is newer', async () => {
    const folder = await temporaryFolder()
    const live = async () => {
      const store = await open({ folder })
      committed(await store.transact(orderNext))
      await store.close()
    }
    await live()
    const names = ['head.json', 'journal/000000000001.ndjson']
    const before = await Promise.all(names.map((name) => readFile(join(folder, name))))
    await live()
    for (const [index, name] of names.entries()) await writeFile(join(folder, name), before[index] ?? '')
    const { ok, fault } = await verifyFolder(folder)
    expect(ok).toBe(false)
    expect(fault?.what).toContain('shows record 2, which the journal does not have')
  })

  it('does not take an unfinished last record for a fault', async () => {
    const folder = await closedDesk()
    await appendFile(join(folder, firstSegment), '{"by":{"at":"2026-')
    const { ok, checked } = await verifyFolder(folder)
    expect(ok).toBe(true)
    expect(checked.join('\n')).toContain('an unfinished record of 18 bytes')
  })

  it('finds links of a history that lead elsewhere', async () => {
    const folder = await closedDesk()
    const lines = await journalLines(folder)
    const { hash: _, ...last } = JSON.parse(lines.at(-1) ?? '') as Record<string, never>
    const forged = seal(JSON.stringify(last).replace('"previous":2', '"previous":1'), 'hash').text
    await writeFile(join(folder, firstSegment), [...lines.slice(0, -1), forged, ''].join('\n'))
    await rm(join(folder, 'snapshot'), { recursive: true })
    await rm(join(folder, 'head.json'))
    expect((await verifyFolder(folder)).fault?.what).toContain('names record 1 as the one before it of TC-000001')
  })

  it('finds nothing wrong with runs of batch sync, before and after one more of them ended', async () => {
    const folder = await deskWithRuns()
    const report = await verifyFolder(folder)
    expect(report).toMatchObject({ ok: true, records: 5, cards: 1, fault: null })
    expect(report.checked.at(-1)).toContain('2 documents')
    const store = await open({ folder })
    committed(await write(store, ended('S-000002', { unchanged: 2, moved: 1 })))
    await store.close()
    expect(await verifyFolder(folder)).toMatchObject({ ok: true, records: 6, fault: null })
  })

  it.each<[string, (event: object) => object]>([
    ['a run that was never started', (event) => ({ ...event, run: 'S-000007' })],
    ['a run that was started before', () => ({ type: 'sync-started', run: 'S-000001' })],
  ])('finds %s, though the hashes fit', async (_, change) => {
    const folder = await deskWithRuns()
    const lines = await journalLines(folder)
    const { hash: __, events, ...last } = JSON.parse(lines.at(-1) ?? '') as { hash: string; events: object[] }
    const forged = seal(JSON.stringify({ ...last, events: events.map(change) }), 'hash').text
    await writeFile(join(folder, firstSegment), [...lines.slice(0, -1), forged, ''].join('\n'))
    await rm(join(folder, 'snapshot'), { recursive: true })
    await rm(join(folder, 'head.json'))
    const report = await verifyFolder(folder)
    expect(report).toMatchObject({ ok: false, records: 4, fault: { file: firstSegment, line: 5, sequence: 5 } })
    expect(report.fault?.what).toMatch(/S-00000[17] was (never started|started before)/)
  })

  it('finds a snapshot with another end of a run than the journal has, though its seals fit', async () => {
    const folder = await deskWithRuns()
    const name = (await readdir(join(folder, 'snapshot'))).find((file) => file.startsWith('sync-run-0-')) ?? ''
    await resealDocument(folder, name, ({ texts }) => ({
      texts: (texts as string[]).map((text) => (text === 'done' ? 'stopped' : text)),
    }))
    expect(await verifyFolder(folder)).toMatchObject({
      ok: false,
      records: 5,
      fault: { file: `snapshot/${name}`, sequence: 5 },
    })
  })

  it('finds a snapshot that shows something else than the journal, though its seals fit', async () => {
    const folder = await closedDesk()
    const name =
      (await readdir(join(folder, 'snapshot'))).sort().findLast((file) => file.startsWith('temporary-card-0-')) ?? ''
    await resealDocument(folder, name, ({ texts }) => ({
      texts: (texts as string[]).map((text) => (text === 'aborted' ? 'locked' : text)),
    }))
    expect(await verifyFolder(folder)).toMatchObject({
      ok: false,
      records: 7,
      fault: { file: `snapshot/${name}`, sequence: 7 },
    })
  })

  it.each([
    ['a spoilt manifest', manifest],
    ['spoilt credentials', 'credentials.json'],
    ['spoilt secrets', 'secrets.json'],
    ['a spoilt anchor', 'head.json'],
  ])('finds %s', async (_, file) => {
    const folder = await closedDesk()
    await writeFile(join(folder, file), '{}')
    expect(await verifyFolder(folder)).toMatchObject({ ok: false, fault: { file } })
  })

  it('runs while a desk works in the folder', async () => {
    const folder = await closedDesk()
    const store = await open({ folder, checkpointEvery: 3 })
    let working = true
    const work = (async () => {
      while (working) {
        committed(await store.transact(orderNext))
        committed(await store.transact(retitle('TC-000002', 'busy')))
      }
    })()
    for (const _ of range(0, 20)) expect(await verifyFolder(folder)).toMatchObject({ ok: true, fault: null })
    working = false
    await work
  })

  it('can be given up', async () => {
    const folder = await closedDesk()
    const reason = new Error('given up')
    await expect(verifyFolder(folder, undefined, AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})
