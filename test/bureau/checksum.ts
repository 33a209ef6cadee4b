import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** `sha256:` and 64 hexadecimal digits over some bytes. */
export function checksumOf(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/**
 * The checksum of a document with a list: the document without its list and without `checksum`, then each
 * entry of the list, every one in the form of RFC 8785 with a line feed after it.
 */
export function documentChecksum(document: Readonly<Record<string, unknown>>, list: string): string {
  const { checksum: _, [list]: entries, ...head } = document
  const lines = [head, ...(entries as readonly unknown[])].map((part) => `${canonicalize(part)}\n`)
  return checksumOf(lines.join(''))
}
