import { Readable } from 'node:stream'
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
const headSchema = z.object({ format: z.literal(exportName), version: z.literal(exportVersion) })

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

  constructor(private readonly formats: Formats) {}

  /** @throws {DataFault} when it is not the record that comes next, as it was written. */
  take(line: string): JournalRecord {
    const sequence = this.sequence + 1
    const record = decodeRecord(Buffer.from(line), this.formats, { file: 'records', line: sequence, sequence })
    if (record.previous !== this.hash) throw new Broken(`record ${sequence} does not follow record ${sequence - 1}`)
    this.sequence = sequence
    this.hash = record.hash
    return record
  }
}

type Rest = (done: number) => Promise<void>

async function readJson(file: OpenFile, chain: Chain, rest: Rest): Promise<HistoryProof> {
  let begun = false
  for await (const { line, end } of linesOf(file)) {
    await rest(end)
    if (!begun) {
      begun = true
      if (!line.endsWith(',"records":[')) throw new Broken('it does not begin as an exported history does')
      readHead(`${line.slice(0, -',"records":['.length)}}`)
    } else if (line.startsWith('],"proof":')) {
      return parsed(proofSchema, line.slice('],"proof":'.length, -1), 'its proof')
    } else chain.take(line.endsWith(',') ? line.slice(0, -1) : line)
  }
  throw new Broken('it ends before its proof')
}

function readHead(text: string): void {
  parsed(headSchema, text, 'its head')
}

async function readCsv(file: OpenFile, chain: Chain, rest: Rest): Promise<HistoryProof> {
  let end = 0
  async function* chunks(): AsyncIterable<Buffer> {
    for (;;) {
      const bytes = await file.read(chunkBytes, end)
      if (bytes.length === 0) return
      end += bytes.length
      yield bytes
    }
  }
  const rows = Readable.from(chunks()).pipe(papaparse.parse(papaparse.NODE_STREAM_INPUT, {}))
  const layout = layouts.csv()
  /** What the rows of the record begun last must say. */
  let expected: readonly (readonly string[])[] = [csvColumns]
  for await (const row of rows as AsyncIterable<readonly string[]>) {
    await rest(end)
    if (expected.length === 0) {
      if (row[csvColumns.indexOf('event')] === csvProof) {
        const cell = (column: (typeof csvColumns)[number]) => row[csvColumns.indexOf(column)] ?? ''
        return checked(proofSchema, { sequence: Number(cell('sequence')), hash: cell('hash') }, 'its proof')
      }
      const line = row[csvColumns.indexOf('record')] ?? ''
      expected = papaparse.parse<string[]>(layout.record(chain.take(line), line), { skipEmptyLines: true }).data
    }
    const [next, ...others] = expected
    if (!isDeepStrictEqual([...row], [...(next ?? [])])) {
      throw new Broken(
        chain.sequence === 0
          ? 'it does not begin as an exported history does'
          : `a row of record ${chain.sequence} says something else than the record`,
      )
    }
    expected = others
  }
  throw new Broken('it ends before its proof')
}

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
    if (!codeOf(error)) throw error
    throw new FolderUnfit(`${path} cannot be read (${codeOf(error)}). Name an exported history.`)
  }
}
