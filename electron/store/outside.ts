import { isAbsolute, relative, resolve, sep } from 'node:path'
import { codeOf, type Files } from '../files'
import { FolderUnfit } from './faults'
import { folderMissing, folderRefused, insideData, noFolder, notAbsolute } from './messages'

/**
 * Where a folder for backups or exports really is.
 * @throws {FolderUnfit} when it is no full path, not there, no folder, or in the data folder by whatever name.
 */
export async function outsideFolder(files: Files, data: string, into: string): Promise<string> {
  if (!isAbsolute(into)) throw notAbsolute(into)
  return outside(into, async () => {
    const real = await files.follow(into)
    if (real === null) throw folderMissing(into)
    if ((await files.look(real))?.kind !== 'folder') throw noFolder(into)
    if (isInside((await files.follow(data)) ?? resolve(data), real)) throw insideData(into)
    return real
  })
}

/** Why a full path can never be such a folder: a file, or in the data folder; `null` when it can, or is away now. */
export async function folderFaultOf(files: Files, data: string, into: string): Promise<string | null> {
  if (isInside(resolve(data), resolve(into))) return insideData(into).message
  try {
    if ((await files.follow(into)) === null) return null
    await outsideFolder(files, data, into)
    return null
  } catch (error) {
    if (error instanceof FolderUnfit) return error.message
    // It cannot be looked at now: the backup will say why.
    if (codeOf(error)) return null
    throw error
  }
}

/** Does something in such a folder. What the disk refuses there is no fault of the desk's own. @throws {FolderUnfit} */
export async function outside<Value>(folder: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw codeOf(error) ? folderRefused(folder, error) : error
  }
}

/** True for the folder itself, too. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
}
