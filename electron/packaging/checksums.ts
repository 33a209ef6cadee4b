import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

// Uses no package: a build service compares installers where none is installed.

/** The file with the checksums, in the format of coreutils: `sha256sum --check SHA256SUMS` reads it. */
export const checksumsFile = 'SHA256SUMS'

/** The SHA-256 of a file as 64 hexadecimal digits. The file is read in pieces, however long it is. */
export async function checksumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/**
 * Writes the checksum of every file in a folder, in the order of their names, into `SHA256SUMS` beside them. Folders in
 * it are left out.
 * @returns the names of the files
 * @throws {Error} when there is no file, or one whose name the format cannot hold as it is: with a line break or a
 * backslash
 */
export async function writeChecksums(folder: string): Promise<readonly string[]> {
  const names = await filesIn(folder)
  if (names.length === 0) throw new Error(`There is no file in ${folder}.`)
  const lines: string[] = []
  for (const name of names) {
    if (/[\\\n\r]/.test(name)) throw new Error(`A list of checksums cannot hold the name ${JSON.stringify(name)}.`)
    lines.push(`${await checksumOf(join(folder, name))}  ${name}\n`)
  }
  await writeFile(join(folder, checksumsFile), lines.join(''))
  return names
}

/**
 * Compares a folder with its `SHA256SUMS`.
 * @returns a sentence for each file that is not as it was listed, is missing, or is there without being listed; none
 * when all is well
 * @throws {Error} when there is no list, or one that cannot be read
 */
export async function verifyChecksums(folder: string): Promise<readonly string[]> {
  const listed = readChecksums(await readFile(join(folder, checksumsFile), 'utf8'))
  const present = new Set(await filesIn(folder))
  const wrong: string[] = []
  for (const [name, checksum] of listed) {
    if (!present.has(name)) wrong.push(`${name} is listed and missing.`)
    else if ((await checksumOf(join(folder, name))) !== checksum) wrong.push(`${name} is not what was listed.`)
  }
  for (const name of present) if (!listed.has(name)) wrong.push(`${name} is not listed.`)
  return wrong
}

/**
 * The checksums in the text of a `SHA256SUMS`, by the names of the files.
 * @throws {Error} that names the line that is not a checksum and the name of a file in the same folder, or whose name
 * was there before
 */
export function readChecksums(text: string): ReadonlyMap<string, string> {
  const checksums = new Map<string, string>()
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '') continue
    const [, checksum, name] = /^([0-9a-f]{64})[ ][ *]([^/\\]+)$/.exec(line) ?? []
    if (checksum === undefined || name === undefined)
      throw new Error(`Line ${at + 1} of ${checksumsFile} is no checksum.`)
    if (checksums.has(name)) throw new Error(`${checksumsFile} has ${name} twice.`)
    checksums.set(name, checksum)
  }
  return checksums
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name !== checksumsFile)
    .map(({ name }) => name)
    .sort()
}
