import { join } from 'node:path'
import { type Clock, type Log, silentLog, timestamp } from '../ports'
import { openCredentials } from './credentials'
import { DataFault } from './faults'
import type { Files } from '../files'
import { checkNotNewer, type Formats, formatOf } from './formats'
import { readHead, writeHead } from './head'
import { listSegments, segmentFile } from './journal/segments'
import {
  backupsFolder,
  credentialsFile,
  headFile,
  journalFolder,
  manifestFile,
  previousCredentialsFile,
  previousSecretsFile,
  secretsFile,
  snapshotFolder,
} from './names'
import { recover } from './recover'
import { Secrets } from './secrets'

interface MigrateOptions {
  readonly files: Files
  readonly folder: string
  readonly formats: Formats
  readonly clock: Clock
  readonly log: Log
}

/**
 * Brings a folder of an earlier format to the current one: copies all of it first, then rewrites the
 * whole-file documents and drops the snapshot, which is made anew. The journal stays as it is, byte for
 * byte; its old records are read through the migrations. Nothing happens when the folder is current.
 * @throws {DataFault} when a newer version wrote the folder or it cannot be read: nothing is changed then.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { files, folder, formats, clock, log } = options
  const format = await folderFormat(options)
  if (format === null || format === formats.current) return
  // Reads only: a folder that cannot be read is left as it is, and the version before can be asked about it.
  const credentials = await openCredentials(files, folder, formats)
  const secrets = await Secrets.open(files, folder, formats)
  await recover({ files, folder, formats, log: silentLog })
  const backup = `${backupsFolder}/format-${format}-${timestamp(clock).replaceAll(/[:.]/g, '-')}`
  await copyData(files, folder, join(folder, backup))
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
 */
async function folderFormat({ files, folder, formats }: MigrateOptions): Promise<number | null> {
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

/** Copies everything that cannot be made anew, durably, and checks that the copies have the same length. */
async function copyData(files: Files, folder: string, target: string): Promise<void> {
  const names = [headFile, credentialsFile, previousCredentialsFile, secretsFile, previousSecretsFile]
  for (const { first } of await listSegments(files, folder)) names.push(segmentFile(first))
  await files.makeFolders(join(target, journalFolder))
  for (const name of names) {
    const size = await files.size(join(folder, name))
    if (size === null) continue
    await files.copy(join(folder, name), join(target, name))
    if ((await files.size(join(target, name))) === size) continue
    throw new DataFault({ file: name, line: null, sequence: null, what: 'it could not be copied before the migration' })
  }
  await files.flushFolder(join(target, journalFolder))
  await files.flushFolder(target)
  await files.flushFolder(join(folder, backupsFolder))
}
