import { tmpdir } from 'node:os'
import { join, resolve, sep } from 'node:path'
import { type Files, type OpenFile, type OpenMode, realFiles, writeAll } from '../../electron/files'

/**
 * The disk, as far as the folders of the tests go: whatever path a call brings along, nothing outside is read or
 * written. There the disk answers as it does to somebody who may not go there. Nothing is made to last through a
 * power cut: no power goes in these tests, and waiting for the disk would be most of their time.
 */
export function fencedFiles(): Files {
  const own = join(tmpdir(), 'card-desk-')
  const inside = (path: string) => resolve(path).startsWith(own) && !resolve(path).slice(own.length).startsWith(sep)
  return new Proxy(realFiles, {
    get(files, name, receiver) {
      const method: unknown = Reflect.get(files, name, receiver)
      if (typeof method !== 'function') return method
      if (name === 'flushFolder') return async () => {}
      return async (...values: unknown[]) => {
        // `open` takes a mode after its path; everything else that is a text is a path.
        const paths = name === 'open' ? values.slice(0, 1) : values.filter((value) => typeof value === 'string')
        const outside = paths.find((path) => !inside(String(path)))
        if (outside !== undefined) throw Object.assign(new Error(`${outside} is fenced off`), { code: 'EACCES' })
        return name === 'open' ? opened(String(values[0]), values[1] as OpenMode) : method.apply(files, values)
      }
    },
  })
}

async function opened(path: string, mode: OpenMode): Promise<OpenFile> {
  const file = await realFiles.open(path, mode === 'journal' ? 'write' : mode)
  return {
    ...file,
    flush: async () => {},
    writeDurably: (bytes, position) => writeAll(file, bytes, position),
  }
}
