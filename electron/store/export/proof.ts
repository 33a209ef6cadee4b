import { z } from 'zod'
import { type Files, realFiles } from '../../files'
import { FolderUnfit } from '../faults'
import { sha256Schema } from '../schemas'
import { checkSeal } from '../seal'
import { checkExport } from './check'
import type { HistoryProof } from './layouts'

/** More than this is no `backup.json`. */
const mostSealed = 16 * 1024 * 1024

const sealedProof = z.object({ sequence: z.int().min(1), hash: sha256Schema })

/**
 * What a file proves: an exported history, which is checked first, or the `backup.json` of a backup.
 * @throws {FolderUnfit} when it is neither, or not as it was written.
 */
export async function proofIn(
  path: string,
  { files = realFiles }: { readonly files?: Files } = {},
): Promise<HistoryProof> {
  const sealed = await sealedIn(files, path)
  if (sealed) return sealed
  const { proof, fault } = await checkExport(path, undefined, undefined, { files })
  if (proof) return proof
  throw new FolderUnfit(`This is no proof: ${fault ?? path}. Name an exported history or the backup.json of a backup.`)
}

async function sealedIn(files: Files, path: string): Promise<HistoryProof | null> {
  const found = await files.look(path)
  if (found?.kind !== 'file' || found.bytes > mostSealed) return null
  const bytes = (await files.readWhole(path)) ?? Buffer.alloc(0)
  const text = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes
  if (checkSeal(text, 'seal') === null) return null
  const { data } = sealedProof.safeParse(JSON.parse(text.toString('utf8')))
  return data ? { sequence: data.sequence, hash: data.hash } : null
}
