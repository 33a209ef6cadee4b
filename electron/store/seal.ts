import { hash } from 'node:crypto'

/**
 * A sealed text is a JSON object whose last member is the SHA-256 of the text without that member, so
 * that it can be checked byte for byte without being written anew: cut the tail, close the brace, hash.
 */
export type SealName = 'hash' | 'seal'

const digits = 64
const closingBrace = 0x7d
const tailStart = (name: SealName) => `,"${name}":"`
const tailLength = (name: SealName) => tailStart(name).length + digits + 2

/** SHA-256 of a UTF-8 text or of bytes, hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex')
}

/** Seals the text of a JSON object that has at least one member. */
export function seal(json: string, name: SealName): { text: string; hash: string } {
  const hash = sha256(json)
  return { text: `${json.slice(0, -1)}${tailStart(name)}${hash}"}`, hash }
}

/** The hash a sealed text carries when it is intact, else `null`. `bytes` is left as it was. */
export function checkSeal(bytes: Buffer, name: SealName): string | null {
  const cut = bytes.length - tailLength(name)
  if (cut < 1) return null
  const tail = bytes.toString('latin1', cut)
  const stated = tail.slice(tailStart(name).length, -2)
  if (tail !== `${tailStart(name)}${stated}"}`) return null
  const comma = bytes[cut] as number
  bytes[cut] = closingBrace
  const actual = sha256(bytes.subarray(0, cut + 1))
  bytes[cut] = comma
  return actual === stated ? stated : null
}
