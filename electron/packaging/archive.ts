import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { extractFile, getRawHeader, uncache } from '@electron/asar'
import { z } from 'zod'

/** One file, or one link, in an archive. */
export interface ArchiveEntry {
  /** From the root of the archive, with forward slashes. */
  readonly path: string
  /** Bytes; 0 for a link. */
  readonly size: number
  /** Where a link leads, as it is written in the archive; `null` for a file. */
  readonly link: string | null
  /** True when the file is not in the archive but in a folder beside it. */
  readonly unpacked: boolean
  /** SHA-256 of the content as the archive's header has it, or `null`. Electron compares this one at run time. */
  readonly hash: string | null
}

export interface Archive {
  readonly entries: readonly ArchiveEntry[]
  /** SHA-256 of the header: what the program is told, and compares when it starts. */
  readonly headerHash: string
  /** Bytes behind the header that no file accounts for; below zero when there are fewer than the files say. */
  readonly surplus: number
  /** The bytes of a file in the archive. */
  content(entry: ArchiveEntry): Buffer
}

const integrity = z.object({ algorithm: z.literal('SHA256'), hash: z.string() })
const node = z.object({
  size: z.number().optional(),
  link: z.string().optional(),
  unpacked: z.boolean().optional(),
  integrity: integrity.optional(),
  get files() {
    return z.record(z.string(), node).optional()
  },
})
type Node = z.infer<typeof node>

/** Bytes before the header, which say how long it is. */
const sizeField = 8

/**
 * Reads what is in an `app.asar`.
 * @throws {Error} when it is not one.
 */
export function readArchive(path: string): Archive {
  // The library remembers the header of every path it has seen, be the file another one since.
  uncache(path)
  const { header, headerString, headerSize } = getRawHeader(path)
  const entries = [...entriesBelow(node.parse(header), '')]
  const told = entries.reduce((sum, { size, unpacked }) => (unpacked ? sum : sum + size), sizeField + headerSize)
  return {
    entries,
    headerHash: createHash('sha256').update(headerString).digest('hex'),
    surplus: statSync(path).size - told,
    content: (entry) => extractFile(path, entry.path, false),
  }
}

function* entriesBelow({ files = {} }: Node, folder: string): Generator<ArchiveEntry> {
  for (const [name, child] of Object.entries(files)) {
    const path = `${folder}${name}`
    if (child.files) {
      yield* entriesBelow(child, `${path}/`)
      continue
    }
    yield {
      path,
      size: child.size ?? 0,
      link: child.link ?? null,
      unpacked: child.unpacked === true,
      hash: child.integrity?.hash ?? null,
    }
  }
}
