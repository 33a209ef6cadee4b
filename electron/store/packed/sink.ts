import type { Stamp } from '../../../shared/model'
import type { Counter } from '../../engine/view'
import { exactNumberOf } from './ids'
import { dayOf, timeOf } from './times'

/**
 * How values become bytes. A number is a varint: seven bits a byte, the lowest first, the eighth set while more
 * follow. Each kind of text has its own form, and one that would not come back the same from its short form is put
 * as a text. All begin with a number:
 *
 * - word: 0 for nothing, else 1 + its place among the shared texts;
 * - text: 0 for nothing, else 1 + form + 3 × length, see `textForm`;
 * - time, day, id: 0 for nothing, 1 and a text follows, else 2 + milliseconds or days since 1970, or the id's number.
 */
export const nothing = 0
export const asText = 1
export const wordOffset = 1
export const shortOffset = 2
export const textOffset = 1
/** What the length counts: the place among the shared texts; bytes of UTF-8; digits in upper case, two to a byte. */
export const textForm = { shared: 0, utf8: 1, hexadecimal: 2 } as const
export const textForms = 3

/** As long as shared texts are so few, texts that may come again are put among them. */
const fewTexts = 256
/** Shorter texts take less room as they are. */
const worthSharing = 3

/** Puts values after one another. */
export class Sink {
  #bytes = Buffer.allocUnsafeSlow(16 * 1024)
  #length = 0
  #texts: string[] = []
  #places = new Map<string, number>()

  /** Begins anew, with these texts shared; new ones are put to them. */
  begin(texts: readonly string[]): void {
    this.#length = 0
    this.#texts = [...texts]
    this.#places = new Map(texts.map((text, place) => [text, place]))
  }

  /** Bytes put so far. */
  get length(): number {
    return this.#length
  }

  get texts(): readonly string[] {
    return this.#texts
  }

  /** What was put, as bytes of their own. */
  taken(): Buffer {
    const taken = Buffer.allocUnsafeSlow(this.#length)
    this.#bytes.copy(taken, 0, 0, this.#length)
    return taken
  }

  base64(): string {
    return this.#bytes.toString('base64', 0, this.#length)
  }

  /** Puts bytes that were put before, with the same shared texts. */
  copy(bytes: Buffer, from: number, to: number): void {
    this.#room(to - from)
    bytes.copy(this.#bytes, this.#length, from, to)
    this.#length += to - from
  }

  /** @throws {Error} for what is no whole number from 0 on. */
  number(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${value} is no whole number`)
    this.#room(8)
    let rest = value
    while (rest > 0x7f) {
      this.#bytes[this.#length] = (rest % 0x80) | 0x80
      this.#length += 1
      rest = Math.floor(rest / 0x80)
    }
    this.#bytes[this.#length] = rest
    this.#length += 1
  }

  truth(value: boolean): void {
    this.number(value ? 1 : 0)
  }

  /** A text that many things share: a name of a colleague, a layout, a unit. */
  word(text: string | null): void {
    this.number(text === null ? nothing : wordOffset + this.#place(text))
  }

  /** A text that others may have too: a remark, an address. */
  phrase(text: string | null): void {
    if (text === null || text.length < worthSharing) this.text(text)
    else if (this.#texts.length < fewTexts || this.#places.has(text)) this.#form(textForm.shared, this.#place(text))
    else this.text(text)
  }

  /** A text that hardly any other thing has. */
  text(text: string | null): void {
    if (text === null) this.number(nothing)
    else if (isHexadecimal(text)) {
      this.#form(textForm.hexadecimal, text.length)
      this.#hexadecimal(text)
    } else if (text.isWellFormed()) {
      const bytes = Buffer.byteLength(text)
      this.#form(textForm.utf8, bytes)
      this.#room(bytes)
      this.#length += this.#bytes.write(text, this.#length, 'utf8')
    } else {
      // UTF-8 has no bytes for half a character; JSON has a form for it.
      this.#form(textForm.shared, this.#place(text))
    }
  }

  time(text: string | null): void {
    this.#short(text, text === null ? -1 : timeOf(text))
  }

  day(text: string | null): void {
    this.#short(text, text === null ? -1 : dayOf(text))
  }

  id(counter: Counter, text: string | null): void {
    this.#short(text, text === null ? -1 : exactNumberOf(counter, text))
  }

  stamp({ at, user, name, role }: Stamp): void {
    this.time(at)
    this.word(user)
    this.word(name)
    this.word(role)
  }

  /** Numbers from 1 on, each larger than the one before. @throws {Error} when one is not. */
  growing(numbers: readonly number[]): void {
    this.number(numbers.length)
    let before = 0
    for (const number of numbers) {
      if (!(number > before)) throw new Error(`${number} does not come after ${before}`)
      this.number(number - before)
      before = number
    }
  }

  #short(text: string | null, value: number): void {
    if (text === null) this.number(nothing)
    else if (value >= 0) this.number(shortOffset + value)
    else {
      this.number(asText)
      this.text(text)
    }
  }

  #form(form: number, length: number): void {
    this.number(textOffset + form + length * textForms)
  }

  #place(text: string): number {
    let place = this.#places.get(text)
    if (place === undefined) {
      place = this.#texts.length
      this.#texts.push(text)
      this.#places.set(text, place)
    }
    return place
  }

  #hexadecimal(digits: string): void {
    this.#room((digits.length + 1) >> 1)
    for (let place = 0; place < digits.length; place += 2) {
      const low = place + 1 < digits.length ? digitOf(digits.charCodeAt(place + 1)) : 0
      this.#bytes[this.#length] = (digitOf(digits.charCodeAt(place)) << 4) | low
      this.#length += 1
    }
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + bytes))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

/** The value of a digit in upper case; -1 for what is none. */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  return code >= 0x41 && code <= 0x46 ? code - 0x37 : -1
}

function isHexadecimal(text: string): boolean {
  if (text.length < worthSharing) return false
  for (let place = 0; place < text.length; place += 1) if (digitOf(text.charCodeAt(place)) < 0) return false
  return true
}
