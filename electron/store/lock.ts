import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type Clock, timestamp } from '../ports'
import { type Files, replaceFile, writeAll } from '../files'
import { folderLocked, folderUnusable, lockUnreadable } from './messages'
import { holderFile, lockFile } from './names'

/** Who has a data folder open. Informative: the lock itself is held by the operating system. */
export interface Holder {
  readonly pid: number
  readonly host: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
}

const holderSchema = z.object({ pid: z.int(), host: z.string(), startedAt: z.string() })

/** SQLite's result codes, https://www.sqlite.org/rescode.html; an extended code has one of them in its low byte. */
const sqliteBusy = 5
const sqliteNotADatabase = 26
/** Read-only, error of the disk, disk full, cannot open, as the system would have said it. */
const systemCodes: Readonly<Record<number, string>> = { 8: 'EACCES', 10: 'EIO', 13: 'ENOSPC', 14: 'EACCES' }

/** SQLite takes no longer path, in bytes, with what it adds to it: its MAX_PATHNAME. */
const longestPath = 500

/** A held lock; `release` lets others in. */
export interface FolderLock {
  release(): Promise<void>
}

/**
 * Takes the folder for this process alone: an exclusive transaction on `lock.sqlite`, which the
 * operating system ends however the process dies. Nothing else may open that file: closing it anywhere
 * in this process would let go of the lock.
 * @throws {StoreRefusal} `folder-locked` naming the holder, or `folder-unusable`.
 */
export async function lockFolder(files: Files, folder: string, clock: Clock): Promise<FolderLock> {
  const holderPath = join(folder, holderFile)
  const database = await takeLock(files, folder)
  try {
    const holder = { format: 1, pid: process.pid, host: hostname(), startedAt: timestamp(clock) }
    await replaceFile(files, holderPath, Buffer.from(`${JSON.stringify(holder)}\n`), {
      flushFolder: false,
    })
  } catch (error) {
    database.close()
    throw folderUnusable(folder, error)
  }
  return {
    async release() {
      if (!database.isOpen) return
      await files.remove(holderPath).catch(() => {})
      database.close()
    },
  }
}

async function takeLock(files: Files, folder: string): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(join(folder, lockFile), { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    if (database?.isOpen) database.close()
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null
    if (code === sqliteBusy) throw folderLocked(folder, await readHolder(files, join(folder, holderFile)))
    if (code === sqliteNotADatabase) throw lockUnreadable(folder, error)
    const otherwise = Buffer.byteLength(folder) > longestPath ? 'ENAMETOOLONG' : systemCodes[code ?? 0]
    throw folderUnusable(folder, await whyNotWritable(files, folder, otherwise))
  }
}

/** Why nothing can be written here, in the system's own words: SQLite has fewer of them. */
async function whyNotWritable(files: Files, folder: string, otherwise = ''): Promise<unknown> {
  const probe = join(folder, `${lockFile}.${process.pid}.probe`)
  try {
    const file = await files.open(probe, 'create')
    try {
      await writeAll(file, Buffer.alloc(4096), 0)
      await file.flush()
    } finally {
      await file.close()
      await files.remove(probe)
    }
    return Object.assign(new Error('the folder cannot be locked'), { code: otherwise })
  } catch (error) {
    return error
  }
}

async function readHolder(files: Files, path: string): Promise<Holder | null> {
  try {
    return holderSchema.parse(JSON.parse(String(await files.readWhole(path))))
  } catch {
    return null
  }
}
