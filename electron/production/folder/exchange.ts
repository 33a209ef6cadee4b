import { isAbsolute, join } from 'node:path'
import { t } from '../../../shared/texts'
import { codeOf, type Files, writeAll } from '../../files'
import type { Ids } from '../../ports'
import { ExchangeProblem } from './problems'
import { shown } from './shown'

/** The four folders in an exchange folder. */
export const subFolders = ['outbox', 'inbox', 'archive', 'rejected'] as const
export type SubFolder = (typeof subFolders)[number]

/** The form of a file, by the end of its name; `null` for one that neither side looks at. */
export function formOf(name: string): 'json' | 'csv' | null {
  if (name.startsWith('.')) return null
  const [, form] = /\.(json|csv)$/i.exec(name) ?? []
  return form === undefined ? null : (form.toLowerCase() as 'json' | 'csv')
}

/** An exchange folder on the disk. Errors are those of `Files`, and `ExchangeProblem`. */
export class Exchange {
  constructor(
    readonly root: string,
    readonly files: Files,
    readonly ids: Ids,
  ) {}

  path(folder: SubFolder, name = ''): string {
    return join(this.root, folder, name)
  }

  /**
   * Makes sure that the exchange folder is there. It is never made: a stick that is not plugged in would
   * become a folder on the disk.
   *
   * @throws {ExchangeProblem}
   */
  async expect(): Promise<void> {
    const folder = shown(this.root)
    if (this.root === '') throw new ExchangeProblem(t('folderExchange.problems.notSet'))
    if (!isAbsolute(this.root)) throw new ExchangeProblem(t('folderExchange.problems.notAbsolute', { folder }))
    try {
      if ((await this.files.size(this.root)) === null)
        throw new ExchangeProblem(t('folderExchange.problems.missing', { folder }))
      await this.files.list(this.root)
    } catch (error) {
      if (codeOf(error) === 'ENOTDIR') throw new ExchangeProblem(t('folderExchange.problems.isFile', { folder }))
      throw error
    }
  }

  /** Makes a sub-folder when it is missing. A link in its place could lead anywhere, and is refused. */
  async make(folder: SubFolder): Promise<void> {
    const path = this.path(folder)
    if (!(await this.#has(folder))) await this.files.makeFolder(path)
    if (!(await this.#has(folder))) throw Object.assign(new Error(`${folder} is gone`), { code: 'ENOENT' })
  }

  /** Names of the files in a sub-folder that belong to the exchange, in order; none when it is missing. */
  async list(folder: SubFolder): Promise<readonly string[]> {
    if (!(await this.#has(folder))) return []
    return (await this.files.list(this.path(folder))).filter((name) => formOf(name) !== null)
  }

  async #has(folder: SubFolder): Promise<boolean> {
    const facts = await this.files.look(this.path(folder))
    if (facts === null || facts.kind === 'folder') return facts !== null
    throw new ExchangeProblem(t('folderExchange.problems.subFolder', { name: folder }))
  }

  /** A file somebody else may have put there, or its first `most` bytes. */
  async read(folder: SubFolder, name: string, most: number): Promise<Buffer> {
    const file = await this.files.open(this.path(folder, name), 'read-foreign')
    try {
      return await file.read(Math.min(await file.size(), most), 0)
    } finally {
      await file.close()
    }
  }

  /** Writes a new file, durable when it resolves. Its name begins with a dot: nobody looks at it yet. */
  async writeTemporary(path: string, bytes: Uint8Array): Promise<void> {
    const file = await this.files.open(path, 'create')
    try {
      await writeAll(file, bytes, 0)
      await file.flush()
    } finally {
      await file.close()
    }
  }

  /**
   * Removes what was written and never put in place: the program was ended in the middle, or could not tidy
   * up. These are temporary names with such a beginning, of which `old` says that nobody works on them.
   */
  async dropLeftBehind(folder: SubFolder, beginning: string, old = async (_path: string) => true): Promise<void> {
    const names = await this.files.list(this.path(folder)).catch(() => [])
    for (const name of names) {
      if (!name.startsWith(beginning) || !name.endsWith('.part')) continue
      if (await old(this.path(folder, name)).catch(() => false)) await this.drop(this.path(folder, name))
    }
  }

  /** Removes a file that is of no more use, if that can be done. */
  async drop(path: string): Promise<void> {
    await this.files.remove(path).catch(() => {})
  }
}
