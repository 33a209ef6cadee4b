import { createHash, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { folderBureau } from '../../electron/production/folder'
import type { Bureau, BureauOrder, BureauWord, News, OrderBatch } from '../../electron/production/port'
import type { OrderFileFormat } from '../../shared/model'
import type { Files } from '../../electron/files'
import { FaultyFiles } from './faulty-files'
import { TestClock, TestLog } from './test-desk'

/** The desk of these tests: its orders begin with `3f2a91c0-`. */
export const desk = '3f2a91c0-5f0e-4c1b-9a53-6d2f1e8b7a40'

/** An exchange folder of its own, with the desk's side of it and hands for the bureau's. */
export class ExchangeFolder {
  readonly disk = new FaultyFiles()
  readonly clock = new TestClock()
  readonly log = new TestLog()

  private constructor(readonly root: string) {}

  static async make(): Promise<ExchangeFolder> {
    const parent = await mkdtemp(join(tmpdir(), 'card-desk-exchange-'))
    onTestFinished(() => rm(parent, { recursive: true, force: true, maxRetries: 3 }))
    const folder = new ExchangeFolder(join(parent, 'exchange'))
    await mkdir(folder.root)
    return folder
  }

  /** The desk's side of it; `files` are operations of the disk that do something else. */
  bureau(format: OrderFileFormat = 'json', path = this.root, files: Partial<Files> = {}): Bureau {
    const { clock, log, disk } = this
    return folderBureau(
      { path, format },
      { files: { ...disk.files, ...files }, clock, log, ids: { random: randomUUID } },
    )
  }

  /** The desk's side on a drive that never comes back from an operation; it is asked to stop just then. */
  hangingBureau(operation: keyof Files, stopping: AbortController): Bureau {
    const hang = () => {
      stopping.abort()
      return new Promise<never>(() => {})
    }
    return this.bureau('json', this.root, { [operation]: hang })
  }

  path(...parts: readonly string[]): string {
    return join(this.root, ...parts)
  }

  /** Puts a file there as somebody else would, last changed an hour ago by the desk's clock unless said otherwise. */
  async put(place: string, content: string | Uint8Array, secondsAgo = 3600): Promise<string> {
    const path = this.path(place)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
    await this.date(place, secondsAgo)
    return path
  }

  async date(place: string, secondsAgo: number): Promise<void> {
    const at = (this.clock.now() - secondsAgo * 1000) / 1000
    await utimes(this.path(place), at, at)
  }

  read(...parts: readonly string[]): Promise<string> {
    return readFile(this.path(...parts), 'utf8')
  }

  /** Every name in a sub-folder, in order; none when it is not there. */
  async names(folder: string): Promise<readonly string[]> {
    return (await readdir(this.path(folder)).catch(() => [])).sort()
  }

  /** What lies in the four sub-folders, without the desk's own notes. */
  async lying(): Promise<Readonly<Record<string, readonly string[]>>> {
    const folders = ['outbox', 'inbox', 'archive', 'rejected']
    const names = await Promise.all(folders.map((folder) => this.names(folder)))
    return Object.fromEntries(
      folders.map((folder, index) => [folder, (names[index] ?? []).filter((name) => name !== '.checksums')]),
    )
  }
}

/** Sends a batch, whoever waits for it never stopping. */
export const submit = (bureau: Bureau, batch: OrderBatch) => bureau.submit(batch, new AbortController().signal)

export interface Heard {
  readonly pieces: readonly News[]
  readonly words: readonly BureauWord[]
  /** Why files could not be put away. */
  readonly unfinished: readonly string[]
}

/** Takes in everything there is, as batch sync does: the words of a file first, then the file is put away. */
export async function hear(
  bureau: Bureau,
  { dry = false, signal = new AbortController().signal }: { dry?: boolean; signal?: AbortSignal } = {},
): Promise<Heard> {
  const pieces: News[] = []
  const words: BureauWord[] = []
  const unfinished: string[] = []
  for await (const piece of bureau.news([], { dry, signal })) {
    pieces.push(piece)
    if (piece.kind !== 'words') continue
    words.push(...piece.words)
    if (dry) continue
    await piece.finish().catch((error: Error) => unfinished.push(error.message))
  }
  return { pieces, words, unfinished }
}

/** Pieces in short: `words a.json`, `rejected b.csv`. */
export const inShort = ({ pieces }: Heard) =>
  pieces.map((piece) => `${piece.kind} ${'source' in piece ? piece.source : ''}`)

export function orderOf(number: number, changes: Partial<BureauOrder> = {}): BureauOrder {
  const digits = String(number).padStart(6, '0')
  return {
    id: `3f2a91c0-O-${digits}`,
    card: `C-${digits}`,
    cardType: 'card',
    layout: 'Employee',
    commonName: `Person ${number}`,
    upn: `person.${number}@example.org`,
    title: '',
    organisationalUnit: 'Research',
    holder: { employeeNumber: digits, givenName: 'Person', familyName: String(number), email: '' },
    deliveryAddress: 'Main Street 1\n10115 Berlin',
    validFrom: '2026-11-21',
    validThrough: '2029-11-20',
    requestedAt: '2026-11-21T09:00:00.000Z',
    ...changes,
  }
}

export function batchOf(...orders: readonly BureauOrder[]): OrderBatch {
  return { id: 'B-000012', desk, orders }
}

// What follows reads and writes the formats as their specification has them, without the desk's code.

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

export const sha256 = (content: string | Uint8Array) => `sha256:${createHash('sha256').update(content).digest('hex')}`

/** A value as RFC 8785 writes it. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}

/** The checksum of a document with a long list, by its rule. */
export function listChecksum(document: { readonly [name: string]: Json }, list: string): string {
  const head = Object.fromEntries(Object.entries(document).filter(([name]) => name !== list && name !== 'checksum'))
  const entries = document[list] as readonly Json[]
  return sha256([head, ...entries].map((part) => `${canonical(part)}\n`).join(''))
}

/** A status file in JSON; `changes` may spoil it, after or before (`head`) its checksum was made. */
export function statusJson(
  statuses: readonly Json[],
  { head = {}, changes = {} }: { head?: { readonly [name: string]: Json }; changes?: Record<string, Json> } = {},
): string {
  const document = {
    format: 'card-desk-status',
    version: 1,
    created: '2026-11-21T09:00:00.000Z',
    ...head,
    statuses,
  }
  return JSON.stringify({ ...document, checksum: listChecksum(document, 'statuses'), ...changes })
}

/** A status file in CSV from its rows as they stand in it. */
export function statusCsv(rows: readonly string[], { end = '\r\n', mark = '' } = {}): string {
  const content = `${mark}${rows.map((row) => `${row}${end}`).join('')}`
  return `${content}#checksum,${sha256(content)}${end}`
}

export const saying = (number: number, status: string, more: { readonly [name: string]: Json } = {}) => ({
  order: orderOf(number).id,
  status,
  ...more,
})

/** Rows of RFC 4180, read character by character. */
export function csvRowsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (quoted) {
      if (character !== '"') cell += character
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === ',') {
      row.push(cell)
      cell = ''
    } else if (character === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell])
      row = []
      cell = ''
      at += 1
    } else cell += character
  }
  if (quoted || cell !== '' || row.length > 0) throw new Error('the last row has no end')
  return rows
}

/** The orders in an order file as a bureau would read them; throws when its checksum is wrong. */
export function ordersIn(name: string, bytes: Buffer): readonly unknown[] {
  return name.endsWith('.json') ? ordersInJson(bytes.toString('utf8')) : ordersInCsv(bytes)
}

function ordersInJson(text: string): readonly unknown[] {
  const document = JSON.parse(text) as { orders: readonly unknown[]; checksum: string }
  if (listChecksum(document as never, 'orders') !== document.checksum) throw new Error('wrong checksum')
  return document.orders
}

/** Apostrophes before what a spreadsheet takes for a formula are taken off again. */
function ordersInCsv(bytes: Buffer): readonly unknown[] {
  const start = bytes.lastIndexOf('#checksum,')
  const content = bytes.subarray(0, start)
  if (bytes.toString('utf8', start) !== `#checksum,${sha256(content)}\r\n`) throw new Error('wrong checksum')
  const [columns = [], ...rows] = csvRowsOf(content.toString('utf8'))
  return rows.map((row) => {
    if (row.length !== columns.length) throw new Error('a row of another length')
    const cells = Object.fromEntries(row.map((cell, index) => [columns[index], cell.replace(/^'(?=[=+\-@\t\r])/, '')]))
    const { desk: _desk, batch: _batch, employeeNumber, givenName, familyName, email, ...order } = cells
    return {
      ...order,
      holder: employeeNumber === '' ? null : { employeeNumber, givenName, familyName, email },
      validFrom: order.validFrom || null,
      validThrough: order.validThrough || null,
    }
  })
}
