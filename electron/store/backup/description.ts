import { basename, join } from 'node:path'
import { z } from 'zod'
import { type BackupFacts, backupKinds } from '../../../shared/model'
import type { Files } from '../../files'
import { unsealed } from '../document'
import { DataFault } from '../faults'
import { checkNotNewer, type Formats, formatOf } from '../formats'
import {
  backupFile,
  credentialsFile,
  headFile,
  journalFolder,
  previousCredentialsFile,
  previousSecretsFile,
  secretsFile,
} from '../names'
import { sha256Schema, stampSchema } from '../schemas'

const count = z.int().min(0)

/** The whole-file documents a backup may hold; what else there is can be made anew from the journal. */
export const backedUpDocuments = [
  headFile,
  credentialsFile,
  previousCredentialsFile,
  secretsFile,
  previousSecretsFile,
] as const

const documents: readonly string[] = backedUpDocuments
const segmentName = new RegExp(`^${journalFolder}/\\d{12}\\.ndjson$`)
/** Names come from a file that anybody may have written: only these lead anywhere. */
const fileName = z.string().refine((name) => documents.includes(name) || segmentName.test(name), {
  error: 'no file of a backup',
})

const fileSchema = z.strictObject({ name: fileName, bytes: count, sha256: sha256Schema })

const descriptionSchema = z
  .strictObject({
    /** The format of the data in it: a version that knows that one can read the backup. */
    format: z.int().min(1),
    kind: z.enum(backupKinds),
    made: stampSchema,
    /** The desk's newest identity; empty when it had no record. */
    desk: z.string(),
    /** The newest record, and its hash; 0 and zeros without one. */
    sequence: count,
    hash: sha256Schema,
    cards: count,
    files: z.array(fileSchema).min(1),
  })
  .refine(({ files }) => new Set(files.map(({ name }) => name)).size === files.length, {
    error: 'it names a file twice',
  })

/** What a backup says of itself in `backup.json`. */
export type Description = z.infer<typeof descriptionSchema>

/** A file of a backup. */
export type BackedUpFile = z.infer<typeof fileSchema>

/** What the names and hashes of a journal of 100 GB need, and checked without a pause; a larger file is not read. */
const mostBytes = 1024 * 1024

/** @throws {DataFault} or a zod error when this is not what a backup says of itself. */
export function parseDescription(formats: Formats): (value: unknown) => Description {
  return (value) => {
    const format = formatOf(value)
    if (format !== null) checkNotNewer(format, formats.current, { file: backupFile, line: null, sequence: null })
    return descriptionSchema.parse(value)
  }
}

/**
 * What the folder says of itself as a backup; `null` when it says nothing. Follows no link and waits for no pipe.
 * @throws {DataFault} when that is damaged or of a newer version; the system's error when it cannot be read.
 */
export async function readDescription(files: Files, path: string, formats: Formats): Promise<Description | null> {
  const place = join(path, backupFile)
  if ((await files.look(place)) === null) return null
  const file = await files.open(place, 'read-foreign')
  try {
    const size = await file.size()
    if (size > mostBytes) {
      throw new DataFault({ file: backupFile, line: null, sequence: null, what: `it has ${size} bytes` })
    }
    return unsealed(backupFile, await file.read(size, 0), parseDescription(formats)).content
  } finally {
    await file.close()
  }
}

/** True when every file that a backup names is there, a plain file of the length it had. */
export async function isComplete(files: Files, path: string, description: Description): Promise<boolean> {
  for (const { name, bytes } of description.files) {
    const facts = await files.look(join(path, name))
    if (facts?.kind !== 'file' || facts.bytes !== bytes) return false
  }
  return true
}

/** What a backup says of itself, with where it is. */
export function factsOf({ kind, made, desk, sequence, hash, cards, files }: Description, path: string): BackupFacts {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return { name: basename(path), path, kind, made, desk, sequence, hash, cards, bytes }
}
