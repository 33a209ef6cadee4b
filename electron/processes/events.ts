import type { AnyState, SymbolicName } from '../../shared/lifecycle'
import type { Card, CardData } from '../../shared/model'
import type { CardEdited, CardMoved } from '../engine/events'

type Extras = Pick<CardMoved, 'comment' | 'input' | 'set'>

/**
 * Writes the events of one card, one after another, as a process describes them: versions count up
 * and the state follows from the step before, so that a process cannot get either wrong.
 */
export class CardStory {
  readonly events: (CardMoved | CardEdited)[] = []
  private version: number
  private state: AnyState | null
  private readonly previous: number | null

  private constructor(
    private readonly id: string,
    private readonly cardType: Card['cardType'],
    private readonly process: SymbolicName,
    card: Card | null,
  ) {
    this.version = card?.version ?? 0
    this.state = card?.state ?? null
    this.previous = card?.lastSequence ?? null
  }

  /** The story of a card that exists. */
  static of(card: Card, process: SymbolicName): CardStory {
    return new CardStory(card.id, card.cardType, process, card)
  }

  /** The story of a card this process makes. */
  static ofNew(id: string, cardType: Card['cardType'], process: SymbolicName): CardStory {
    return new CardStory(id, cardType, process, null)
  }

  /** One transition, optionally with data, comment and the input that matters. */
  move(to: AnyState, extras: Extras = {}): this {
    const from = this.state
    this.state = to
    this.events.push({ type: 'card-moved', ...this.next(), from, to, ...extras })
    return this
  }

  /** Data changes, the state does not. */
  edit(set: Partial<CardData>, extras: Omit<Extras, 'set'> = {}): this {
    if (this.state === null) throw new Error(`${this.id} must be made before it is edited`)
    this.events.push({ type: 'card-edited', ...this.next(), state: this.state, set, ...extras })
    return this
  }

  private next() {
    this.version += 1
    const { id: card, cardType, process, version, previous } = this
    return { card, cardType, process, version, previous }
  }
}
