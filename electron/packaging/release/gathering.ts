import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

const sums = 'SHA256SUMS'

/**
 * Puts the installers of all systems into one folder, and writes one `SHA256SUMS` for them, sorted by name. Each system
 * has a folder below `from`, with its own `SHA256SUMS`; every file is compared with it first.
 * @returns the names of the files, without `SHA256SUMS`.
 * @throws {Error} that names the file that is not as it was built, that nobody vouches for, that is missing, or whose
 * name two systems have.
 */
export async function gather(from: string, to: string): Promise<readonly string[]> {
  const folders = (await readdir(from, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  if (folders.length === 0) throw new Error(`There are no installers in ${from}.`)
  await mkdir(to, { recursive: true })
  const gathered = new Map<string, string>()
  for (const { name: folder } of folders) {
    for (const [name, sum] of await comparedFiles(join(from, folder))) {
      if (gathered.has(name)) throw new Error(`Two systems have a file ${name}.`)
      gathered.set(name, sum)
      await copyFile(join(from, folder, name), join(to, name))
    }
  }
  const lines = [...gathered].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, sum]) => `${sum}  ${name}\n`)
  await writeFile(join(to, sums), lines.join(''))
  return [...gathered.keys()].sort()
}

/** The files of a folder with their checksums, each compared with the folder's own list. */
async function comparedFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const listed = readSums(await readFile(join(folder, sums), 'utf8'), folder)
  const present = new Set((await readdir(folder)).filter((name) => name !== sums))
  for (const name of present) {
    if (!listed.has(name)) throw new Error(`${join(folder, name)} is not in ${sums}.`)
  }
  for (const [name, sum] of listed) {
    if (!present.has(name)) throw new Error(`${join(folder, name)} is in ${sums}, and missing.`)
    if ((await sha256(join(folder, name))) !== sum) throw new Error(`${join(folder, name)} is not what was built.`)
  }
  return listed
}

/** Reads what `sha256sum` writes: 64 hexadecimal digits, two characters, and a name without a folder. */
function readSums(text: string, folder: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter((line) => line !== '')
  return new Map(
    lines.map((line) => {
      const [, sum, name] = /^([0-9a-f]{64}) [ *]([^/\\]+)$/.exec(line) ?? []
      if (sum === undefined || name === undefined) throw new Error(`${join(folder, sums)} has an odd line: ${line}`)
      return [name, sum] as const
    }),
  )
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
