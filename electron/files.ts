import { copyFile, lstat, mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { constants, fstatSync, type Stats, write as writeFile } from 'node:fs'
import { dirname } from 'node:path'
import { patiently } from './patience'

/**
 * Everything the desk does to the disk. One narrow door, so that tests can let any single call fail.
 * Paths are absolute. Errors are those of Node, with their `code` (ENOSPC, EACCES, …).
 */
export interface Files {
  /** Makes the folder and those above it, durably as far as their disk can; nothing happens when it is there. */
  makeFolders(path: string): Promise<void>
  /** Makes a folder in one that is there; nothing happens when it is there itself. */
  makeFolder(path: string): Promise<void>
  /** The names in a folder, in order; none when there is no such folder. */
  list(path: string): Promise<readonly string[]>
  /** Bytes of a file; `null` when it is missing. */
  size(path: string): Promise<number | null>
  /** What is at a place, without following a link or opening anything; `null` when nothing is there. */
  look(path: string): Promise<FileFacts | null>
  /** The path itself, with every link on the way followed; `null` when nothing is there. */
  follow(path: string): Promise<string | null>
  /**
   * `read` and `write` want the file to be there, `create` makes it when it is missing. `read-foreign` reads
   * what somebody else put there: it never waits for a pipe and follows no link. What is not a plain file is
   * refused with ELOOP or EINVAL. `journal` is `write` for a file of many `writeDurably`.
   */
  open(path: string, mode: OpenMode): Promise<OpenFile>
  /** The whole file; `null` when it is missing. */
  readWhole(path: string): Promise<Buffer | null>
  /** Puts a file in the place of another in one step. */
  rename(from: string, to: string): Promise<void>
  /** Removes a file, or a folder with all that is in it; nothing happens when it is missing. */
  remove(path: string): Promise<void>
  copy(from: string, to: string): Promise<void>
  /** Makes the names in a folder durable: entries made, renamed or removed until now. */
  flushFolder(path: string): Promise<void>
}

export type OpenMode = 'read' | 'read-foreign' | 'write' | 'create' | 'journal'

export interface FileFacts {
  /** `other`: a pipe, a device, a socket. */
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  readonly bytes: number
  /** When its content changed last: milliseconds since 1970-01-01T00:00:00Z by the clock of its disk. */
  readonly changed: number
}

export interface OpenFile {
  /** Writes at a position; answers how many bytes were taken, which may be fewer than offered. */
  write(bytes: Uint8Array, position: number): Promise<number>
  /**
   * Writes all the bytes at a position; durable when it resolves, as after `flush`, and failing as that does. When
   * it rejects, any of them may be there or not.
   */
  writeDurably(bytes: Uint8Array, position: number): Promise<void>
  /** Up to `length` bytes from a position; fewer at the end of the file. */
  read(length: number, position: number): Promise<Buffer>
  /** Durable when it resolves. Fails when the file was deleted under the store. */
  flush(): Promise<void>
  truncate(length: number): Promise<void>
  size(): Promise<number>
  close(): Promise<void>
}

/**
 * Linux writes and flushes in one call: by open(2), a write to a file opened with O_DSYNC returns "as though each
 * write(2) was followed by a call to fdatasync(2)", the disk's own cache included. That is one way to another thread
 * and back instead of two. Elsewhere it would promise less: on macOS only fcntl(F_FULLFSYNC), which is what Node's
 * fdatasync calls there, empties the disk's cache; on Windows O_DSYNC becomes FILE_FLAG_WRITE_THROUGH, which disks
 * may pass over, where fdatasync is FlushFileBuffers (libuv, src/unix/fs.c and src/win/fs.c).
 */
const writesThrough = process.platform === 'linux'

/** There, whoever has a file open keeps it from being renamed and removed. */
const onWindows = process.platform === 'win32'

const flags = {
  read: 'r',
  write: 'r+',
  create: 'a+',
  journal: constants.O_RDWR | (writesThrough ? constants.O_DSYNC : 0),
  // Windows has neither flag; there, names in a folder are never pipes.
  'read-foreign': constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
} as const

/** The disk itself. */
export const realFiles: Files = {
  makeFolders,
  async makeFolder(path) {
    try {
      await mkdir(path)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  },
  async list(path) {
    return (await unlessMissing(readdir(path)))?.sort() ?? []
  },
  async size(path) {
    return (await unlessMissing(stat(path)))?.size ?? null
  },
  async look(path) {
    const facts = await unlessMissing(lstat(path))
    return facts && { kind: kindOf(facts), bytes: facts.size, changed: facts.mtimeMs }
  },
  follow: (path) => unlessMissing(realpath(path)),
  async open(path, mode) {
    if (mode === 'create') await (await open(path, flags.create)).close()
    if (mode === 'journal') return openFile(path, flags.journal, writesThrough)
    if (mode !== 'read-foreign') return openFile(path, mode === 'read' ? flags.read : flags.write)
    const file = await openFile(path, flags['read-foreign'])
    if (file.isPlain()) return file
    await file.close()
    throw Object.assign(new Error(`${path} is not a file`), { code: 'EINVAL' })
  },
  readWhole: (path) => unlessMissing(readFile(path)),
  rename: onWindows ? (from, to) => patiently(() => rename(from, to)) : rename,
  async remove(path) {
    await rm(path, { recursive: true, force: true, ...(onWindows ? { maxRetries: 7, retryDelay: 40 } : {}) })
  },
  async copy(from, to) {
    await copyFile(from, to)
    const file = await open(to, 'r+')
    await file.sync().finally(() => file.close())
  },
  flushFolder,
}

async function flushFolder(path: string): Promise<void> {
  // Windows has no such call: its file system makes entries durable by itself.
  if (onWindows) return
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

/**
 * As Node's own `mkdir` with `recursive`, which never comes to an end where the system says that a folder is
 * missing although the one above it is there, as Linux does in /proc (measured with Node 24).
 */
async function makeFolders(path: string): Promise<void> {
  if (await isFolder(path)) return
  if (dirname(path) !== path) await makeFolders(dirname(path))
  try {
    await mkdir(path)
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (codeOf(error) !== 'EEXIST' || !(await isFolder(path))) throw error
  }
  // A folder that may be written but not read cannot be flushed, as on some network drives: it is used all the same.
  await flushFolder(dirname(path)).catch(() => {})
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}

function kindOf(facts: Stats): FileFacts['kind'] {
  if (facts.isFile()) return 'file'
  if (facts.isDirectory()) return 'folder'
  return facts.isSymbolicLink() ? 'link' : 'other'
}

/** `through`: opened so that what is written is durable without a flush. */
async function openFile(
  path: string,
  flag: string | number,
  through = false,
): Promise<OpenFile & { isPlain(): boolean }> {
  const file = await open(path, flag)
  const write = (bytes: Uint8Array, position: number) => written(file.fd, bytes, position)
  const checkStillThere = () => {
    // A deleted file takes writes and flushes without a complaint; nobody would ever find them again.
    if (fstatSync(file.fd).nlink === 0) throw Object.assign(new Error(`${path} was deleted`), { code: 'ENOENT' })
  }
  return {
    isPlain: () => fstatSync(file.fd).isFile(),
    write,
    async writeDurably(bytes, position) {
      await writeAll({ write }, bytes, position)
      if (!through) await file.datasync()
      checkStillThere()
    },
    async read(length, position) {
      const bytes = Buffer.allocUnsafe(length)
      let filled = 0
      while (filled < length) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return bytes.subarray(0, filled)
    },
    async flush() {
      await file.datasync()
      checkStillThere()
    },
    truncate: (length) => file.truncate(length),
    size: async () => (await file.stat()).size,
    close: () => file.close(),
  }
}

/** The plain call: the one of `FileHandle` takes some ten microseconds more, as much as all else a commit costs. */
function written(descriptor: number, bytes: Uint8Array, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    writeFile(descriptor, bytes, 0, bytes.length, position, (error, taken) => {
      if (error) reject(error)
      else resolve(taken)
    })
  })
}

async function unlessMissing<Value>(promise: Promise<Value>): Promise<Value | null> {
  try {
    return await promise
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** The system's code of a failure (`ENOSPC`), or an empty text when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Writes every byte, however few the disk takes at a time. */
export async function writeAll(file: Pick<OpenFile, 'write'>, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const taken = await file.write(bytes.subarray(done), position + done)
    if (taken <= 0) throw Object.assign(new Error('the disk took no more bytes'), { code: 'ENOSPC' })
    done += taken
  }
}

/** How a whole file is replaced. */
export interface ReplaceOptions {
  /** Where the file that was there goes; it is dropped when this is missing. */
  readonly previous?: string
  /** False leaves flushing the folder to the caller, who has more to write there. */
  readonly flushFolder?: boolean
}

/**
 * Replaces a whole file: whoever reads sees the old one or the new one, never a mixture, even after a
 * crash. With `previous` there is a moment without the file itself: readers then take the previous one.
 */
export async function replaceFile(
  files: Files,
  path: string,
  bytes: Uint8Array,
  { previous, flushFolder = true }: ReplaceOptions = {},
): Promise<void> {
  const temporary = `${path}.${process.pid}-${uniqueNumber()}.new`
  try {
    const file = await files.open(temporary, 'create')
    try {
      await writeAll(file, bytes, 0)
      await file.flush()
    } finally {
      await file.close()
    }
    if (previous !== undefined && (await files.size(path)) !== null) await files.rename(path, previous)
    await files.rename(temporary, path)
  } catch (error) {
    await files.remove(temporary).catch(() => {})
    throw error
  }
  if (flushFolder) await files.flushFolder(dirname(path))
}

let counted = 0
function uniqueNumber(): number {
  counted += 1
  return counted
}
