import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realFiles } from '../../electron/files'
import { silentLog } from '../../electron/ports'
import { DataFault, type Store, verifyFolder } from '../../electron/store'
import { formats } from '../../electron/store/formats'
import { recover } from '../../electron/store/recover'
import {
  abort,
  accountOf,
  bytesOf,
  committed,
  firstSegment,
  open,
  orderedCard,
  personOf,
  picture,
  quickFolder,
  range,
  refusedToOpen,
  retitle,
  write,
} from '../support/store-desk'

// Every byte of a folder that a desk at work left when its power went: cut off there, or with one or several of its
// bits turned over. It opens to exactly what was saved, or says what is wrong; never to a card nobody saved.

const credential = {
  algorithm: 'scrypt',
  cost: 16,
  blockSize: 8,
  parallelization: 1,
  salt: 'c2FsdA==',
  hash: 'aGFzaA==',
} as const
/** One bit for every byte, others, or all of them, for some. */
const oneBit = 0x04
const otherBits = [0x01, 0x20, 0x80, 0xff]
const everySo = 29
/** Looking at a folder is quick; opening it, which puts aside and cuts off, is done for one byte in so many. */
const openedEvery = 11
const lanes = 8

interface Sample {
  readonly folder: string
  /** What the desk was like after each record. */
  readonly pictures: readonly ReturnType<typeof picture>[]
  readonly journal: Buffer
  /** Where each record ends in the journal. */
  readonly ends: readonly number[]
}

/** The record at which the snapshot was taken, which the anchor remembers, too; and the last one. */
const checkpoint = 4
const last = 7

async function killedDesk(): Promise<Sample> {
  const working = await quickFolder()
  const store = await open({ folder: working })
  const pictures = [picture(store)]
  const step = async (act: () => ReturnType<Store['transact']>) => {
    committed(await act())
    pictures.push(picture(store))
  }
  await store.credentials.put('credential-1', credential)
  await store.secrets.put('secret-1', Uint8Array.of(1, 2, 255))
  await step(() => write(store, { type: 'account-saved', change: 'added', account: accountOf(1) }))
  await step(() => write(store, { type: 'person-saved', person: personOf(1) }))
  await step(() => write(store, ...orderedCard(1)))
  await step(() => write(store, ...orderedCard(2, 'P-000001')))
  await store.checkpoint()
  await step(() => store.transact(retitle('TC-000001', 'Visitor')))
  await step(() => write(store, { type: 'person-saved', person: personOf(1, { version: 2, familyName: 'Żak' }) }))
  await step(() => store.transact(abort('TC-000001')))
  const folder = await copyOf(working)
  const journal = await readFile(join(folder, firstSegment))
  const ends = [...journal.entries()].filter(([, byte]) => byte === 0x0a).map(([index]) => index + 1)
  expect(ends).toHaveLength(last)
  expect(JSON.parse(await readFile(join(folder, 'head.json'), 'utf8')).sequence).toBe(checkpoint)
  return { folder, pictures, journal, ends }
}

async function copyOf(folder: string): Promise<string> {
  const copy = await quickFolder()
  await cp(folder, copy, { recursive: true, filter: (path) => !/^lock\.|\.new$/.test(basename(path)) })
  return copy
}

/** Does something for each of these with a folder of its own that it may spoil, and leaves it as it was after each. */
async function eachSpoilt<Thing>(
  { folder }: Sample,
  things: readonly Thing[],
  file: string,
  spoil: (bytes: Buffer, thing: Thing) => Buffer,
  look: (folder: string, thing: Thing) => Promise<void>,
) {
  const left = [...things]
  const whole = await readFile(join(folder, file))
  const lane = async () => {
    const own = await copyOf(folder)
    for (let thing = left.shift(); thing !== undefined; thing = left.shift()) {
      await writeFile(join(own, file), spoil(Buffer.from(whole), thing))
      await look(own, thing)
      await writeFile(join(own, file), whole)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

interface Flip {
  readonly byte: number
  readonly bits: number
}

/** One bit of each of these bytes, and other bits of some. */
function flips(from: number, to: number): Flip[] {
  const others = range(from, to, everySo).flatMap((byte) => otherBits.map((bits) => ({ byte, bits })))
  return [...range(from, to).map((byte) => ({ byte, bits: oneBit })), ...others]
}

function flipped(bytes: Buffer, { byte, bits }: Flip): Buffer {
  bytes[byte] = (bytes[byte] ?? 0) ^ bits
  return bytes
}

const named = ({ byte, bits }: Flip) => `byte ${byte} with ${bits} turned over`

/** Opens a copy, which may change it; answers what it is and what was put aside. */
async function openedCopy(folder: string) {
  const copy = await copyOf(folder)
  const store = await open({ folder: copy })
  const found = picture(store)
  const { tornTail } = store.status()
  const aside = tornTail === null ? null : await readFile(join(copy, tornTail))
  const journal = await readFile(join(copy, firstSegment))
  await store.close()
  await rm(copy, { recursive: true })
  return { found, aside, journal }
}

/** The refusal of a folder that stays as it is. */
async function refusedUntouched(folder: string) {
  const before = await bytesOf(folder)
  const refusal = await refusedToOpen({ folder })
  expect(await bytesOf(folder)).toEqual(before)
  return refusal
}

describe('A journal cut off', () => {
  it('at every byte after its anchor opens to the last whole record, and what is left of the next is put aside', async () => {
    const sample = await killedDesk()
    const { pictures, journal, ends } = sample
    const lengths = range(ends[checkpoint - 1] ?? 0, journal.length)
    const cut = (bytes: Buffer, length: number) => bytes.subarray(0, length)
    await eachSpoilt(sample, lengths, firstSegment, cut, async (folder, length) => {
      const whole = ends.filter((end) => end <= length).length
      const end = ends[whole - 1] ?? 0
      const rest = length === end ? null : journal.subarray(end, length)
      if (length % openedEvery > 0 && length !== end) {
        expect(await lookedAt(folder), `cut at byte ${length}`).toEqual({ picture: pictures[whole], torn: rest })
        return
      }
      const { found, aside, journal: after } = await openedCopy(folder)
      expect(found, `cut at byte ${length}`).toEqual(pictures[whole])
      expect(aside, `cut at byte ${length}`).toEqual(rest)
      expect(after.equals(journal.subarray(0, end)), `cut at byte ${length}`).toBe(true)
    })
  }, 120_000)

  it('at every byte of its last record, in room made ahead for it, is the same', async () => {
    const sample = await killedDesk()
    const { pictures, journal, ends } = sample
    const from = ends[last - 2] ?? 0
    const zeros = (bytes: Buffer, length: number) => Buffer.concat([bytes.subarray(0, length), Buffer.alloc(2000)])
    await eachSpoilt(sample, range(from, journal.length), firstSegment, zeros, async (folder, length) => {
      const rest = length === from ? null : journal.subarray(from, length)
      expect(await lookedAt(folder), `cut at byte ${length}`).toEqual({ picture: pictures[last - 1], torn: rest })
    })
  }, 120_000)

  it('before its anchor is refused with what is missing and the way back', async () => {
    const sample = await killedDesk()
    const { journal, ends } = sample
    const lengths = [
      ...range(1, ends[checkpoint - 2] ?? 0, 97),
      ...range(ends[checkpoint - 2] ?? 0, ends[checkpoint - 1] ?? 0),
    ]
    const cut = (bytes: Buffer, length: number) => bytes.subarray(0, length)
    await eachSpoilt(sample, lengths, firstSegment, cut, async (folder, length) => {
      const missing = ends.filter((end) => end <= length).length + 1
      const refusal = await refusedUntouched(folder)
      expect(refusal, `cut at byte ${length}`).toMatchObject({
        code: 'data-unreadable',
        details: { file: firstSegment, line: missing, sequence: missing },
      })
      expect(refusal.message).toMatch(/missing at the end of the journal.*restore it from a backup/)
    })
    expect(journal.length).toBeGreaterThan(ends[checkpoint - 1] ?? 0)
  }, 120_000)
})

describe('A byte of the journal turned over', () => {
  it('in a record that is read at the start names file and record, and nothing is touched', async () => {
    const sample = await killedDesk()
    const { ends } = sample
    const read = flips(ends[checkpoint - 1] ?? 0, ends[last - 2] ?? 0)
    await eachSpoilt(sample, read, firstSegment, flipped, async (folder, flip) => {
      const sequence = ends.filter((end) => end <= flip.byte).length + 1
      const refusal = await refusedToOpen({ folder })
      expect(refusal, named(flip)).toMatchObject({
        code: 'data-unreadable',
        details: { file: firstSegment, line: sequence, sequence },
      })
      expect(refusal.message).toContain(`${firstSegment}, line ${sequence}: record ${sequence}`)
      expect(refusal.message).toContain('restore it from a backup')
      if (flip.byte % openedEvery === 0) await refusedUntouched(folder)
    })
  }, 120_000)

  it('in the last record puts that record aside', async () => {
    const sample = await killedDesk()
    const { pictures, journal, ends } = sample
    const from = ends[last - 2] ?? 0
    await eachSpoilt(sample, flips(from, journal.length), firstSegment, flipped, async (folder, flip) => {
      const rest = flipped(Buffer.from(journal), flip).subarray(from)
      expect(await lookedAt(folder), named(flip)).toEqual({ picture: pictures[last - 1], torn: rest })
      if (flip.byte % openedEvery > 0) return
      const { found, aside } = await openedCopy(folder)
      expect([found, aside], named(flip)).toEqual([pictures[last - 1], rest])
    })
  }, 120_000)

  it('in a record that the snapshot stands for shows the right cards, or is refused', async () => {
    const sample = await killedDesk()
    const { pictures, ends } = sample
    const places = [...flips(0, ends[0] ?? 0), ...flips(ends[checkpoint - 2] ?? 0, ends[checkpoint - 1] ?? 0)]
    await eachSpoilt(sample, places, firstSegment, flipped, async (folder, flip) => {
      const sequence = ends.filter((end) => end <= flip.byte).length + 1
      const outcome = await lookedAt(folder)
      if ('refused' in outcome) {
        // The record the snapshot was taken at is looked at; then all of them are.
        expect(outcome.refused, named(flip)).toMatchObject({ file: firstSegment, line: sequence, sequence })
      } else expect(outcome.picture, named(flip)).toEqual(pictures[last])
      if (flip.byte % 50 === 0) await expectNoticedLater(folder, sequence)
    })
  }, 120_000)
})

/** What a start would make of a folder, without opening it: quicker where thousands of bytes are tried. */
async function lookedAt(folder: string) {
  try {
    const { memory, torn } = await recover({ files: realFiles, folder, formats, log: silentLog })
    const desk = { view: memory, cards: () => memory.cards(), persons: () => memory.persons() }
    return { picture: picture({ ...desk, syncRuns: () => memory.runs.all() }), torn: torn?.bytes ?? null }
  } catch (error) {
    if (error instanceof DataFault) return { refused: error.fault }
    throw error
  }
}

/** A damaged record that no start reads is found by whoever reads it, and by a check. */
async function expectNoticedLater(folder: string, sequence: number) {
  const report = await verifyFolder(folder)
  expect(report.fault).toMatchObject({ file: firstSegment, line: sequence, sequence })
}

describe('A byte of the snapshot turned over', () => {
  it('in any of its files is answered by the journal', async () => {
    const sample = await killedDesk()
    const { folder, pictures } = sample
    const names = (await readdir(join(folder, 'snapshot'))).filter((name) => name.endsWith('.json'))
    expect(names.length).toBeGreaterThanOrEqual(4)
    for (const name of names) {
      const file = `snapshot/${name}`
      const { length } = await readFile(join(folder, file))
      // Every byte of the manifest and of the cards, and some of the others.
      const every = /manifest|card/.test(name)
        ? flips(0, length)
        : flips(0, length).filter(({ byte }) => byte % 7 === 0)
      await eachSpoilt(sample, every, file, flipped, async (spoilt, flip) => {
        const outcome = await lookedAt(spoilt)
        // A byte of the format's number may make it one that a newer version wrote: that is refused.
        if ('refused' in outcome) expect(outcome.refused.file, named(flip)).toBe('snapshot/manifest.json')
        else expect(outcome.picture, `${name}, ${named(flip)}`).toEqual(pictures[last])
        if (flip.byte % 211 === 0 && !('refused' in outcome)) {
          expect((await openedCopy(spoilt)).found, `${name}, ${named(flip)}`).toEqual(pictures[last])
        }
      })
    }
  }, 120_000)
})

describe.each([
  ['head.json', 'head.json'],
  ['credentials.json', 'Restore credentials.json from a backup'],
  ['secrets.json', 'Restore secrets.json from a backup'],
])('A byte of %s turned over', (file, wayBack) => {
  it('stops the start with the way back, and nothing is touched', async () => {
    const sample = await killedDesk()
    const { pictures } = sample
    const bytes = await readFile(join(sample.folder, file))
    await eachSpoilt(sample, flips(0, bytes.length), file, flipped, async (folder, flip) => {
      // Without the line feed after it a document is whole.
      if (flip.byte === bytes.length - 1) {
        await refusedToOpen({ folder })
        return
      }
      const refusal = flip.byte % everySo === 0 ? await refusedUntouched(folder) : await refusedToOpen({ folder })
      expect(['data-unreadable', 'data-newer'], named(flip)).toContain(refusal.code)
      expect(refusal.message, named(flip)).toContain(file)
      if (refusal.code === 'data-unreadable') expect(refusal.message, named(flip)).toContain(wayBack)
    })
    expect((await openedCopy(sample.folder)).found).toEqual(pictures[last])
  }, 120_000)
})

describe('A document cut off', () => {
  it.each(['head.json', 'credentials.json', 'secrets.json'])(
    '%s, at every byte, stops the start',
    async (file) => {
      const sample = await killedDesk()
      const { length } = await readFile(join(sample.folder, file))
      const cut = (bytes: Buffer, to: number) => bytes.subarray(0, to)
      await eachSpoilt(sample, range(0, length - 1), file, cut, async (folder, to) => {
        const refusal = await refusedToOpen({ folder })
        expect(refusal.code, `cut at byte ${to}`).toBe('data-unreadable')
        expect(refusal.message, `cut at byte ${to}`).toContain(file)
      })
    },
    120_000,
  )
})
