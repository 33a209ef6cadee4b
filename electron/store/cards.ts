import { type CardType, cardTypes } from '../../shared/lifecycle'
import type { Card } from '../../shared/model'
import { Holders, holderOf } from './holders'
import type { Interner } from './interner'
import { exactNumberOf } from './packed/ids'
import type { PackedThings } from './packed/shard'
import { type Breathe, Shelf } from './packed/shelf'
import { cardPacking, peekHolder } from './packed/things'

/** The desk's cards, and who has them. */
export class Cards {
  readonly #shelves: Readonly<Record<CardType, Shelf<Card>>>
  readonly #holders = new Holders()

  constructor(interner: Interner) {
    const shelf = (cardType: CardType) => new Shelf(cardPacking(cardType), (text) => interner.text(text))
    this.#shelves = { card: shelf('card'), 'temporary-card': shelf('temporary-card') }
  }

  get size(): number {
    return cardTypes.reduce((sum, cardType) => sum + this.#shelves[cardType].size, 0)
  }

  get(id: string): Card | undefined {
    for (const cardType of cardTypes) {
      const number = exactNumberOf(cardType, id)
      if (number >= 0) return this.#shelves[cardType].get(number)
    }
    return undefined
  }

  /** The cards somebody has: those of the first type first, by number. */
  of(holder: string): readonly Card[] {
    return this.#holders
      .of(holderOf(holder))
      .flatMap(({ cardType, number }) => this.#shelves[cardType].get(number) ?? [])
  }

  /** One after another, by type and number; see `Shelf.all`. */
  *all(): Iterable<Card> {
    for (const cardType of cardTypes) yield* this.#shelves[cardType].all()
  }

  /** @throws {Error} when its id is none of the desk's: the number in it decides where a card is kept. */
  put(card: Card): void {
    const { cardType, holder } = card
    const number = exactNumberOf(cardType, card.id)
    if (number < 0) throw new Error(`${card.id} is no id of a ${cardType}`)
    const shelf = this.#shelves[cardType]
    const before = shelf.get(number)?.holder ?? null
    shelf.put(number, card)
    if (before === holder) return
    if (before !== null) this.#holders.remove(holderOf(before), { cardType, number })
    if (holder !== null) this.#holders.add(holderOf(holder), { cardType, number })
  }

  /** The cards of one document, as bytes. */
  packed(cardType: CardType, shard: number): PackedThings {
    return this.#shelves[cardType].packed(shard)
  }

  /** See `Shelf.shows`. */
  shows(cardType: CardType, shard: number, things: PackedThings, breathe: Breathe): Promise<boolean> {
    return this.#shelves[cardType].shows(shard, things, breathe)
  }

  /** Takes over a document of cards that are not here yet. @throws {Error} when it does not hang together. */
  take(cardType: CardType, shard: number, things: PackedThings): void {
    this.#shelves[cardType].take(shard, things, (source, number) => {
      const holder = peekHolder(source)
      if (holder !== null) this.#holders.add(holder, { cardType, number })
    })
  }
}
