import { type CardType, cardTypes } from '../../shared/lifecycle'
import { exactNumberOf } from './packed/ids'

/** A card by its type and number. */
export interface CardPlace {
  readonly cardType: CardType
  readonly number: number
}

/** A holder: the number of a person, or an id that is none. */
export type Holder = number | string

export function holderOf(id: string): Holder {
  const number = exactNumberOf('person', id)
  return number < 0 ? id : number
}

/**
 * Which cards each holder has. A person's cards are a chain: the person leads to one of them, each card to the
 * next. That takes some sixteen bytes for a card and its holder, a tenth of what lists of ids take.
 */
export class Holders {
  /** The first card of a person, by the person's number. */
  readonly #first = new Numbers()
  /** The next card of the same holder, by the link to a card. */
  readonly #next = new Numbers()
  /** The first card of a holder who is no person. */
  readonly #others = new Map<string, number>()

  /** The cards of a holder: those of the first type first, by number. */
  of(holder: Holder): readonly CardPlace[] {
    const places: CardPlace[] = []
    for (let link = this.#firstOf(holder); link !== 0; link = this.#next.get(link)) places.push(cardAt(link))
    return places.sort(
      (one, other) => cardTypes.indexOf(one.cardType) - cardTypes.indexOf(other.cardType) || one.number - other.number,
    )
  }

  /** Notes a card that is not noted for anybody. */
  add(holder: Holder, card: CardPlace): void {
    const link = linkTo(card)
    this.#next.set(link, this.#firstOf(holder))
    this.#lead(holder, link)
  }

  /** Forgets a card that is noted for this holder. */
  remove(holder: Holder, card: CardPlace): void {
    const gone = linkTo(card)
    const after = this.#next.get(gone)
    this.#next.set(gone, 0)
    let link = this.#firstOf(holder)
    if (link === gone) this.#lead(holder, after)
    else {
      for (let next = this.#next.get(link); next !== gone && link !== 0; next = this.#next.get(link)) link = next
      this.#next.set(link, after)
    }
  }

  #firstOf(holder: Holder): number {
    return typeof holder === 'number' ? this.#first.get(holder) : (this.#others.get(holder) ?? 0)
  }

  #lead(holder: Holder, link: number): void {
    if (typeof holder === 'number') this.#first.set(holder, link)
    else if (link === 0) this.#others.delete(holder)
    else this.#others.set(holder, link)
  }
}

/** A card as one number, from 1 on. */
function linkTo({ cardType, number }: CardPlace): number {
  return number * cardTypes.length + cardTypes.indexOf(cardType) + 1
}

function cardAt(link: number): CardPlace {
  const type = (link - 1) % cardTypes.length
  return { cardType: cardTypes[type] as CardType, number: (link - 1 - type) / cardTypes.length }
}

const pageSize = 1024

/** A number for each whole number, 0 unless another was set. Takes room only near those that were. */
class Numbers {
  readonly #pages = new Map<number, Float64Array>()

  get(index: number): number {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize] ?? 0
  }

  set(index: number, value: number): void {
    const number = Math.floor(index / pageSize)
    let page = this.#pages.get(number)
    if (!page) {
      page = new Float64Array(pageSize)
      this.#pages.set(number, page)
    }
    page[index % pageSize] = value
  }
}
