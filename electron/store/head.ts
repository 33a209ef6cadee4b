import { z } from 'zod'
import { openDocument, SealedDocument, writeDocument } from './document'
import type { Files } from '../files'
import { checkNotNewer, type Formats, formatOf } from './formats'
import { headFile } from './names'
import { sha256Schema } from './schemas'

const headSchema = z.strictObject({ format: z.int(), sequence: z.int().min(0), hash: sha256Schema })

/** How far the journal had come: a journal that ends before this had records cut off its end. */
export type Head = z.infer<typeof headSchema>

function headDocument(files: Files, folder: string, formats: Formats): SealedDocument<Head> {
  return new SealedDocument<Head>({
    files,
    folder,
    file: headFile,
    parse(value) {
      const format = formatOf(value)
      if (format !== null) checkNotNewer(format, formats.current, { file: headFile, line: null, sequence: null })
      return headSchema.parse(value)
    },
  })
}

/** The anchor; `null` when there is none. @throws {DataFault} when it is damaged or of a newer version. */
export async function readHead(files: Files, folder: string, formats: Formats): Promise<Head | null> {
  return (await openDocument(headDocument(files, folder, formats))).data
}

/** Moves the anchor; durable when it resolves. */
export async function writeHead(
  files: Files,
  folder: string,
  formats: Formats,
  { sequence, hash }: Omit<Head, 'format'>,
): Promise<void> {
  await writeDocument(headDocument(files, folder, formats), { format: formats.current, sequence, hash })
}
