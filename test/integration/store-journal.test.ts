import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../electron/store'
import {
  abort,
  bytesOf,
  firstSegment,
  forEach,
  journalLines,
  open,
  orderedCard,
  orderNext,
  personOf,
  picture,
  range,
  refusedToOpen,
  retitle,
  temporaryFolder,
  write,
} from '../support/store-desk'
import { TestLog } from '../support/test-desk'

/** The bytes of a journal with three records, and what the desk was like after each. */
async function threeRecords() {
  const folder = await temporaryFolder()
  const store = await open({ folder })
  const pictures = [picture(store)]
  const steps = [
    () => store.transact(orderNext),
    () => write(store, { type: 'person-saved', person: personOf(1) }),
    () => store.transact(abort('TC-000001')),
  ]
  for (const step of steps) {
    await step()
    pictures.push(picture(store))
  }
  const journal = await readFile(join(folder, firstSegment))
  await store.close()
  return { journal, pictures, lines: await journalLines(folder) }
}

/** A folder that holds nothing but this journal, as a copy of the folder of a killed desk would. */
async function folderWith(journal: Uint8Array): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'journal'), { recursive: true })
  await writeFile(join(folder, firstSegment), journal)
  return folder
}

const closed = async (store: Store) => {
  const found = { picture: picture(store), status: store.status() }
  await store.close()
  return found
}

describe('A journal cut short', () => {
  it('at any byte opens to the last whole commit and keeps the rest aside', async () => {
    const { journal, pictures } = await threeRecords()
    const ends = [...journal.entries()].filter(([, byte]) => byte === 0x0a).map(([index]) => index + 1)
    // Every byte of the last record, and some of the one before it.
    const lengths = [...range(ends[0] ?? 0, ends[1] ?? 0, 29), ...range(ends[1] ?? 0, journal.length)]
    await forEach(lengths, async (length) => {
      const folder = await folderWith(journal.subarray(0, length))
      const whole = ends.filter((end) => end <= length).length
      const { picture: found, status } = await closed(await open({ folder }))
      expect(found, `cut at byte ${length}`).toEqual(pictures[whole])
      const end = ends[whole - 1] ?? 0
      expect(await readFile(join(folder, firstSegment))).toEqual(journal.subarray(0, end))
      const aside = await readdir(join(folder, 'set-aside')).catch(() => [])
      if (length === end) expect([status.tornTail, aside]).toEqual([null, []])
      else {
        expect(aside).toEqual([`2026-11-20T09-00-00-000Z-000000000001-at-${end}.torn`])
        expect(status.tornTail).toBe(`set-aside/${aside[0]}`)
        expect(await readFile(join(folder, status.tornTail ?? ''))).toEqual(journal.subarray(end, length))
      }
      await rm(folder, { recursive: true })
    })
  }, 120_000)

  it('within its very first record opens empty', async () => {
    const { journal, pictures } = await threeRecords()
    const folder = await folderWith(journal.subarray(0, 100))
    expect((await closed(await open({ folder }))).picture).toEqual(pictures[0])
  })

  it('goes on where it was cut', async () => {
    const { journal, pictures, lines } = await threeRecords()
    const folder = await folderWith(journal.subarray(0, -1))
    const log = new TestLog()
    const store = await open({ folder, log })
    expect(log.lines.filter((line) => line.includes('put aside'))).toHaveLength(1)
    await store.transact(abort('TC-000001'))
    expect(picture(store)).toEqual(pictures[3])
    expect(await journalLines(folder)).toEqual(lines)
    await store.close()
    expect((await open({ folder })).status().tornTail).toBeNull()
  })

  it('or filled up with zeros, as file systems do after a power cut, opens to the last whole commit', async () => {
    const { journal, pictures } = await threeRecords()
    const spoilt = Buffer.from(journal)
    spoilt.fill(0, journal.length - 40)
    const folder = await folderWith(spoilt)
    expect((await closed(await open({ folder }))).picture).toEqual(pictures[2])
  })
})

describe('A changed byte', () => {
  it('before the last record stops the start, names file and record, and nothing is touched', async () => {
    const { journal } = await threeRecords()
    const ends = [...journal.entries()].filter(([, byte]) => byte === 0x0a).map(([index]) => index + 1)
    const stop = ends[1] ?? 0
    const places = [...range(0, 40), ...range(40, stop - 100, 17), ...range(stop - 100, stop)]
    await forEach(places, async (index) => {
      const spoilt = Buffer.from(journal)
      spoilt[index] = (spoilt[index] ?? 0) ^ 0x04
      const folder = await folderWith(spoilt)
      const before = await bytesOf(folder)
      const refusal = await refusedToOpen({ folder })
      const line = ends.filter((end) => end <= index).length + 1
      expect(refusal.code, `byte ${index}`).toBe('data-unreadable')
      expect(refusal.details).toMatchObject({ file: firstSegment, line, sequence: line })
      expect(refusal.message).toContain(`${firstSegment}, line ${line}: record ${line}`)
      expect(refusal.message).toContain('restore it from a backup')
      expect(await bytesOf(folder)).toEqual(before)
      await rm(folder, { recursive: true })
    })
  }, 120_000)

  it('in the last record never yields a wrong desk: it is put aside, or refused', async () => {
    const { journal, pictures } = await threeRecords()
    const last = journal.subarray(0, -1).lastIndexOf(0x0a) + 1
    const places = [...range(last, journal.length - 100, 7), ...range(journal.length - 100, journal.length)]
    await forEach(places, async (index) => {
      const spoilt = Buffer.from(journal)
      spoilt[index] = (spoilt[index] ?? 0) ^ 0x04
      const folder = await folderWith(spoilt)
      const { picture: found } = await closed(await open({ folder }))
      expect(found, `byte ${index}`).toEqual(pictures[2])
      await rm(folder, { recursive: true })
    })
  }, 120_000)
})

describe('A journal is refused, untouched,', () => {
  it.each<[string, (lines: string[]) => string[], string]>([
    ['with a record left out', ([one = '', , three = '']) => [one, three], 'record 3 stands where record 2 belongs'],
    ['with records swapped', ([one = '', two = '', three = '']) => [one, three, two], 'record 3 stands where record 2'],
    [
      'with a record twice',
      ([one = '', two = '', three = '']) => [one, two, two, three],
      'record 2 stands where record 3',
    ],
    ['with its first record left out', ([, two = '', three = '']) => [two, three], 'record 2 stands where record 1'],
    ['with an empty line', ([one = '', two = '', three = '']) => [one, '', two, three], 'record 2 is damaged'],
  ])('%s', async (_, change, what) => {
    const { lines } = await threeRecords()
    const folder = await folderWith(
      Buffer.from(
        change(lines)
          .map((line) => `${line}\n`)
          .join(''),
      ),
    )
    const before = await bytesOf(folder)
    const refusal = await refusedToOpen({ folder })
    expect(refusal.code).toBe('data-unreadable')
    expect(refusal.message).toContain(what)
    expect(await bytesOf(folder)).toEqual(before)
  })

  it('with a record of another desk at its end', async () => {
    const one = await threeRecords()
    const other = await temporaryFolder()
    const store = await open({ folder: other, ids: { random: () => 'another-desk' } })
    for (let number = 0; number < 3; number += 1) await store.transact(orderNext)
    const [, , foreign = ''] = await journalLines(other)
    const folder = await folderWith(Buffer.from(`${one.lines[0]}\n${one.lines[1]}\n${foreign}\n`))
    expect((await refusedToOpen({ folder })).message).toContain('record 3 does not follow record 2')
  })
})

describe('A journal of several files', () => {
  async function several() {
    const folder = await temporaryFolder()
    const store = await open({ folder, segmentBytes: 2000 })
    for (let number = 0; number < 12; number += 1) await store.transact(orderNext)
    await store.transact(retitle('TC-000001', 'Visitor'))
    const found = await closed(store)
    const files = await readdir(join(folder, 'journal'))
    return { folder, files, ...found }
  }

  it('begins a new one past the given size, named by its first record', async () => {
    const { folder, files, status } = await several()
    expect(files.length).toBeGreaterThan(3)
    expect(status.segments).toBe(files.length)
    for (const file of files) {
      const text = await readFile(join(folder, 'journal', file), 'utf8')
      expect(file).toMatch(/^\d{12}\.ndjson$/)
      expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ sequence: Number(file.slice(0, 12)) })
      // Full means that the last record is the one that reached the size.
      const [, ...later] = text.split('\n').reverse()
      expect(later.slice(1).join('\n').length).toBeLessThan(2000)
    }
    const sizes = await Promise.all(files.map((file) => readFile(join(folder, 'journal', file))))
    expect(status.journalBytes).toBe(sizes.reduce((sum, bytes) => sum + bytes.length, 0))
  })

  it('opens with and without its snapshot', async () => {
    const { folder, picture: before } = await several()
    expect((await closed(await open({ folder }))).picture).toEqual(before)
    await rm(join(folder, 'snapshot'), { recursive: true })
    expect((await closed(await open({ folder }))).picture).toEqual(before)
  })

  it('is refused without one of its files, whichever it is', async () => {
    const { folder, files } = await several()
    for (const file of files) {
      const path = join(folder, 'journal', file)
      const bytes = await readFile(path)
      await rm(path)
      const refusal = await refusedToOpen({ folder })
      expect(refusal.code, file).toBe('data-unreadable')
      expect(refusal.details).toMatchObject({ file: expect.stringContaining('journal/') })
      await writeFile(path, bytes)
    }
    await open({ folder })
  })

  it('is refused when a file before the last is cut short', async () => {
    const { folder, files } = await several()
    const path = join(folder, 'journal', files[1] ?? '')
    const bytes = await readFile(path)
    await writeFile(path, bytes.subarray(0, -10))
    expect((await refusedToOpen({ folder })).message).toContain(files[1])
  })

  it('goes on after a crash between making a new file and writing to it', async () => {
    const { folder, files, picture: before, status } = await several()
    const next = `${String(status.sequence + 1).padStart(12, '0')}.ndjson`
    await writeFile(join(folder, 'journal', next), '')
    const store = await open({ folder, segmentBytes: 2000 })
    expect(picture(store)).toEqual(before)
    await store.transact(orderNext)
    expect(await readdir(join(folder, 'journal'))).toEqual([...files, next])
    const after = await closed(store)
    await rm(join(folder, 'snapshot'), { recursive: true })
    expect((await closed(await open({ folder }))).picture).toEqual(after.picture)
  })

  it('leaves files alone that are not its own', async () => {
    const { folder, picture: before } = await several()
    await writeFile(join(folder, 'journal', 'notes.txt'), 'mine')
    await appendFile(join(folder, 'journal', 'notes.txt'), ' alone')
    expect((await closed(await open({ folder }))).picture).toEqual(before)
    expect(await readFile(join(folder, 'journal', 'notes.txt'), 'utf8')).toBe('mine alone')
  })
})

describe('The anchor of the end', () => {
  async function cut(records: number) {
    const folder = await temporaryFolder()
    const store = await open({ folder })
    for (let number = 1; number <= 5; number += 1) await write(store, ...orderedCard(number))
    await store.close()
    const lines = await journalLines(folder)
    await writeFile(
      join(folder, firstSegment),
      lines
        .slice(0, -records)
        .map((line) => `${line}\n`)
        .join(''),
    )
    return { folder, lines }
  }

  it.each([1, 3, 5])('notices %i records cut off', async (records) => {
    const { folder } = await cut(records)
    const before = await bytesOf(folder)
    const refusal = await refusedToOpen({ folder })
    expect(refusal.code).toBe('data-unreadable')
    expect(refusal.message).toContain(records === 1 ? 'record 5 is missing' : `records ${6 - records} to 5 are missing`)
    expect(refusal.message).toContain('head.json')
    expect(await bytesOf(folder)).toEqual(before)
  })

  it('notices a last record that is only damaged', async () => {
    const { folder, lines } = await cut(1)
    await appendFile(join(folder, firstSegment), lines.at(-1)?.slice(0, 50) ?? '')
    expect((await refusedToOpen({ folder })).message).toContain('record 5 is missing')
  })

  it('notices the journal itself gone', async () => {
    const { folder } = await cut(1)
    await rm(join(folder, 'journal'), { recursive: true })
    expect((await refusedToOpen({ folder })).code).toBe('data-unreadable')
    await rm(join(folder, 'head.json'))
    expect((await refusedToOpen({ folder })).message).toContain('the journal is missing')
  })

  it('notices another end of the same length', async () => {
    const { folder } = await cut(1)
    const other = await temporaryFolder()
    const store = await open({ folder: other })
    for (let number = 1; number <= 4; number += 1) await write(store, ...orderedCard(number))
    await write(store, ...orderedCard(77))
    await writeFile(join(folder, firstSegment), await readFile(join(other, firstSegment)))
    expect((await refusedToOpen({ folder })).message).toContain('another record 5')
  })

  it('moved away by hand lets the desk go on with what is left', async () => {
    const { folder } = await cut(2)
    await rm(join(folder, 'head.json'))
    const log = new TestLog()
    const store = await open({ folder, log })
    expect([...store.cards()].map((card) => card.id)).toEqual(['TC-000001', 'TC-000002', 'TC-000003'])
    expect(log.lines.some((line) => line.includes('anchor'))).toBe(true)
    await write(store, ...orderedCard(4))
  })

  it('with any byte changed is refused with the way back', async () => {
    const { folder } = await cut(1)
    const bytes = await readFile(join(folder, 'head.json'))
    for (const index of range(0, bytes.length - 1, 3)) {
      const spoilt = Buffer.from(bytes)
      spoilt[index] = (spoilt[index] ?? 0) ^ 0x04
      await writeFile(join(folder, 'head.json'), spoilt)
      const refusal = await refusedToOpen({ folder })
      expect(['data-unreadable', 'data-newer'], `byte ${index}`).toContain(refusal.code)
      expect(refusal.message).toContain('head.json')
    }
  })
})
