import { sortedByText } from './sorting'

/** Texts that many things share, by small numbers; 0 is the empty text. */
export class Dictionary {
  private readonly numbers = new Map([['', 0]])
  private readonly keys = ['']

  /** `keyOf` makes of a text what it is compared by; the empty text stays what it is. */
  constructor(private readonly keyOf: (text: string) => string = (text) => text) {}

  /** The number of a text, a new one if need be. */
  number(text: string): number {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    this.numbers.set(text, this.keys.length)
    return this.keys.push(this.keyOf(text)) - 1
  }

  /** The number of a text if anything ever had it. */
  find(text: string): number | undefined {
    return this.numbers.get(text)
  }

  /** What the text with that number is compared by. */
  key(number: number): string {
    return this.keys[number] ?? ''
  }

  /** For each number the place of its key among the different keys. */
  async places(): Promise<Uint32Array> {
    const numbers = Uint32Array.from(this.keys.keys())
    const sorted = await sortedByText(numbers, (number) => this.key(number))
    const places = new Uint32Array(numbers.length)
    for (const [at, number] of sorted.slots.entries()) places[number] = sorted.places[at] as number
    return places
  }
}
