import { z } from 'zod'
import type { Files } from '../../files'
import { openDocument, SealedDocument, writeDocument } from '../document'
import { DataFault } from '../faults'
import { checkNotNewer, type Formats, formatOf } from '../formats'
import { replacedFolder, restoreFile } from '../names'
import { numbersSchema, sha256Schema, stampSchema, timestampSchema } from '../schemas'
import type { Description } from './description'

/**
 * How far a restore is. Each step is begun only when the document says so, durably, and each can be done again
 * after a crash in the middle of it:
 * - `armed`: the backup is in the staging folder, whole; nothing of the desk's data was touched.
 * - `moving-out`: what is there is being moved aside.
 * - `moving-in`: nothing is there any more but what came from the staging folder.
 * - `opened`: the data is that of a backup which somebody put there by hand, beside a snapshot that may be of other data.
 * - `placed`: the data is that of the backup. Its desk needs another identity.
 */
const states = ['armed', 'moving-out', 'moving-in', 'opened', 'placed'] as const

const restoreSchema = z.strictObject({
  format: z.int().min(1),
  state: z.enum(states),
  /** Who had it restored, and when. */
  by: stampSchema,
  backup: z.strictObject({
    desk: z.string(),
    sequence: z.int().min(0),
    hash: sha256Schema,
    at: timestampSchema,
  }),
  /** Path inside the data folder of what was there before; `null` until something is moved there. */
  aside: z
    .string()
    .regex(new RegExp(`^${replacedFolder}/[0-9A-Za-z-]+$`))
    .nullable(),
  /** The highest numbers that data before this had given out. */
  numbers: numbersSchema,
})

/** A restore that is armed or under way. */
export type Restore = Omit<z.infer<typeof restoreSchema>, 'format'>

function restoreDocument(
  files: Files,
  folder: string,
  formats: Formats,
): SealedDocument<z.infer<typeof restoreSchema>> {
  return new SealedDocument({
    files,
    folder,
    file: restoreFile,
    parse(value) {
      const format = formatOf(value)
      if (format !== null) checkNotNewer(format, formats.current, { file: restoreFile, line: null, sequence: null })
      return restoreSchema.parse(value)
    },
  })
}

/** The restore that is armed or under way in a data folder; `null` when there is none. @throws {DataFault} */
export async function readRestore(files: Files, folder: string, formats: Formats): Promise<Restore | null> {
  const { data } = await openDocument(restoreDocument(files, folder, formats))
  if (!data) return null
  const { format: _, ...restore } = data
  return restore
}

/** As `readRestore`, but one that cannot be read is none: it is about to be replaced. Not so one of a newer version. */
export async function readableRestore(files: Files, folder: string, formats: Formats): Promise<Restore | null> {
  try {
    return await readRestore(files, folder, formats)
  } catch (error) {
    if (error instanceof DataFault && error.kind !== 'newer') return null
    throw error
  }
}

/** Says how far a restore is; durable when it resolves. */
export async function writeRestore(files: Files, folder: string, formats: Formats, restore: Restore): Promise<void> {
  await writeDocument(restoreDocument(files, folder, formats), { format: formats.current, ...restore })
}

/** A backup as a restore remembers it. */
export function restored({ desk, sequence, hash, made }: Description): Restore['backup'] {
  return { desk, sequence, hash, at: made.at }
}
