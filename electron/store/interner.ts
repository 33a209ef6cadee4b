import type { Card, Stamp } from '../../shared/model'

/**
 * Keeps one copy of texts that many cards share (names of people at the desk, layouts, units): parsing
 * makes a new copy for each card, which at a million cards is half of what they take.
 */
export class Interner {
  readonly #texts = new Map<string, string>()

  /** The same card with shared texts shared. */
  card(card: Card): Card {
    const { order } = card
    return {
      ...card,
      layout: this.#text(card.layout),
      title: this.#text(card.title),
      organisationalUnit: this.#text(card.organisationalUnit),
      created: this.stamp(card.created),
      changed: { ...this.stamp(card.changed), process: this.#text(card.changed.process), from: card.changed.from },
      order: order && {
        ...order,
        layout: this.#text(order.layout),
        deliveryAddress: this.#text(order.deliveryAddress),
        requested: this.stamp(order.requested),
      },
    }
  }

  /** The same stamp with its texts shared. */
  stamp({ at, user, name, role }: Stamp): Stamp {
    return { at, user: user && this.#text(user), name: this.#text(name), role }
  }

  #text<Text extends string>(text: Text): Text {
    const known = this.#texts.get(text)
    if (known !== undefined) return known as Text
    this.#texts.set(text, text)
    return text
  }
}
