import type { SearchField } from '../../../shared/model'
import { type Bits, countBits, eachBit, hasBit, keepCommon, keepThose, setBit, wordsFor } from './bits'
import { type CardTable, nobody } from './card-table'
import { type PersonIndex, personFields } from './person-index'
import { bytesOf } from './segment'
import type { Words } from './words'

/** As few cards as these are looked at one by one rather than found by a word's texts. */
const fewCards = 1024

/** Which cards match a search text in the fields an administrator left in the quick search. */
export class CardMatches {
  constructor(
    private readonly cards: CardTable,
    private readonly persons: PersonIndex,
  ) {}

  /** Clears the bits of cards that do not match, a step at a time. */
  *keep(bits: Bits, words: Words, fields: readonly SearchField[]): Generator<void, void> {
    if (words.unusual) {
      yield* keepThose(bits, (slot) => this.match(slot, words, fields))
      return
    }
    const read = words.words.map((pieces) => pieces.map(bytesOf))
    const lengthOf = (word: readonly Uint8Array[]) => word.reduce((sum, { length }) => sum + length, 0)
    // The longest word first: few cards have it.
    for (const word of read.sort((one, other) => lengthOf(other) - lengthOf(one))) {
      if (countBits(bits) <= fewCards) yield* keepThose(bits, (slot) => this.includes(slot, word, fields))
      else yield* this.keepWord(bits, word, fields)
    }
  }

  /** True when the card matches. */
  match(slot: number, words: Words, fields: readonly SearchField[]): boolean {
    return words.empty || words.match(fields.map((field) => this.text(slot, field)).join('\n'))
  }

  private *keepWord(bits: Bits, word: readonly Uint8Array[], fields: readonly SearchField[]): Generator<void, void> {
    const { cards, persons } = this
    const found = new Uint32Array(bits.length)
    if (fields.includes('number')) yield* cards.idTexts.find(word, found)
    if (fields.includes('order')) {
      const orders = new Uint32Array(wordsFor(cards.orderTexts.length))
      yield* cards.orderTexts.find(word, orders)
      this.addByOrder(found, orders, bits)
    }
    const ofPerson = personFields.filter((field) => fields.includes(field))
    if (ofPerson.length > 0) {
      const holders = new Uint32Array(wordsFor(persons.length))
      yield* persons.find(word, ofPerson, holders)
      this.addByHolder(found, holders, bits)
    }
    keepCommon(bits, found)
  }

  /** Sets the bits of cards with one of these orders: going by the orders when they are few, else by the cards asked. */
  private addByOrder(found: Bits, orders: Bits, asked: Bits): void {
    const { cards } = this
    if (isLittle(orders, asked)) {
      eachBit(orders, (order) => {
        const slot = cards.cardOfOrderText(order)
        if (slot !== null) setBit(found, slot)
      })
      return
    }
    addByRelation(found, orders, asked, cards.columns.orderText)
  }

  /** The same for cards of one of these holders. */
  private addByHolder(found: Bits, holders: Bits, asked: Bits): void {
    const { cards } = this
    if (isLittle(holders, asked)) {
      eachBit(holders, (holder) => cards.eachOfHolder(holder, (slot) => setBit(found, slot)))
      return
    }
    addByRelation(found, holders, asked, cards.columns.holder)
  }

  private includes(slot: number, word: readonly Uint8Array[], fields: readonly SearchField[]): boolean {
    const { cards, persons } = this
    return fields.some((field) => {
      if (field === 'number') return cards.idTexts.includes(slot, word)
      if (field === 'order') {
        const order = cards.orderText(slot)
        return order !== null && cards.orderTexts.includes(order, word)
      }
      const holder = cards.holder(slot)
      return holder !== nobody && persons.includes(holder, word, field)
    })
  }

  private text(slot: number, field: SearchField): string {
    const { cards, persons } = this
    if (field === 'number') return cards.idTexts.text(slot)
    if (field === 'order') {
      const order = cards.orderText(slot)
      return order === null ? '' : cards.orderTexts.text(order)
    }
    const holder = cards.holder(slot)
    return holder === nobody ? '' : persons.text(holder, field)
  }
}

function isLittle(others: Bits, asked: Bits): boolean {
  return countBits(others) <= asked.length
}

/** `relation` has for each card the number of what belongs to it and one more; 0 for nothing. */
function addByRelation(found: Bits, others: Bits, asked: Bits, relation: Uint32Array): void {
  for (let index = 0; index < asked.length; index += 1) {
    let word = found[index] as number
    for (let left = (asked[index] as number) & ~word; left !== 0; left &= left - 1) {
      const bit = left & -left
      const other = relation[(index << 5) + 31 - Math.clz32(bit)] as number
      if (other !== 0 && hasBit(others, other - 1)) word |= bit
    }
    found[index] = word
  }
}
