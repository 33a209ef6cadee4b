import { type AnyState, type CardType, cardTypes } from '../../shared/lifecycle'
import type { Card } from '../../shared/model'
import { Holders, holderOf } from './holders'
import type { Interner } from './interner'
import { exactNumberOf } from './packed/ids'
import type { PackedThings } from './packed/shard'
import { type Breathe, Shelf } from './packed/shelf'
import { cardPacking, peekHolder } from './packed/things'

/** The desk's cards: who has them, how many are in each state, and whose order is on its way. */
export class Cards {
  readonly #shelves: Readonly<Record<CardType, Shelf<Card>>>
  readonly #holders = new Holders()
  readonly #counts: Readonly<Record<CardType, Map<AnyState, number>>> = { card: new Map(), 'temporary-card': new Map() }
  readonly #beingSent = new Set<string>()

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

  /** How many cards of a type are in a state. */
  countIn(cardType: CardType, state: AnyState): number {
    return this.#counts[cardType].get(state) ?? 0
  }

  /** The cards whose order is on its way to the bureau and has no answer yet. */
  beingSent(): readonly Card[] {
    return [...this.#beingSent].flatMap((id) => this.get(id) ?? [])
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
    const before = shelf.get(number)
    shelf.put(number, card)
    this.#note(before, card)
    if (before?.holder === holder) return
    if (before && before.holder !== null) this.#holders.remove(holderOf(before.holder), { cardType, number })
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
    this.#shelves[cardType].take(shard, things, (card, number, start) => {
      this.#note(undefined, card)
      const holder = peekHolder(start)
      if (holder !== null) this.#holders.add(holder, { cardType, number })
    })
  }

  #note(before: Card | undefined, { id, cardType, state, order }: Card): void {
    if (before?.state !== state) {
      const counts = this.#counts[cardType]
      if (before) counts.set(before.state, this.countIn(cardType, before.state) - 1)
      counts.set(state, this.countIn(cardType, state) + 1)
    }
    if (order?.sending) this.#beingSent.add(id)
    else if (before?.order?.sending) this.#beingSent.delete(id)
  }
}
