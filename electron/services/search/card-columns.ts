/** What is compared of every card, by slot, with room to grow: 61 bytes a card. */
export class CardColumns {
  /** The numeric part of the id. */
  readonly number: Uint32Array
  /** The place of its state among those of its type. */
  readonly state: Uint8Array
  /** The holder's slot and one more; 0 for nobody. */
  readonly holder: Uint32Array
  /** The next card of the same holder and one more; 0 for the last. */
  readonly nextOfHolder: Uint32Array
  readonly unit: Uint32Array
  readonly layout: Uint32Array
  readonly title: Uint32Array
  readonly validThrough: Uint32Array
  readonly requester: Uint32Array
  /** The numeric part of its order's id; 0 without an order. */
  readonly orderNumber: Uint32Array
  /** The number of its order's text and one more; 0 without an order. */
  readonly orderText: Uint32Array
  /** The number of its card number's text and one more; 0 without one. */
  readonly cardNumberText: Uint32Array
  /** Milliseconds since 1970. */
  readonly created: Float64Array
  /** Milliseconds since 1970. */
  readonly changed: Float64Array

  constructor(
    private readonly length: number,
    before?: CardColumns,
  ) {
    const numbers = (name: 'created' | 'changed') => {
      const values = new Float64Array(length)
      if (before) values.set(before[name])
      return values
    }
    const words = (name: Exclude<keyof CardColumns, 'created' | 'changed' | 'state' | 'grown'>) => {
      const values = new Uint32Array(length)
      if (before) values.set(before[name])
      return values
    }
    this.number = words('number')
    this.state = new Uint8Array(length)
    if (before) this.state.set(before.state)
    this.holder = words('holder')
    this.nextOfHolder = words('nextOfHolder')
    this.unit = words('unit')
    this.layout = words('layout')
    this.title = words('title')
    this.validThrough = words('validThrough')
    this.requester = words('requester')
    this.orderNumber = words('orderNumber')
    this.orderText = words('orderText')
    this.cardNumberText = words('cardNumberText')
    this.created = numbers('created')
    this.changed = numbers('changed')
  }

  /** These, or longer ones when they are too short for that length. */
  grown(length: number): CardColumns {
    return length <= this.length ? this : new CardColumns(length + (length >>> 3) + 64, this)
  }
}
