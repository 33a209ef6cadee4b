import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** A checksum as files carry it. */
export const checksumForm = /^sha256:[0-9a-f]{64}$/

/** SHA-256 of a text or bytes that come piece by piece. */
export class Checksum {
  readonly #hash = createHash('sha256')

  add(piece: string | Uint8Array): this {
    if (typeof piece === 'string') this.#hash.update(piece, 'utf8')
    else this.#hash.update(piece)
    return this
  }

  /** Adds a value as RFC 8785 writes it, and a line feed. @throws {Error} when RFC 8785 has no form for it. */
  addCanonical(value: unknown): this {
    return this.add(`${canonicalize(value)}\n`)
  }

  /** `sha256:` and 64 digits. Called once. */
  text(): string {
    return `sha256:${this.#hash.digest('hex')}`
  }
}

/** Large enough that slicing costs nothing, small enough to be hashed in a fraction of a millisecond. */
const slice = 256 * 1024

/** The checksum of bytes as they are, in slices that leave the thread to others. */
export async function checksumOf(bytes: Uint8Array, breathe: () => Promise<void> | undefined): Promise<string> {
  const checksum = new Checksum()
  for (let at = 0; at < bytes.length; at += slice) {
    checksum.add(bytes.subarray(at, at + slice))
    await breathe()
  }
  return checksum.text()
}
