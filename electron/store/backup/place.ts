import { isAbsolute, join, relative, sep } from 'node:path'
import type { Files } from '../../files'
import { told } from './copy'
import { folderInside, folderMissing, folderRelative, folderUnreadable, noFolder } from './messages'

/** Ends the name of a backup that is not finished, or that is being removed. */
export const partialEnd = '.partial'
/** Begins the name of every backup. */
export const nameStart = 'card-desk-'

/** When this process began, milliseconds since 1970-01-01T00:00:00Z. */
const processStart = performance.timeOrigin

/** Folders that this process is writing right now. */
const inWork = new Set<string>()

/**
 * The folder for backups as it is on the disk.
 * @throws {FolderUnfit} when it is not named by a full path, is missing, is no folder or cannot be read.
 */
export async function folderForBackups(files: Files, into: string): Promise<string> {
  if (!isAbsolute(into)) throw folderRelative(into)
  return told({ folder: into, fail: (error) => folderUnreadable(into, error) }, async () => {
    const place = await files.follow(into)
    if (place === null) throw folderMissing(into)
    if ((await files.look(place))?.kind !== 'folder') throw noFolder(into)
    return place
  })
}

/**
 * `data` is the data folder, without a link in its path.
 * @throws {FolderUnfit} as above, and when it lies in the data folder, by whatever way it is named.
 */
export async function folderOutside(files: Files, into: string, data: string): Promise<void> {
  const place = await folderForBackups(files, into)
  if (isWithin(data, place)) throw folderInside(into, data)
}

/** True for the folder itself and everything below it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

/** The part of a backup's name that tells its desk: enough to tell apart the desks that share a folder. */
export function markOf(desk: string): string {
  // An identity comes out of a journal: nothing in it may lead out of the folder.
  return desk.slice(0, 8).replaceAll(/[^A-Za-z0-9]/g, '_')
}

/** The name of a backup, `card-desk-3f2a91c0-2026-11-20T09-00-00-000Z`. */
export function nameOf(desk: string, at: string): string {
  return `${nameStart}${markOf(desk)}-${inName(at)}`
}

/** A time as names have it, without the characters that some systems keep for themselves. */
export function inName(at: string): string {
  return at.replaceAll(/[:.]/g, '-')
}

/** A name for a backup that is being written, kept from others in this process until it is let go. */
export interface TakenName {
  /** Full path of the finished backup, and of the folder it is written in until then. */
  readonly path: string
  readonly partial: string
  letGo(): void
}

/** Takes that name, or the first one with a number after it that nobody has. */
export async function takeName(files: Files, into: string, name: string): Promise<TakenName> {
  const there = new Set(await files.list(into))
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`
    const path = join(into, candidate)
    const partial = `${path}${partialEnd}`
    if (there.has(candidate) || there.has(`${candidate}${partialEnd}`) || inWork.has(partial)) continue
    inWork.add(partial)
    return { path, partial, letGo: () => inWork.delete(partial) }
  }
}

/**
 * Removes what a crash left of backups of this desk: folders with its mark that are not finished. This process
 * holds the desk's data folder, so nobody else writes backups of it now; and in case somebody runs a copy of the
 * data folder elsewhere, only what nothing was written to since this process began is taken for a leftover.
 */
export async function removeLeftovers(files: Files, into: string, desk: string): Promise<void> {
  for (const name of await files.list(into)) {
    const path = join(into, name)
    if (!name.startsWith(`${nameStart}${markOf(desk)}-`) || !name.endsWith(partialEnd) || inWork.has(path)) continue
    const facts = await files.look(path)
    if (facts?.kind === 'folder' && (await newestChange(files, path)) < processStart) await files.remove(path)
  }
}

/** When anything in a folder was changed last; links are not followed. */
async function newestChange(files: Files, path: string): Promise<number> {
  const facts = await files.look(path)
  if (!facts) return 0
  if (facts.kind !== 'folder') return facts.changed
  let newest = facts.changed
  for (const name of await files.list(path)) newest = Math.max(newest, await newestChange(files, join(path, name)))
  return newest
}
