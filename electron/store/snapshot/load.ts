import { type Log, whyOf } from '../../ports'
import { openDocument } from '../document'
import { DataFault } from '../faults'
import type { Files } from '../../files'
import type { Formats } from '../formats'
import { JournalReader } from '../journal/reader'
import { Positions } from '../journal/positions'
import type { JournalEnd } from '../journal/scan'
import { type SegmentSize, segmentFile } from '../journal/segments'
import { Memory } from '../memory'
import { manifestFile, previousManifestFile } from '../names'
import type { Counter } from '../../engine/view'
import { type Content, contentDocument, putContent } from './contents'
import type { DocumentName } from './documents'
import { type DocumentEntry, type Manifest, manifestDocument } from './manifest'

/** A snapshot that goes with the journal: where to replay from, and what is already shown. */
export interface LoadedSnapshot {
  readonly memory: Memory
  readonly manifest: Manifest
  readonly positions: Positions
  readonly from: JournalEnd
  readonly reflected: Map<DocumentName, number>
}

interface LoadOptions {
  readonly files: Files
  readonly folder: string
  readonly formats: Formats
  readonly segments: readonly SegmentSize[]
  readonly log: Log
  breathe(): Promise<void> | undefined
}

/**
 * The snapshot, or the one before it, or `null`: it is a cache, and whatever is wrong with it is logged
 * and answered by reading the journal instead. Reads only.
 * @throws {DataFault} marked as newer when a newer version wrote it.
 */
export async function loadSnapshot(options: LoadOptions): Promise<LoadedSnapshot | null> {
  for (const which of ['current', 'previous'] as const) {
    const file = which === 'current' ? manifestFile : previousManifestFile
    try {
      const manifest = await readManifest(options, which)
      if (manifest) return await loadDocuments(options, manifest, file)
    } catch (error) {
      if (error instanceof DataFault && error.kind === 'newer') throw error
      options.log.warn('snapshot not usable', { file, why: whyOf(error) })
    }
  }
  return null
}

/** The manifest in use or the one before; `null` when there is none. @throws {DataFault} when it is damaged. */
export async function readManifest(
  { files, folder, formats }: Pick<LoadOptions, 'files' | 'folder' | 'formats'>,
  which: 'current' | 'previous',
): Promise<Manifest | null> {
  return (await openDocument(manifestDocument(files, folder, formats, which))).data
}

async function loadDocuments(options: LoadOptions, manifest: Manifest, file: string): Promise<LoadedSnapshot> {
  const positions = await checkAgainstJournal(options, manifest, file)
  const memory = new Memory()
  memory.sequence = manifest.sequence
  memory.putDesks(manifest.desks)
  for (const [counter, count] of Object.entries(manifest.counts)) memory.counts[counter as Counter] = count
  const reflected = new Map<DocumentName, number>()
  // The next document is read from the disk while one is taken apart.
  const [first] = manifest.documents
  let next = first && readContent(options, first, manifest.format)
  for (const [index, entry] of manifest.documents.entries()) {
    const content = await next
    const following = manifest.documents[index + 1]
    next = following && readContent(options, following, manifest.format)
    next?.catch(() => {})
    if (content) putContent(memory, content)
    reflected.set(entry.name, entry.sequence)
    const breath = options.breathe()
    if (breath) await breath
  }
  const { sequence, hash, segment, offset } = manifest
  return { memory, manifest, positions, reflected, from: { sequence, hash, segment, offset } }
}

/** One document, checked against what the manifest says of it. @throws {DataFault} */
export async function readContent(
  { files, folder }: Pick<LoadOptions, 'files' | 'folder'>,
  entry: DocumentEntry,
  format: number,
): Promise<Content> {
  const document = contentDocument(files, folder, { ...entry, format })
  const content = (await openDocument(document)).data
  const place = { file: entry.file, line: null, sequence: null }
  if (!content) throw new DataFault({ ...place, what: 'the file is missing' })
  if (document.seal !== entry.seal || content.sequence !== entry.sequence) {
    throw new DataFault({ ...place, what: 'it is not the file that the manifest names' })
  }
  return content
}

/** The record a snapshot was taken at must be where the manifest says, and the files before it as long. */
async function checkAgainstJournal(
  { files, folder, formats, segments }: LoadOptions,
  manifest: Manifest,
  file: string,
): Promise<Positions> {
  const wrong = (what: string) => new DataFault({ file, line: null, sequence: manifest.sequence, what })
  const positions = new Positions(manifest.segments)
  if (manifest.sequence === 0) return positions
  for (const [index, { first, bytes }] of manifest.segments.entries()) {
    const segment = segments[index]
    const newest = index === manifest.segments.length - 1
    if (segment?.first !== first || (newest ? segment.bytes < bytes : segment.bytes !== bytes)) {
      throw wrong(`${segmentFile(first)} is not as long as it was`)
    }
  }
  const reader = new JournalReader(files, folder, formats, positions)
  try {
    const { hash } = await reader.read(manifest.sequence)
    if (hash !== manifest.hash) throw wrong(`record ${manifest.sequence} of the journal is another one`)
  } finally {
    await reader.close()
  }
  return positions
}
