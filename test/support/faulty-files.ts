import type { Files, OpenFile } from '../../electron/files'
import { realFiles, writeAll } from '../../electron/files'
import { withSlashes } from './slashes'

/** One call at the file port: `write journal/000000000001.ndjson`. */
export interface FileCall {
  readonly operation: keyof Files | keyof OpenFile
  readonly path: string
}

/** What becomes of a call: `null` lets it through, a number lets a write take only so many bytes, or that part of them. */
export type Fate = (call: FileCall, number: number) => NodeJS.ErrnoException | number | null

/** How a single call can fail. */
export const faultCodes = ['ENOSPC', 'EIO', 'EACCES', 'short'] as const
export type FaultCode = (typeof faultCodes)[number]

function taken(most: number, bytes: Uint8Array): number {
  return most < 1 ? Math.ceil(most * bytes.length) : most
}

function contains(path: string, part: string): boolean {
  return withSlashes(path).includes(withSlashes(part))
}

/** A failure as the system gives it. */
export function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: made up by a test`), { code })
}

/** The real disk, with a say in what becomes of each call; `calls` are all calls so far. */
export class FaultyFiles {
  readonly calls: FileCall[] = []
  fate: Fate = () => null
  /** What a call waits for before it goes on. */
  delay: (call: FileCall) => Promise<void> = async () => {}

  readonly files: Files = {
    makeFolders: (path) => this.#do('makeFolders', path, () => realFiles.makeFolders(path)),
    makeFolder: (path) => this.#do('makeFolder', path, () => realFiles.makeFolder(path)),
    list: (path) => this.#do('list', path, () => realFiles.list(path)),
    size: (path) => this.#do('size', path, () => realFiles.size(path)),
    look: (path) => this.#do('look', path, () => realFiles.look(path)),
    follow: (path) => this.#do('follow', path, () => realFiles.follow(path)),
    readWhole: (path) => this.#do('readWhole', path, () => realFiles.readWhole(path)),
    rename: (from, to) => this.#do('rename', to, () => realFiles.rename(from, to)),
    remove: (path) => this.#do('remove', path, () => realFiles.remove(path)),
    copy: (from, to) => this.#do('copy', to, () => realFiles.copy(from, to)),
    flushFolder: (path) => this.#do('flushFolder', path, () => realFiles.flushFolder(path)),
    open: (path, mode) => this.#do('open', path, async () => this.#file(path, await realFiles.open(path, mode))),
  }

  /** How often an operation was called on paths that contain a text, a part of a path with `/` between its names. */
  count(operation: FileCall['operation'], part = ''): number {
    return this.calls.filter((call) => call.operation === operation && contains(call.path, part)).length
  }

  /** From now on calls fail that are this operation on a path with that text in it. */
  failOn(operation: FileCall['operation'], part: string, code: string): void {
    this.fate = (call) => (call.operation === operation && contains(call.path, part) ? failure(code) : null)
  }

  /**
   * From now on the call of that number fails, and no other. A write that is `short` takes half of its bytes and
   * the next one takes none, as on a disk that gets full just then; other calls are let through by it.
   */
  failOnce(failing: number, code: FaultCode): void {
    this.calls.length = 0
    this.fate = ({ operation, path }, number) => {
      if (number === failing) return code === 'short' ? (operation === 'write' ? 1 / 2 : null) : failure(code)
      const before = this.calls[failing - 1]
      const follows = code === 'short' && number === failing + 1 && before?.operation === 'write'
      return follows && operation === 'write' && before.path === path ? failure('ENOSPC') : null
    }
  }

  #file(path: string, file: OpenFile): OpenFile {
    const faulty: OpenFile = {
      // In the two steps it stands for, each of which may fail.
      async writeDurably(bytes, position) {
        await writeAll(faulty, bytes, position)
        await faulty.flush()
      },
      write: (bytes, position) =>
        this.#do('write', path, (most) =>
          file.write(most === null ? bytes : bytes.subarray(0, taken(most, bytes)), position),
        ),
      read: (length, position) => this.#do('read', path, () => file.read(length, position)),
      flush: () => this.#do('flush', path, () => file.flush()),
      truncate: (length) => this.#do('truncate', path, () => file.truncate(length)),
      size: () => this.#do('size', path, () => file.size()),
      // A handle is always given back, or the test itself would leak it.
      close: () => file.close(),
    }
    return faulty
  }

  async #do<Result>(operation: FileCall['operation'], path: string, call: (most: number | null) => Promise<Result>) {
    this.calls.push({ operation, path })
    await this.delay({ operation, path })
    const fate = this.fate({ operation, path }, this.calls.length)
    if (fate instanceof Error) throw fate
    return call(fate as number | null)
  }
}

/** Calls that change what is on the disk: where a crash comes between them is all the same. */
const changing: readonly FileCall['operation'][] = [
  'makeFolders',
  'makeFolder',
  'write',
  'writeDurably',
  'rename',
  'remove',
  'truncate',
  'copy',
]

/** After how many calls each change comes: a disk that fails from then on is as it was just before that change. */
export function changesIn({ calls }: FaultyFiles): readonly number[] {
  return calls.flatMap(({ operation }, index) => (changing.includes(operation) ? [index] : []))
}
