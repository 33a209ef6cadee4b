import { pipeline, Readable } from 'node:stream'
import { isDeepStrictEqual } from 'node:util'
import papaparse from 'papaparse'
import { z } from 'zod'
import { breather } from '../../breathe'
import { codeOf, type Files, type OpenFile, realFiles } from '../../files'
import { FolderUnfit } from '../faults'
import { type Formats, formats as standardFormats } from '../formats'
import { decodeRecord, type JournalRecord, noHash } from '../journal/record'
import { DataFault } from '../faults'
import { sha256Schema } from '../schemas'
import { csvColumns, csvProof, exportName, exportVersion, type HistoryProof, layouts } from './layouts'

/** What a check of an exported history found. */
export interface ExportReport {
  readonly ok: boolean
  /** Records that are right, up to the first fault. */
  readonly records: number
  /** What it proves: the newest record and its hash. `null` when it is not whole. */
  readonly proof: HistoryProof | null
  /** The first fault, as a sentence; `null` without one. */
  readonly fault: string | null
}

interface CheckOptions {
  readonly files?: Files
  readonly formats?: Formats
}

const chunkBytes = 256 * 1024
const proofSchema = z.object({ sequence: z.int().min(0), hash: sha256Schema })
const headSchema = z.object({
  format: z.literal(exportName),
  version: z.literal(exportVersion),
  desk: z.string().nullable(),
})
/** As the rows are written. Without saying so the parser would guess, from whatever somebody put into a comment. */
const csvForm = { delimiter: ',', newline: '\r\n' } as const

/**
 * Checks an exported history by itself, without the desk it came from: every record, how they follow one another,
 * what the cells of a CSV say of them, and the proof at the end. Needs the file as it was written: one that another
 * program saved anew is no longer a proof, and is said to be none.
 * @throws {FolderUnfit} when the file cannot be read; the signal's reason when it is aborted.
 */
export async function checkExport(
  path: string,
  onProgress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
  { files = realFiles, formats = standardFormats }: CheckOptions = {},
): Promise<ExportReport> {
  const file = await open(files, path)
  const chain = new Chain(formats)
  try {
    const total = await file.size()
    const breathe = breather()
    const rest = async (done: number) => {
      signal?.throwIfAborted()
      await breathe()?.then(() => onProgress(done, total))
    }
    const isJson = (await file.read(1, 0)).toString() === '{'
    const proof = isJson ? await readJson(file, chain, rest) : await readCsv(file, chain, rest)
    if (proof.sequence !== chain.sequence || proof.hash !== chain.hash) {
      throw new Broken(
        `the proof is about record ${proof.sequence}, and the last record in the file is ${chain.sequence}`,
      )
    }
    onProgress(total, total)
    return { ok: true, records: chain.sequence, proof, fault: null }
  } catch (error) {
    if (codeOf(error)) throw unreadable(path, error)
    if (!(error instanceof Broken || error instanceof DataFault)) throw error
    return { ok: false, records: chain.sequence, proof: null, fault: `${path}: ${error.message}` }
  } finally {
    await file.close()
  }
}

/** The file is not an exported history, or not as it was written. */
class Broken extends Error {}

/** The records of an export as they follow one another. */
class Chain {
  sequence = 0
  hash = noHash
  /** The identity the first record gives the desk. */
  desk: string | null = null

  constructor(private readonly formats: Formats) {}

  /** @throws {DataFault} when it is not the record that comes next, as it was written. */
  take(line: string): JournalRecord {
    const sequence = this.sequence + 1
    const record = decodeRecord(Buffer.from(line), this.formats, { file: 'records', line: sequence, sequence })
    if (record.previous !== this.hash) throw new Broken(`record ${sequence} does not follow record ${sequence - 1}`)
    const [first] = record.commit.events
    if (sequence === 1 && first?.type === 'desk-founded') this.desk = first.desk
    this.sequence = sequence
    this.hash = record.hash
    return record
  }
}

type Rest = (done: number) => Promise<void>

async function readJson(file: OpenFile, chain: Chain, rest: Rest): Promise<HistoryProof> {
  let head: z.infer<typeof headSchema> | undefined
  let proof: HistoryProof | undefined
  for await (const { line, end } of linesOf(file)) {
    await rest(end)
    if (proof) throw new Broken(afterProof)
    if (!head) {
      if (!line.endsWith(',"records":[')) throw new Broken('it does not begin as an exported history does')
      head = parsed(headSchema, `${line.slice(0, -',"records":['.length)}}`, 'its head')
    } else if (line.startsWith('],"proof":')) {
      proof = parsed(proofSchema, line.slice('],"proof":'.length, -1), 'its proof')
    } else chain.take(line.endsWith(',') ? line.slice(0, -1) : line)
  }
  if (!head || !proof) throw new Broken('it ends before its proof')
  if (head.desk !== chain.desk) throw new Broken('its head names another desk than its first record')
  return proof
}

async function readCsv(file: OpenFile, chain: Chain, rest: Rest): Promise<HistoryProof> {
  let end = 0
  async function* chunks(): AsyncIterable<string> {
    // Characters of several bytes may lie across two chunks.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    for (;;) {
      const bytes = await file.read(chunkBytes, end)
      if (bytes.length === 0) return
      end += bytes.length
      yield decoder.decode(bytes, { stream: true })
    }
  }
  // What ends it early, a disk that fails or a fault, comes out of the loop below.
  const rows = pipeline(Readable.from(chunks()), papaparse.parse(papaparse.NODE_STREAM_INPUT, csvForm), () => {})
  const layout = layouts.csv()
  const rowsOf = (text: string) => papaparse.parse<string[]>(text, { ...csvForm, skipEmptyLines: true }).data
  /** What the rows of the record begun last must say. */
  let expected: readonly (readonly string[])[] = [csvColumns]
  let proof: HistoryProof | undefined
  for await (const row of rows as AsyncIterable<readonly string[]>) {
    await rest(end)
    if (proof && expected.length === 0) {
      // Behind the last line feed there is an empty row.
      if (row.length === 1 && row[0] === '') continue
      throw new Broken(afterProof)
    }
    if (expected.length === 0) {
      const cell = (column: (typeof csvColumns)[number]) => row[csvColumns.indexOf(column)] ?? ''
      if (cell('event') === csvProof) {
        proof = checked(proofSchema, { sequence: Number(cell('sequence')), hash: cell('hash') }, 'its proof')
        expected = rowsOf(layout.after(proof))
      } else {
        const line = cell('record')
        expected = rowsOf(layout.record(chain.take(line), line))
      }
    }
    const [next, ...others] = expected
    if (!isDeepStrictEqual([...row], [...(next ?? [])])) {
      if (proof) throw new Broken('its proof has the wrong form')
      throw new Broken(
        chain.sequence === 0
          ? 'it does not begin as an exported history does'
          : `a row of record ${chain.sequence} says something else than the record`,
      )
    }
    expected = others
  }
  if (!proof) throw new Broken('it ends before its proof')
  return proof
}

const afterProof = 'there is something behind its proof, which proves nothing of it'

/** The lines of a file, with where each ends. A line longer than this is none of ours. */
async function* linesOf(file: OpenFile): AsyncIterable<{ line: string; end: number }> {
  const most = 64 * 1024 * 1024
  let waiting: Buffer = Buffer.alloc(0)
  let read = 0
  for (;;) {
    const bytes = await file.read(Math.max(chunkBytes, waiting.length), read)
    read += bytes.length
    waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes])
    let start = 0
    for (let feed = waiting.indexOf(0x0a); feed >= 0; feed = waiting.indexOf(0x0a, start)) {
      yield { line: waiting.toString('utf8', start, feed), end: read - waiting.length + feed + 1 }
      start = feed + 1
    }
    waiting = waiting.subarray(start)
    if (bytes.length === 0) {
      if (waiting.length > 0) yield { line: waiting.toString('utf8'), end: read }
      return
    }
    if (waiting.length > most) throw new Broken('one of its lines is too long')
  }
}

function parsed<Value>(schema: z.ZodType<Value>, text: string, what: string): Value {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Broken(`${what} is not JSON`)
  }
  return checked(schema, value, what)
}

function checked<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Broken(`${what} has the wrong form`)
}

async function open(files: Files, path: string): Promise<OpenFile> {
  try {
    return await files.open(path, 'read-foreign')
  } catch (error) {
    throw codeOf(error) ? unreadable(path, error) : error
  }
}

function unreadable(path: string, error: unknown): FolderUnfit {
  return new FolderUnfit(`${path} cannot be read (${codeOf(error)}). Name an exported history.`)
}
