import type { Stamp } from '../../shared/model'

/** Beyond so many a text is taken as it comes: then these are no longer texts that many share. */
const mostTexts = 20_000

/**
 * Keeps one copy of texts that many things share (names of people at the desk, layouts, units): parsing makes
 * a new copy each time.
 */
export class Interner {
  readonly #texts = new Map<string, string>()

  /** The same stamp with its texts shared. */
  stamp({ at, user, name, role }: Stamp): Stamp {
    return { at, user: user && this.text(user), name: this.text(name), role }
  }

  /** The same text, of which there is one copy. */
  text(text: string): string {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    if (this.#texts.size < mostTexts) this.#texts.set(text, text)
    return text
  }
}
