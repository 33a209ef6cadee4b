import { crc32 } from 'node:zlib'

/** A file, or a link, for an archive. */
export interface ZipEntry {
  /** With forward slashes. */
  readonly path: string
  /** What is in the file, or where the link leads. */
  readonly content: string | Buffer
  readonly link?: boolean
}

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
const localMark = 0x04034b50
const centralMark = 0x02014b50
const endMark = 0x06054b50
const version = 20
const madeOnUnix = (3 << 8) | version
const runnableFile = 0o100755
const symbolicLink = 0o120777

/** An uncompressed zip archive, as Electron's are apart from that: with permissions, and links as links. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { path, content, link = false } of entries) {
    const bytes = Buffer.from(content)
    const name = Buffer.from(path)
    const common = commonFields(bytes, name)
    const local = Buffer.concat([words(localMark), common, name, bytes])
    const rights = Buffer.alloc(14)
    rights.writeUInt32LE(((link ? symbolicLink : runnableFile) << 16) >>> 0, 6)
    rights.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([words(centralMark), halves(madeOnUnix), common, rights, name]))
    files.push(local)
    offset += local.length
  }
  const table = Buffer.concat(directory)
  const counts = halves(0, 0, entries.length, entries.length)
  return Buffer.concat([...files, table, words(endMark), counts, words(table.length, offset), halves(0)])
}

/** What stands before a file and again in the directory: version, flags, method, time, checksum, sizes, lengths. */
function commonFields(bytes: Buffer, name: Buffer): Buffer {
  const utf8Names = 1 << 11
  return Buffer.concat([
    halves(version, utf8Names, 0, 0, 0x21),
    words(crc32(bytes), bytes.length, bytes.length),
    halves(name.length, 0),
  ])
}

function halves(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2)
  for (const [index, value] of values.entries()) buffer.writeUInt16LE(value, index * 2)
  return buffer
}

function words(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value, index * 4)
  return buffer
}
