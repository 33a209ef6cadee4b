import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checksumsFile, readChecksums, verifyChecksums, writeChecksums } from '../checksums.ts'

/**
 * Puts the installers of all systems into one folder, and writes one `SHA256SUMS` for them. Each system has a folder
 * below `from`, with its own `SHA256SUMS`; every file is compared with it first.
 * @returns the names of the files, without `SHA256SUMS`.
 * @throws {Error} that names the file that is not as it was built, that nobody vouches for, that is missing, or whose
 * name two systems have.
 */
export async function gather(from: string, to: string): Promise<readonly string[]> {
  const entries = await readdir(from, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(from, name))
  if (folders.length === 0) throw new Error(`There are no installers in ${from}.`)
  await mkdir(to, { recursive: true })
  const gathered = new Set<string>()
  for (const folder of folders) {
    const wrong = await verifyChecksums(folder)
    if (wrong.length > 0) throw new Error(`In ${folder}: ${wrong.join(' ')}`)
    for (const name of readChecksums(await readFile(join(folder, checksumsFile), 'utf8')).keys()) {
      if (gathered.has(name)) throw new Error(`Two systems have a file ${name}.`)
      gathered.add(name)
      await copyFile(join(folder, name), join(to, name))
    }
  }
  return writeChecksums(to)
}
