/** What is compared of every card, by slot, with room to grow: 71 bytes a card. */
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
  /** 2 while its order is on its way to the bureau, 1 while it is not; 0 without an order. */
  readonly sending: Uint8Array
  /** 2 when its order was approved or rejected, 1 when nobody has decided; 0 without an order. */
  readonly decided: Uint8Array
  /** When its order was asked for, milliseconds since 1970; 0 without an order. */
  readonly requested: Float64Array
  /** Milliseconds since 1970. */
  readonly created: Float64Array
  /** Milliseconds since 1970. */
  readonly changed: Float64Array

  constructor(
    private readonly length: number,
    before?: CardColumns,
  ) {
    const numbers = (name: 'requested' | 'created' | 'changed') => {
      const values = new Float64Array(length)
      if (before) values.set(before[name])
      return values
    }
    const small = (name: 'state' | 'sending' | 'decided') => {
      const values = new Uint8Array(length)
      if (before) values.set(before[name])
      return values
    }
    const words = (name: WordColumn) => {
      const values = new Uint32Array(length)
      if (before) values.set(before[name])
      return values
    }
    this.number = words('number')
    this.state = small('state')
    this.sending = small('sending')
    this.decided = small('decided')
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
    this.requested = numbers('requested')
    this.created = numbers('created')
    this.changed = numbers('changed')
  }

  /** These, or longer ones when they are too short for that length. */
  grown(length: number): CardColumns {
    return length <= this.length ? this : new CardColumns(length + (length >>> 3) + 64, this)
  }
}

type WordColumn = {
  [Name in keyof CardColumns]: CardColumns[Name] extends Uint32Array ? Name : never
}[keyof CardColumns]
