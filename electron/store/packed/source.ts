import { isUtf8 } from 'node:buffer'
import type { Stamp } from '../../../shared/model'
import type { Counter } from '../../engine/view'
import { idWith } from './ids'
import { asText, nothing, shortOffset, textForm, textForms, textOffset, wordOffset } from './sink'
import { dayText, lastDay, mostMilliseconds, timeText } from './times'

/** Takes values in the order in which they were put, see `Sink`. Each take throws an error when there is no such value. */
export class Source {
  protected place = 0
  protected end = 0
  protected bytes: Buffer = Buffer.alloc(0)
  protected texts: readonly string[] = []

  /** Goes on with these bytes, from a place up to `end`. */
  begin(texts: readonly string[], bytes: Buffer, place: number, end: number): this {
    this.texts = texts
    this.bytes = bytes
    this.place = place
    this.end = end
    return this
  }

  /** The byte that comes next. */
  get at(): number {
    return this.place
  }

  /** @throws {Error} when something is left. */
  done(): void {
    if (this.place !== this.end) throw new Error(`there is more at byte ${this.place}`)
  }

  number(): number {
    const first = this.byte()
    return first < 0x80 ? first : this.#longer(first - 0x80)
  }

  truth(): boolean {
    const value = this.number()
    if (value > 1) throw new Error(`${value} before byte ${this.place} is neither yes nor no`)
    return value === 1
  }

  word<Text extends string>(): Text {
    return this.there(this.wordOrNull<Text>())
  }

  wordOrNull<Text extends string>(): Text | null {
    const value = this.number()
    return value === nothing ? null : (this.shared(value - wordOffset) as Text)
  }

  text(): string {
    return this.there(this.textOrNull())
  }

  textOrNull(): string | null {
    const value = this.number()
    if (value === nothing) return null
    const form = (value - textOffset) % textForms
    const length = (value - textOffset - form) / textForms
    if (form === textForm.shared) return this.shared(length)
    return form === textForm.utf8 ? this.utf8(length) : this.hexadecimal(length)
  }

  time(): string {
    return this.there(this.timeOrNull())
  }

  timeOrNull(): string | null {
    const value = this.number()
    if (value >= shortOffset) return timeText(value - shortOffset)
    return value === asText ? this.text() : null
  }

  day(): string {
    return this.there(this.dayOrNull())
  }

  dayOrNull(): string | null {
    const value = this.number()
    if (value >= shortOffset) return dayText(value - shortOffset)
    return value === asText ? this.text() : null
  }

  id(counter: Counter): string {
    return this.there(this.idOrNull(counter))
  }

  idOrNull(counter: Counter): string | null {
    const value = this.number()
    if (value >= shortOffset) return idWith(counter, value - shortOffset)
    return value === asText ? this.text() : null
  }

  /** A time, a day or an id as it stands: the number it is short for, or the text it is. */
  shortOrNull(): number | string | null {
    const value = this.number()
    if (value >= shortOffset) return value - shortOffset
    return value === asText ? this.text() : null
  }

  stamp(): Stamp {
    return { at: this.time(), user: this.wordOrNull(), name: this.word(), role: this.word() }
  }

  growing(): readonly number[] {
    const numbers: number[] = []
    let before = 0
    for (let left = this.number(); left > 0; left -= 1) {
      const step = this.number()
      if (step === 0) throw new Error(`the number before byte ${this.place} does not grow`)
      before += step
      numbers.push(before)
    }
    return numbers
  }

  protected byte(): number {
    if (this.place >= this.end) throw new Error(`there is nothing at byte ${this.place}`)
    const byte = this.bytes[this.place] as number
    this.place += 1
    return byte
  }

  protected shared(place: number): string {
    const text = this.texts[place]
    if (text === undefined) throw new Error(`there is no text ${place}`)
    return text
  }

  protected utf8(length: number): string {
    const start = this.pass(length)
    return this.bytes.toString('utf8', start, this.place)
  }

  protected hexadecimal(digits: number): string {
    return hexadecimalText(this.bytes, this.pass(Math.ceil(digits / 2)), digits)
  }

  /** Goes past so many bytes; answers where they begin. */
  protected pass(bytes: number): number {
    const start = this.place
    if (bytes > this.end - start) throw new Error(`there are no ${bytes} bytes at byte ${start}`)
    this.place += bytes
    return start
  }

  protected there<Text extends string>(text: Text | null): Text {
    if (text === null) throw new Error(`there is nothing before byte ${this.place}`)
    return text
  }

  #longer(low: number): number {
    let value = low
    // As long as 32 bits do, which are quicker.
    for (let shift = 7; shift <= 21; shift += 7) {
      const byte = this.byte()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    for (let unit = 2 ** 28; ; unit *= 0x80) {
      const byte = this.byte()
      value += (byte & 0x7f) * unit
      if (byte < 0x80) break
    }
    if (Number.isSafeInteger(value)) return value
    throw new Error(`the number before byte ${this.place} is too large`)
  }
}

const digitCodes = Buffer.from('0123456789ABCDEF')
const scratch = Buffer.alloc(64)

function hexadecimalText(bytes: Buffer, start: number, digits: number): string {
  if (digits > scratch.length) {
    const text = bytes.toString('hex', start, start + Math.ceil(digits / 2))
    return text.slice(0, digits).toUpperCase()
  }
  // Several times as fast for the short ones there are.
  for (let place = 0; place < digits; place += 1) {
    const byte = bytes[start + (place >> 1)] as number
    scratch[place] = digitCodes[place % 2 === 0 ? byte >> 4 : byte & 0xf] as number
  }
  return scratch.toString('latin1', 0, digits)
}

/**
 * Takes values as `Source` does, and refuses what `Source` would, but makes no texts of their own: whatever is not
 * shared comes as an empty text. So a million things are looked over in a fraction of the time.
 */
export class Skimmer extends Source {
  override timeOrNull(): string | null {
    return this.#short(mostMilliseconds)
  }

  override dayOrNull(): string | null {
    return this.#short(lastDay)
  }

  override idOrNull(): string | null {
    return this.#short(Number.MAX_SAFE_INTEGER)
  }

  protected override utf8(length: number): string {
    const start = this.pass(length)
    for (let place = start; place < this.place; place += 1) {
      if ((this.bytes[place] as number) < 0x80) continue
      if (isUtf8(this.bytes.subarray(start, this.place))) break
      throw new Error(`there is no text at byte ${start}`)
    }
    return ''
  }

  protected override hexadecimal(digits: number): string {
    this.pass(Math.ceil(digits / 2))
    return ''
  }

  #short(most: number): string | null {
    const value = this.number()
    if (value === nothing) return null
    if (value === asText) return this.text()
    if (value - shortOffset > most) throw new Error(`${value} before byte ${this.place} is too large`)
    return ''
  }
}
