import { dirname, join } from 'node:path'
import { replaceFile, type Files } from '../../files'
import { sealedDocument } from '../document'
import { DataFault } from '../faults'
import type { Formats } from '../formats'
import { backupFile } from '../names'
import { verifyFolder } from '../verify'
import { checkFiles, copyFiles, flushNames, Meter, type Side, type Source, told } from './copy'
import type { BackedUpFile, Description } from './description'
import type { Progress } from './ports'

/** A copy of a desk's data that describes itself. */
export interface WholeCopy {
  readonly files: Files
  readonly formats: Formats
  readonly from: Side
  /** A folder that is not there yet, in one that is. */
  readonly to: Side
  readonly sources: readonly Source[]
  /** What the copy says of itself, from what was copied. @throws when that is not what it should be. */
  describe(copied: readonly BackedUpFile[]): Description
  /** See `verifyFolder`. */
  readonly passwords?: boolean
  readonly onProgress?: Progress | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Copies a desk's data, durably, and then reads the copy back twice: each file against the hash of what was read
 * when it was made, and all of it as a data folder, from its first record to its last. What is in it is right, and
 * what was written is what was meant. Whatever goes wrong, the copy is removed.
 * @throws what the side says on which something failed, or the signal's reason.
 */
export async function makeWholeCopy(copy: WholeCopy): Promise<Description> {
  const { files, to } = copy
  try {
    return await makeAndCheck(copy)
  } catch (error) {
    await files.remove(to.folder).catch(() => {})
    throw error
  }
}

async function makeAndCheck(copy: WholeCopy): Promise<Description> {
  const { files, formats, from, to, sources, passwords = false, onProgress = () => {}, signal } = copy
  const total = sources.reduce((sum, source) => sum + lengthOf(source), 0)
  const meter = new Meter(3 * total, onProgress, signal)
  meter.add(0)
  const inner = new Set(sources.map(({ name }) => dirname(name)).filter((name) => name !== '.'))
  const folders = [to.folder, ...[...inner].map((name) => join(to.folder, name))]
  await told(to, async () => {
    for (const folder of folders) await files.makeFolder(folder)
  })
  const copied = await copyFiles({ files, from, to, meter }, sources)
  const description = copy.describe(copied)
  await told(to, async () => {
    await replaceFile(files, join(to.folder, backupFile), sealedDocument(description).bytes, { flushFolder: false })
    for (const folder of folders) await flushNames(files, folder)
  })
  await checkFiles({ files, to, meter }, copied)
  const verifying = meter.part(total)
  const report = await told(to, () => verifyFolder(to.folder, verifying, signal, { files, formats, passwords })).catch(
    (error: unknown) => {
      throw signal?.aborted ? signal.reason : error
    },
  )
  if (report.fault) throw from.fail(new DataFault(report.fault))
  const { sequence, cards, hash } = description
  if (report.records !== sequence || report.cards !== cards || (report.hash !== null && report.hash !== hash)) {
    const what = `its records are not those of record ${sequence} that it names`
    throw from.fail(new DataFault({ file: backupFile, line: null, sequence, what }))
  }
  signal?.throwIfAborted()
  return description
}

function lengthOf(source: Source): number {
  return 'content' in source ? source.content.length : source.length
}
