import { numberIn } from './snapshot/documents'

/** From this many records on a list is let grow; before, it takes exactly the room it needs. */
const longList = 32

/**
 * In which records numbered things stand: accounts that were saved whole, runs of batch sync that wrote something.
 * So what happened to one of them is read by position. What stands in one record takes one number and no list.
 */
export class SaveIndex {
  readonly #saves: (number | number[] | undefined)[] = []

  /** Notes a record, which is not before those noted. */
  add(id: string, sequence: number): void {
    const number = numberIn(id)
    const known = this.#saves[number]
    if (known === undefined) this.#saves[number] = sequence
    else if (typeof known === 'number') {
      if (known !== sequence) this.#saves[number] = [known, sequence]
    } else if (known.at(-1) !== sequence) {
      if (known.length < longList) this.#saves[number] = known.concat(sequence)
      else known.push(sequence)
    }
  }

  /** The sequences of its records, oldest first. */
  of(id: string): readonly number[] {
    const known = this.#saves[numberIn(id)]
    if (known === undefined) return []
    return typeof known === 'number' ? [known] : known
  }

  /** Takes over what `of` gave. @throws {Error} when these are not sequences, oldest first. */
  put(id: string, sequences: readonly number[]): void {
    for (const [index, sequence] of sequences.entries()) {
      if (sequence > (sequences[index - 1] ?? 0)) this.add(id, sequence)
      else throw new Error(`${id} stands in record ${sequence} after record ${sequences[index - 1] ?? 0}`)
    }
  }
}
