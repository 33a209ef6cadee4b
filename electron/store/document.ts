import { basename, join } from 'node:path'
import { type Adapter, Low } from 'lowdb'
import type { z } from 'zod'
import { DataFault } from './faults'
import { type Files, replaceFile } from '../files'
import { firstIssue } from './schemas'
import { checkSeal, seal } from './seal'

/** A document of the data folder, as a lowdb adapter wants it described. */
export interface DocumentOptions<Content> {
  readonly files: Files
  /** The data folder. */
  readonly folder: string
  /** Path inside the data folder. */
  readonly file: string
  /** Reads parsed JSON without its seal; throws `DataFault` or a zod error when it is not what it should be. */
  readonly parse: (value: unknown) => Content
  /** Path inside the data folder for the document before; dropped without. */
  readonly previous?: string
  /** False leaves flushing the folder to the caller. */
  readonly flushFolder?: boolean
}

/**
 * lowdb's adapter for a whole-file document: sealed with its own hash, so that any changed byte is
 * noticed; replaced in one step and durable when `write` resolves; refused, never overwritten or taken
 * for empty, when it cannot be read.
 */
export class SealedDocument<Content extends object> implements Adapter<Content | null> {
  /** SHA-256 of what was last read or written, as the seal states it. */
  seal = ''

  constructor(private readonly options: DocumentOptions<Content>) {}

  /** @throws {DataFault} when the file is there but not what it should be. */
  async read(): Promise<Content | null> {
    const { files, folder, file, previous, parse } = this.options
    let bytes = await files.readWhole(join(folder, file))
    // Between putting the previous document aside and the new one in place a crash leaves only the previous.
    if (!bytes && previous !== undefined) bytes = await files.readWhole(join(folder, previous))
    if (!bytes) return null
    const found = unsealed(file, bytes, parse)
    this.seal = found.seal
    return found.content
  }

  async write(data: Content | null): Promise<void> {
    if (data === null) return
    const { files, folder, file, previous, flushFolder = true } = this.options
    const sealed = sealedDocument(data)
    await replaceFile(files, join(folder, file), sealed.bytes, {
      flushFolder,
      ...(previous !== undefined && { previous: join(folder, previous) }),
    })
    this.seal = sealed.seal
  }
}

/** The document through lowdb; `null` when there is none. @throws {DataFault} when it is damaged. */
export async function openDocument<Content extends object>(
  document: SealedDocument<Content>,
): Promise<Low<Content | null>> {
  const low = new Low<Content | null>(document, null)
  await low.read()
  return low
}

/** Writes a whole document through lowdb, whatever was there. */
export async function writeDocument<Content extends object>(
  document: SealedDocument<Content>,
  content: Content,
): Promise<void> {
  await new Low<Content | null>(document, content).write()
}

/** A whole document as it is written, with the seal in it. */
export function sealedDocument(content: object): { readonly bytes: Buffer; readonly seal: string } {
  const { text, hash } = seal(JSON.stringify(content), 'seal')
  return { bytes: Buffer.from(`${text}\n`), seal: hash }
}

/**
 * The content of a whole document, wherever its bytes come from; `file` is for the message.
 * @throws {DataFault} when its seal does not fit or it is not what `parse` expects.
 */
export function unsealed<Content>(
  file: string,
  bytes: Buffer,
  parse: (value: unknown) => Content,
): { readonly content: Content; readonly seal: string } {
  const found = readSealed(file, bytes)
  const { seal: _, ...content } = found.value
  return { content: parseDocument(file, content, parse), seal: found.seal }
}

function readSealed(file: string, bytes: Buffer): { value: Record<string, unknown>; seal: string } {
  const place = { file, line: null, sequence: null }
  const text = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes
  const found = checkSeal(text, 'seal')
  if (found === null) throw new DataFault({ ...place, what: `${basename(file)} is damaged: its hash does not fit` })
  try {
    const value: unknown = JSON.parse(text.toString('utf8'))
    if (typeof value === 'object' && value !== null) return { value: value as Record<string, unknown>, seal: found }
  } catch {
    // Said below.
  }
  throw new DataFault({ ...place, what: `${basename(file)} is not a JSON object` })
}

function parseDocument<Content>(file: string, value: unknown, parse: (value: unknown) => Content): Content {
  try {
    return parse(value)
  } catch (error) {
    if (error instanceof DataFault) throw error
    const what =
      error instanceof Error && 'issues' in error ? firstIssue(error as unknown as z.ZodError) : String(error)
    throw new DataFault({ file, line: null, sequence: null, what: `${basename(file)} has the wrong form: ${what}` })
  }
}
