import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type Clock, timestamp } from '../ports'
import { type Files, replaceFile } from '../files'
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

const sqliteBusy = 5
const sqliteNotADatabase = 26
/** SQLite's own words for a file or folder that may not be written to: read-only, cannot open. */
const sqliteNotWritable: readonly unknown[] = [8, 14]

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
  const database = await takeLock(folder, () => readHolder(files, holderPath))
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

async function takeLock(folder: string, holder: () => Promise<Holder | null>): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(join(folder, lockFile), { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database?.close()
    const code = error instanceof Error && 'errcode' in error ? error.errcode : null
    if (code === sqliteBusy) throw folderLocked(folder, await holder())
    if (code === sqliteNotADatabase) throw lockUnreadable(folder, error)
    throw folderUnusable(
      folder,
      sqliteNotWritable.includes(code) ? Object.assign(new Error(), { code: 'EACCES' }) : error,
    )
  }
}

async function readHolder(files: Files, path: string): Promise<Holder | null> {
  try {
    return holderSchema.parse(JSON.parse(String(await files.readWhole(path))))
  } catch {
    return null
  }
}
