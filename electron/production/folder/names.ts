/** File systems take names up to 255 bytes, some of them 255 units of UTF-16. */
const longest = 255

/** Some file systems make no difference between upper and lower case, or between composed forms. */
const folded = (name: string) => name.normalize('NFC').toLowerCase()

/** The names that are taken in a folder. */
export class Names {
  readonly #taken: Set<string>
  /** The number a name got last: a bureau may give all its files one name. */
  readonly #numbers = new Map<string, number>()

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken.map(folded))
  }

  /**
   * A name nobody has, for a file and what is put beside it under a longer name: the name itself, or with a
   * number before its ending, `status-2.json`. Too long a name loses some of its end.
   */
  free(name: string, beside = ''): string {
    const [, stem = name, ending = ''] = /^(.+)(\.[^.]*)$/su.exec(name) ?? []
    for (let number = this.#numbers.get(name) ?? 1; ; number += 1) {
      const tail = `${number === 1 ? '' : `-${number}`}${ending}`
      const candidate = `${cut(stem, longest - Buffer.byteLength(tail + beside))}${tail}`
      if (this.#has(candidate) || (beside !== '' && this.#has(candidate + beside))) continue
      this.#numbers.set(name, number)
      return candidate
    }
  }

  add(...names: readonly string[]): void {
    for (const name of names) this.#taken.add(folded(name))
  }

  #has(name: string): boolean {
    return this.#taken.has(folded(name))
  }
}

/** As many whole characters from the beginning as fit into so many bytes. */
function cut(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(most))
  return text.slice(0, read)
}
