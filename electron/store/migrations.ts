import { basename, join } from 'node:path'
import { systemStamp } from '../engine/events'
import { type Clock, type Log, silentLog, timestamp } from '../ports'
import type { Source } from './backup/copy'
import { backedUpDocuments } from './backup/description'
import { putInPlace } from './backup/make'
import { inName, partialEnd, takeName } from './backup/place'
import { makeWholeCopy } from './backup/whole-copy'
import { openCredentials } from './credentials'
import { sealedDocument } from './document'
import { DataFault } from './faults'
import type { Files } from '../files'
import { checkNotNewer, type Formats, formatOf } from './formats'
import { type Head, readHead, writeHead } from './head'
import { listSegments, segmentFile } from './journal/segments'
import {
  backupsFolder,
  credentialsFile,
  headFile,
  manifestFile,
  previousCredentialsFile,
  previousSecretsFile,
  secretsFile,
  snapshotFolder,
} from './names'
import { type Recovered, recover } from './recover'
import { Secrets } from './secrets'

interface MigrateOptions {
  readonly files: Files
  readonly folder: string
  readonly formats: Formats
  readonly clock: Clock
  readonly log: Log
}

/**
 * Brings a folder of an earlier format to the current one: makes a backup of it first, checked byte by byte and record
 * by record, then rewrites the whole-file documents and drops the snapshot, which is made anew. The journal stays as it is, byte for
 * byte; its old records are read through the migrations. Nothing happens when the folder is current.
 * @throws {DataFault} when a newer version wrote the folder or it cannot be read: nothing is changed then.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { files, folder, formats, log } = options
  const format = await folderFormat(options)
  if (format === null || format === formats.current) return
  // Reads only: a folder that cannot be read is left as it is, and the version before can be asked about it.
  const credentials = await openCredentials(files, folder, formats)
  const secrets = await Secrets.open(files, folder, formats)
  const recovered = await recover({ files, folder, formats, log: silentLog })
  const backup = await backUp(options, format, recovered)
  log.info('data migrated', { from: format, to: formats.current, backup })
  await files.remove(join(folder, snapshotFolder))
  if (await isThere(options, credentialsFile, previousCredentialsFile)) await credentials.rewrite()
  if (await isThere(options, secretsFile, previousSecretsFile)) await secrets.rewrite()
  // The anchor last: until it has the new format, an interrupted migration starts over.
  const head = await readHead(files, folder, formats)
  if (head) await writeHead(files, folder, formats, head)
}

/** True when there is such a file, or the one before it that a crash left alone. */
async function isThere({ files, folder }: MigrateOptions, ...names: readonly string[]): Promise<boolean> {
  for (const name of names) if ((await files.size(join(folder, name))) !== null) return true
  return false
}

/**
 * The format a folder was last written in: what its anchor says, which every start writes, or its first
 * record where there is no anchor; `null` for an empty folder.
 * @throws {DataFault} marked as newer when a newer version wrote any of them.
 */
export async function folderFormat({
  files,
  folder,
  formats,
}: Pick<MigrateOptions, 'files' | 'folder' | 'formats'>): Promise<number | null> {
  let format: number | null = null
  for (const file of [headFile, credentialsFile, secretsFile, manifestFile]) {
    const found = await statedFormat(files, folder, file)
    if (found !== null) checkNotNewer(found, formats.current, { file, line: null, sequence: null })
    format ??= found
  }
  if (format !== null) return format
  const [segment] = await listSegments(files, folder)
  const file = segmentFile(1)
  const found = segment ? await firstRecordFormat(files, folder, file) : null
  if (found !== null) checkNotNewer(found, formats.current, { file, line: 1, sequence: 1 })
  return found
}

/** The format a document states; `null` when it is missing or not readable, which others find out about. */
async function statedFormat(files: Files, folder: string, file: string): Promise<number | null> {
  const bytes = await files.readWhole(join(folder, file))
  return bytes && formatIn(bytes)
}

async function firstRecordFormat(files: Files, folder: string, file: string): Promise<number | null> {
  const bytes = await files.readWhole(join(folder, file))
  return bytes && formatIn(bytes.subarray(0, bytes.indexOf('\n')))
}

function formatIn(bytes: Buffer): number | null {
  try {
    return formatOf(JSON.parse(bytes.toString('utf8')))
  } catch {
    return null
  }
}

/**
 * A backup of a folder as it is, in its own format, so that the version that wrote it can be gone back to.
 * Answers its path inside the data folder.
 */
async function backUp(options: MigrateOptions, format: number, { memory, end, head }: Recovered): Promise<string> {
  const { files, folder, formats, clock } = options
  const into = join(folder, backupsFolder)
  await files.makeFolder(into)
  await files.flushFolder(folder)
  // This process has the folder for itself: what is unfinished there, a crash left.
  for (const name of await files.list(into)) if (name.endsWith(partialEnd)) await files.remove(join(into, name))
  const at = timestamp(clock)
  const name = await takeName(files, into, `format-${format}-${inName(at)}`)
  const { sequence, hash } = end
  try {
    const desk = memory.desks().at(-1)?.desk ?? ''
    await makeWholeCopy({
      files,
      formats,
      from: { folder, fail: (error) => error },
      to: { folder: name.partial, fail: diskFailed },
      sources: await sourcesOf(options, format, { end, head }),
      describe: (copied) => ({
        ...{ format, kind: 'migration', made: systemStamp(at) },
        ...{ desk, sequence, hash, cards: memory.cardCount, files: [...copied] },
      }),
    })
    await putInPlace(files, into, name)
  } finally {
    name.letGo()
  }
  return `${backupsFolder}/${basename(name.path)}`
}

/** A copy that is not what was written is no fault of the data: the disk cannot be relied on. */
function diskFailed(error: unknown): unknown {
  return error instanceof DataFault ? Object.assign(new Error(error.message), { code: 'EIO' }) : error
}

/** Everything that cannot be made anew; of the journal, what is whole. */
async function sourcesOf(
  { files, folder }: MigrateOptions,
  format: number,
  { end, head }: Pick<Recovered, 'end' | 'head'>,
): Promise<readonly Source[]> {
  const sources: Source[] = []
  for (const name of backedUpDocuments) {
    const length = await files.size(join(folder, name))
    if (length !== null) sources.push({ name, length, mode: 'read' })
  }
  // Without an anchor nobody could tell whether the copy is complete.
  const { sequence, hash } = end
  if (!head) sources.push({ name: headFile, content: sealedDocument({ format, sequence, hash } satisfies Head).bytes })
  for (const { first, bytes } of await listSegments(files, folder)) {
    const length = first === end.segment ? end.offset : bytes
    sources.push({ name: segmentFile(first), length, mode: 'read' })
  }
  return sources
}
