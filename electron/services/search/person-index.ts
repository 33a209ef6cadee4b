import { type ParsedRequestOf, type PersonColumn, personColumns, type ResponseOf } from '../../../shared/contract'
import { fullName, type Person } from '../../../shared/model'
import { formatId } from '../../engine/view'
import type { Store } from '../../store/port'
import { type Bits, countBits, grown, keepCommon, keepThose, SlotSet, setBit, clearBit, wordsFor } from './bits'
import { Dictionary } from './dictionary'
import { foldForOrder, padNumbers } from './fold'
import { IdTable, numberIn, usualNumber } from './id-table'
import { slotsOfPage } from './pages'
import { bytesOf } from './segment'
import { stepsInSlices } from './slices'
import { SlotOrder } from './slot-order'
import { type SortedTexts, sortedByNumber, sortedByText } from './sorting'
import { type IndexLimits, TextIndex } from './text-index'
import { readWords, searched, type Words } from './words'

/** The texts of a person that searches look at. */
export const personFields = ['name', 'employeeNumber', 'email', 'upn'] as const
export type PersonField = (typeof personFields)[number]

/** Changes of texts worked into an order one by one; each takes some microseconds. */
const mostChanges = 1000

/**
 * Everybody on record, as searches compare them. A person has a slot; one whose record changes gets the next free
 * one, so that what is known of a slot never changes.
 */
export class PersonIndex {
  private readonly ids = new IdTable('person')
  private readonly alive = new SlotSet()
  private readonly texts: Readonly<Record<PersonField, TextIndex>>
  private readonly units = new Dictionary(foldForOrder)
  private readonly orders: Readonly<Record<PersonColumn, SlotOrder>>
  /** Told which slots changed while a search is under way. */
  private readonly watching = new Set<Set<number>>()
  private numbers = new Uint32Array(64)
  private unit = new Uint32Array(64)
  /** Ids that are not written as this program does. */
  private readonly otherIds = new Map<number, string>()

  constructor(
    private readonly view: Pick<Store['view'], 'person' | 'sequence'>,
    limits?: IndexLimits,
  ) {
    const texts = () => new TextIndex(limits)
    this.texts = { name: texts(), employeeNumber: texts(), email: texts(), upn: texts() }
    const order = (column: PersonColumn) =>
      new SlotOrder({
        sorted: async () => (await this.sortedBy(column)).slots,
        compare: (one, other) => this.compare(column, one, other),
        has: (slot) => this.alive.has(slot),
        most: mostChanges,
      })
    this.orders = Object.fromEntries(personColumns.map((column) => [column, order(column)])) as typeof this.orders
  }

  /** The number of the next slot. */
  get length(): number {
    return this.texts.name.length
  }

  /** False while not everything is as quick to find as it can be. */
  get isBuilt(): boolean {
    return personFields.every((field) => this.texts[field].isBuilt)
  }

  /** The slot of a person on record. */
  slot(id: string): number | undefined {
    return this.ids.slot(id)
  }

  /** Takes a new or changed person in; answers the slot. The slot before, if any, is out of use. */
  put(person: Person): number {
    const before = this.ids.slot(person.id)
    const { name, employeeNumber, email, upn } = this.texts
    const slot = name.append(searched(fullName(person)))
    employeeNumber.append(searched(person.employeeNumber))
    email.append(searched(person.email))
    upn.append(searched(person.upn))
    this.numbers = grown(this.numbers, slot + 1)
    this.numbers[slot] = numberIn('person', person.id)
    this.unit = grown(this.unit, slot + 1)
    this.unit[slot] = this.units.number(person.organisationalUnit)
    if (usualNumber('person', person.id) === null) this.otherIds.set(slot, person.id)
    this.ids.set(person.id, slot)
    this.alive.add(slot)
    if (before !== undefined) {
      this.alive.delete(before)
      this.otherIds.delete(before)
      this.touched(before)
    }
    this.touched(slot)
    return slot
  }

  /** Makes ready the order that lists start with. */
  async warmUp(): Promise<void> {
    await this.orders.name.ready()
  }

  /** Makes everything quick to find, in slices beside other work. One call at a time. */
  async build(): Promise<void> {
    for (const field of personFields) await this.texts[field].build()
  }

  /** Sets the bits of the slots that hold a word in one of these fields, a step at a time. */
  *find(word: readonly Uint8Array[], fields: readonly PersonField[], found: Bits): Generator<void, void> {
    for (const field of fields) yield* this.texts[field].find(word, found)
  }

  /** True when a slot holds a word in that field. */
  includes(slot: number, word: readonly Uint8Array[], field: PersonField): boolean {
    return this.texts[field].includes(slot, word)
  }

  /** A field's text as searches compare it. */
  text(slot: number, field: PersonField): string {
    return this.texts[field].text(slot)
  }

  /** What a slot is sorted by. */
  key(slot: number, column: PersonColumn): string {
    switch (column) {
      case 'organisationalUnit':
        return this.units.key(this.unit[slot] as number)
      case 'email':
      case 'upn':
        return this.text(slot, column)
      case 'employeeNumber':
        return padNumbers(this.text(slot, column))
      case 'name': {
        const person = this.view.person(this.idOf(slot))
        // Family name first: that is how a desk looks people up.
        return person ? foldForOrder(`${person.familyName} ${person.givenName}`) : ''
      }
    }
  }

  /** Everybody by a column; those alike in it by when they came on record. */
  async sortedBy(column: PersonColumn): Promise<SortedTexts> {
    const byNumber = await sortedByNumber(this.alive.slots(), (slot) => this.numbers[slot] as number)
    return sortedByText(byNumber, (slot) => this.key(slot, column))
  }

  /** A page of the persons that match, with their exact number, all of it the desk at one moment. */
  async search({
    text,
    sort,
    offset,
    limit,
  }: ParsedRequestOf<'persons.search'>): Promise<ResponseOf<'persons.search'>> {
    const words = readWords(text)
    const order = this.orders[sort.column]
    await order.ready()
    const touched = new Set<number>()
    this.watching.add(touched)
    let bits: Bits
    try {
      bits = await stepsInSlices(this.matching(words))
      while (!order.isReady) await order.ready()
    } finally {
      this.watching.delete(touched)
    }
    // From here on nothing comes between. What changed meanwhile is looked at again.
    bits = grown(bits, wordsFor(this.length))
    for (const slot of touched) {
      if (this.alive.has(slot) && words.match(this.haystack(slot))) setBit(bits, slot)
      else clearBit(bits, slot)
    }
    const slots = slotsOfPage(order.read(), bits, { direction: sort.direction, offset, limit })
    const rows = slots.map((slot) => this.view.person(this.idOf(slot))).filter((person) => person !== undefined)
    return { total: countBits(bits), rows, sequence: this.view.sequence }
  }

  private *matching(words: Words): Generator<void, Bits> {
    const bits = new Uint32Array(wordsFor(this.length))
    this.alive.addTo(bits)
    if (words.unusual) {
      yield* keepThose(bits, (slot) => words.match(this.haystack(slot)))
      return bits
    }
    for (const word of words.words) {
      const found = new Uint32Array(bits.length)
      yield* this.find(word.map(bytesOf), personFields, found)
      keepCommon(bits, found)
    }
    return bits
  }

  private haystack(slot: number): string {
    return personFields.map((field) => this.text(slot, field)).join('\n')
  }

  private touched(slot: number): void {
    for (const order of Object.values(this.orders)) order.touched(slot)
    for (const touched of this.watching) touched.add(slot)
  }

  private compare(column: PersonColumn, one: number, other: number): number {
    const [first, second] = [this.key(one, column), this.key(other, column)]
    if (first !== second) return first < second ? -1 : 1
    return (this.numbers[one] as number) - (this.numbers[other] as number) || one - other
  }

  private idOf(slot: number): string {
    return this.otherIds.get(slot) ?? formatId('person', this.numbers[slot] as number)
  }
}
