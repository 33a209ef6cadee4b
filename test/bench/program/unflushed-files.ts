import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Files, realFiles, writeAll } from '../../../electron/files'

/**
 * The disk, which takes its time to make durable what is written: for making a large folder nobody would miss, with
 * `flushAll` at its end.
 */
export const unflushedFiles: Files = {
  ...realFiles,
  flushFolder: async () => {},
  async open(path, mode) {
    const file = await realFiles.open(path, mode === 'journal' ? 'write' : mode)
    const flush = async () => {}
    return { ...file, flush, writeDurably: (bytes, position) => writeAll(file, bytes, position) }
  },
}

/** Makes everything in a folder durable. */
export async function flushAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = await open(join(entry.parentPath, entry.name), 'r+')
    await file.sync().finally(() => file.close())
  }
}
