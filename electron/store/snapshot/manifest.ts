import { z } from 'zod'
import { counters } from '../../engine/view'
import { SealedDocument } from '../document'
import { DataFault } from '../faults'
import type { Files } from '../../files'
import { checkNotNewer, type Formats, formatOf } from '../formats'
import { manifestFile, previousManifestFile } from '../names'
import { sha256Schema } from '../schemas'
import { type DocumentName, shardOf } from './documents'

const count = z.int().min(0)
const documentName = z.custom<DocumentName>(
  (value) => value === 'accounts' || value === 'settings' || (typeof value === 'string' && shardOf(value) !== null),
)

const documentEntry = z.strictObject({
  name: documentName,
  /** Name of its file in the snapshot's folder; never used for another content. */
  file: z.string().regex(/^[a-z0-9-]+\.json$/),
  /** It shows every commit up to this one, and none after. */
  sequence: count,
  /** The seal of that file: what another file of that name would not have. */
  seal: sha256Schema,
})
export type DocumentEntry = z.infer<typeof documentEntry>

/**
 * What the documents look like and what went into them. Count it up whenever either changes, or what
 * events add up to does: a snapshot of another layout is made anew from the journal.
 */
export const snapshotLayout = 7

const manifestSchema = z.strictObject({
  format: z.int(),
  layout: z.literal(snapshotLayout),
  /** The desk's identities, see `DeskView.desks`. */
  desks: z.array(z.strictObject({ desk: z.string().min(1), ordersAfter: count, sequence: count })).readonly(),
  /** Counts up with every checkpoint; part of the names of the files it writes. */
  generation: count,
  /** Every document shows at least the commits up to this one. */
  sequence: count,
  /** The hash of that record, and where in the journal it ends. */
  hash: sha256Schema,
  segment: count,
  offset: count,
  counts: z.strictObject(
    Object.fromEntries(counters.map((counter) => [counter, count])) as Record<(typeof counters)[number], typeof count>,
  ),
  documents: z.array(documentEntry),
  segments: z.array(
    z.strictObject({ first: z.int().min(1), bytes: count, sequences: z.array(count), offsets: z.array(count) }),
  ),
})
/** What a snapshot consists of and which place of the journal it goes with. */
export type Manifest = z.infer<typeof manifestSchema>

/** The manifest in use, or the one before it. */
export function manifestDocument(files: Files, folder: string, formats: Formats, which: 'current' | 'previous') {
  const file = which === 'current' ? manifestFile : previousManifestFile
  return new SealedDocument<Manifest>({
    files,
    folder,
    file,
    ...(which === 'current' && { previous: previousManifestFile }),
    parse(value) {
      const format = formatOf(value)
      if (format !== null) checkNotNewer(format, formats.current, { file, line: null, sequence: null })
      checkNotOlder(value, format, formats.current, file)
      return manifestSchema.parse(value)
    },
  })
}

/** @throws {DataFault} marked as older: a snapshot is made anew instead of being brought up to date. */
function checkNotOlder(value: unknown, format: number | null, current: number, file: string): void {
  const layout =
    typeof value === 'object' && value !== null && 'layout' in value ? Number(value.layout) : snapshotLayout
  if (format !== null && format >= current && !(layout < snapshotLayout)) return
  const what = `it has format ${format} and layout ${layout}, this version writes format ${current} and layout ${snapshotLayout}`
  throw new DataFault({ file, line: null, sequence: null, what }, format === null ? 'damaged' : 'older')
}
