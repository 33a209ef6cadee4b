import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RecordedCommit } from '../../electron/engine/events'
import { StoreRefusal } from '../../electron/store'
import { FaultyFiles } from '../support/faulty-files'
import {
  committed,
  firstSegment,
  open,
  orderedCard,
  range,
  retitle,
  temporaryFolder,
  write,
} from '../support/store-desk'

const cards = ['TC-000001', 'TC-000002', 'TC-000003']

/** Three cards retitled in turn over several files; what was answered is what a history must say. */
async function busyDesk() {
  const folder = await temporaryFolder()
  const disk = new FaultyFiles()
  const options = { folder, files: disk.files, segmentBytes: 20_000 }
  const store = await open(options)
  const histories = new Map<string, RecordedCommit[]>(cards.map((card) => [card, []]))
  for (const [index, card] of cards.entries()) {
    histories.get(card)?.unshift(committed(await write(store, ...orderedCard(index + 1))).commit)
  }
  for (const number of range(0, 150)) {
    const card = cards[number % 7 === 0 ? 2 : number % 2] ?? ''
    histories.get(card)?.unshift(committed(await store.transact(retitle(card, `Title ${number}`))).commit)
  }
  return { store, disk, histories, options }
}

describe('The history of a card', () => {
  it('is every record that touched it, newest first, also after a restart', async () => {
    const { store, histories, options } = await busyDesk()
    expect(store.status().segments).toBeGreaterThan(3)
    for (const card of cards) expect(await store.history(card, 1000)).toEqual(histories.get(card))
    await store.close()
    const again = await open(options)
    for (const card of cards) expect(await again.history(card, 1000)).toEqual(histories.get(card))
  })

  it('comes in pages, however they are asked for', async () => {
    const { store, histories } = await busyDesk()
    const all = histories.get('TC-000002') ?? []
    for (const size of [1, 7, 60]) {
      const pages: RecordedCommit[] = []
      let before: number | undefined
      do {
        const page = await store.history('TC-000002', size, before)
        expect(page.length).toBeLessThanOrEqual(size)
        pages.push(...page)
        before = page.at(-1)?.sequence
      } while (before !== undefined && pages.length < all.length)
      expect(pages).toEqual(all)
    }
    // From any record on, also one that is not this card's.
    for (const before of [1, 2, 3, 10, 77, 150, 153, 154, 9999]) {
      const expected = all.filter((record) => record.sequence < before).slice(0, 5)
      expect(await store.history('TC-000002', 5, before), `before ${before}`).toEqual(expected)
    }
    expect(await store.history('TC-000002', 0)).toEqual([])
    expect(await store.history('TC-000009', 5)).toEqual([])
  })

  it('is read with one bounded read a record, not by reading the journal', async () => {
    const { store, disk } = await busyDesk()
    const from = disk.calls.length
    const page = await store.history('TC-000003', 5)
    const calls = disk.calls.slice(from).filter((call) => call.path.endsWith('.ndjson'))
    expect(calls.every((call) => call.operation === 'open' || call.operation === 'read')).toBe(true)
    expect(calls.filter((call) => call.operation === 'read').length).toBeLessThanOrEqual(page.length * 2)
  })

  it('that is damaged on the disk is refused, never shown wrong', async () => {
    const { store, options } = await busyDesk()
    await store.close()
    const path = join(options.folder, firstSegment)
    const bytes = await readFile(path)
    const second = bytes.indexOf('TC-000002')
    bytes[second + 8] = '7'.charCodeAt(0)
    await writeFile(path, bytes)
    // The start trusts its snapshot, which is whole: the damage is found when somebody looks, or by a check.
    const again = await open(options)
    const refusal = await again.history('TC-000002', 1000).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(StoreRefusal)
    expect(refusal).toMatchObject({ code: 'data-unreadable', details: { file: firstSegment, line: 2, sequence: 2 } })
    expect((await again.history('TC-000003', 1000)).length).toBeGreaterThan(5)
  })
})
