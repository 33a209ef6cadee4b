import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { codeOf, type Files, type OpenFile, type OpenMode, writeAll } from '../../files'
import { breather } from '../../breathe'
import { DataFault } from '../faults'
import type { BackedUpFile } from './description'
import { readsBackDifferently } from './messages'
import type { Progress } from './ports'

/** One file of a copy: bytes that are at hand, or the first so many bytes of a file. */
export type Source =
  | { readonly name: string; readonly content: Buffer }
  | { readonly name: string; readonly length: number; readonly mode: Extract<OpenMode, 'read' | 'read-foreign'> }

/** One of the two folders of a copy. */
export interface Side {
  readonly folder: string
  /** What to throw when something there failed: an error of the system, or a `DataFault`. */
  fail(error: unknown): unknown
}

/** Read, hashed and written at a time: half a millisecond of the thread. */
const chunkBytes = 512 * 1024

/** How far a piece of work is; it stops where the signal says so. */
export class Meter {
  #done = 0

  constructor(
    private readonly total: number,
    private readonly onProgress: Progress,
    readonly signal: AbortSignal | undefined,
  ) {}

  /** @throws the signal's reason when it is aborted. */
  add(bytes: number): void {
    this.signal?.throwIfAborted()
    this.#done = Math.min(this.total, this.#done + bytes)
    this.onProgress(this.#done, this.total)
  }

  /** A report on a part of the work, in its own measure: a check tells how far it is altogether. */
  part(bytes: number): Progress {
    const start = this.#done
    return (done, total) => {
      this.#done = start
      this.add(total === 0 ? bytes : Math.round((bytes * done) / total))
    }
  }
}

/** What a copy is made with. */
interface Copying {
  readonly files: Files
  readonly from: Side
  readonly to: Side
  readonly meter: Meter
}

/** Copies files durably into a folder that has the folders for them, and hashes what it reads on the way. */
export async function copyFiles(copying: Copying, sources: readonly Source[]): Promise<readonly BackedUpFile[]> {
  const copied: BackedUpFile[] = []
  for (const source of sources) copied.push(await copyFile(copying, source))
  return copied
}

async function copyFile({ files, from, to, meter }: Copying, source: Source): Promise<BackedUpFile> {
  const output = await told(to, () => files.open(join(to.folder, source.name), 'create'))
  try {
    const hash = createHash('sha256')
    let bytes = 0
    const put = async (chunk: Buffer) => {
      hash.update(chunk)
      await told(to, () => writeAll(output, chunk, bytes))
      bytes += chunk.length
      meter.add(chunk.length)
    }
    if ('content' in source) await put(source.content)
    else {
      const input = await told(from, () => files.open(join(from.folder, source.name), source.mode))
      try {
        for await (const chunk of chunksOf(input, source.length, (read) => told(from, read))) await put(chunk)
      } finally {
        await input.close()
      }
      if (bytes < source.length) throw from.fail(tooShort(source.name))
    }
    await told(to, () => output.flush())
    return { name: source.name, bytes, sha256: hash.digest('hex') }
  } finally {
    await output.close()
  }
}

/** Reads a copy back and compares it with what was read when it was made. @throws what the side says of a difference. */
export async function checkFiles(
  { files, to, meter }: Omit<Copying, 'from'>,
  copied: readonly BackedUpFile[],
): Promise<void> {
  for (const { name, bytes, sha256 } of copied) {
    const file = await told(to, () => files.open(join(to.folder, name), 'read'))
    try {
      const hash = createHash('sha256')
      for await (const chunk of chunksOf(file, bytes + 1, (read) => told(to, read))) {
        hash.update(chunk)
        meter.add(chunk.length)
      }
      if (hash.digest('hex') !== sha256) throw to.fail(readsBackDifferently(name))
    } finally {
      await file.close()
    }
  }
}

/** The first `length` bytes of a file, or fewer when it ends before. */
async function* chunksOf(
  file: OpenFile,
  length: number,
  reading: (read: () => Promise<Buffer>) => Promise<Buffer>,
): AsyncGenerator<Buffer> {
  const breathe = breather()
  let done = 0
  while (done < length) {
    const chunk = await reading(() => file.read(Math.min(chunkBytes, length - done), done))
    if (chunk.length === 0) return
    done += chunk.length
    yield chunk
    await breathe()
  }
}

/** What network drives and sticks answer that cannot flush a folder: they make names durable by themselves, or never. */
const cannotFlush: readonly string[] = ['EINVAL', 'ENOTSUP', 'ENOSYS']

/** Makes the names in a folder durable, as far as its disk can. */
export async function flushNames(files: Files, folder: string): Promise<void> {
  try {
    await files.flushFolder(folder)
  } catch (error) {
    if (!cannotFlush.includes(codeOf(error))) throw error
  }
}

/** Does something on one side of a copy. @throws what that side says of a failure; a bug as it is. */
export async function told<Value>(side: Side, act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (error) {
    throw codeOf(error) !== '' || error instanceof DataFault ? side.fail(error) : error
  }
}

function tooShort(file: string): DataFault {
  return new DataFault({ file, line: null, sequence: null, what: 'it is shorter than it was' })
}
