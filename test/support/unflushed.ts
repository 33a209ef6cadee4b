import { dirname, join, relative, sep } from 'node:path'
import { type Files, type OpenFile, realFiles } from '../../electron/files'
import { withSlashes } from './slashes'

/**
 * The real disk, which remembers what a power cut could still take away: content that was written and not flushed,
 * and names that were made or changed in a folder that was not flushed since. Removed names are not counted: what
 * comes back with them is looked after at the next start.
 */
export class Unflushed {
  /** Things that came into place before their content was durable: a power cut could leave them empty. */
  readonly tooEarly: string[] = []
  readonly #contents = new Set<string>()
  readonly #names = new Set<string>()

  /**
   * What a power cut at this moment could take away of a folder, its own name included, as paths inside it. Files
   * that are still being written, beside the one whose place they will take, are nothing to miss.
   */
  losable(folder: string): readonly string[] {
    const told = (what: string, paths: ReadonlySet<string>) =>
      this.#below(paths, folder)
        .filter((path) => !path.endsWith('.new'))
        .map((path) => `${what} of ${withSlashes(relative(folder, path))}`)
    return [...told('content', this.#contents), ...told('name', this.#names)]
  }

  readonly files: Files = {
    ...realFiles,
    makeFolder: async (path) => {
      const isNew = (await realFiles.look(path)) === null
      await realFiles.makeFolder(path)
      if (isNew) this.#names.add(path)
    },
    rename: async (from, to) => {
      const names = this.#below(this.#names, from).filter((path) => path !== from)
      if (names.length > 0 || this.#below(this.#contents, from).length > 0) this.tooEarly.push(to)
      await realFiles.rename(from, to)
      for (const all of [this.#contents, this.#names]) {
        const moved = this.#below(all, from)
        for (const path of [...moved, ...this.#below(all, to)]) all.delete(path)
        for (const path of moved) all.add(join(to, relative(from, path)))
      }
      this.#names.add(to)
    },
    remove: async (path) => {
      await realFiles.remove(path)
      for (const all of [this.#contents, this.#names]) for (const each of this.#below(all, path)) all.delete(each)
    },
    copy: async (from, to) => {
      await realFiles.copy(from, to)
      this.#names.add(to)
    },
    flushFolder: async (path) => {
      await realFiles.flushFolder(path)
      for (const each of [...this.#names]) if (dirname(each) === path) this.#names.delete(each)
    },
    open: async (path, mode) => {
      const isNew = (await realFiles.look(path)) === null
      const file = await realFiles.open(path, mode)
      if (isNew) this.#names.add(path)
      return this.#file(path, file)
    },
  }

  #file(path: string, file: OpenFile): OpenFile {
    const changing = async <Value>(change: Promise<Value>) => {
      this.#contents.add(path)
      return change
    }
    const flushed = async (flush: Promise<void>) => {
      await flush
      this.#contents.delete(path)
    }
    return {
      ...file,
      write: (bytes, position) => changing(file.write(bytes, position)),
      truncate: (length) => changing(file.truncate(length)),
      writeDurably: (bytes, position) => flushed(file.writeDurably(bytes, position)),
      flush: () => flushed(file.flush()),
    }
  }

  #below(paths: ReadonlySet<string>, top: string): readonly string[] {
    return [...paths].filter((path) => path === top || path.startsWith(`${top}${sep}`))
  }
}
