import type { Random } from './random'

/** How often a person whose last card has ended gets the next one, rather than somebody new. */
const renewals = 0.4

/**
 * Who gets which card, so that nobody ever has two open orders or usable cards at a time: a person is
 * free for another card only after the one before has ended.
 */
export class CardHolders {
  private nextNew = 0
  private readonly freed: { readonly person: number; readonly since: number }[] = []

  /** The number of a person who has no card at that moment. */
  take(moment: number, random: Random): number {
    const place = Math.floor(random.fraction() * this.freed.length)
    const candidate = this.freed[place]
    if (candidate && candidate.since < moment && random.chance(renewals)) {
      const last = this.freed.pop()
      if (last && place < this.freed.length) this.freed[place] = last
      return candidate.person
    }
    this.nextNew += 1
    return this.nextNew - 1
  }

  /** The person's card has ended at that moment. */
  free(person: number, since: number): void {
    this.freed.push({ person, since })
  }
}

/**
 * Who is handed which temporary card: every time somebody who never had one, so that nobody has two at
 * a time. Cards that must end with a person come first; others have an earlier holder while people last.
 */
export class Borrowers {
  private taken = 0
  private readonly stride: number

  constructor(
    private readonly persons: number,
    private mustHave: number,
  ) {
    // Walking the persons by a stride without a common divisor meets each once.
    let stride = Math.max(1, Math.floor(persons * 0.618))
    while (commonDivisor(stride, persons) !== 1) stride += 1
    this.stride = stride
  }

  /** A person for a card that ends with one. */
  needed(): number {
    this.mustHave -= 1
    return this.next()
  }

  /** A person for an earlier loan; `null` when the others are needed for later. */
  spare(): number | null {
    return this.persons - this.taken > this.mustHave ? this.next() : null
  }

  private next(): number {
    this.taken += 1
    return (this.taken * this.stride) % this.persons
  }
}

function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other)
}
