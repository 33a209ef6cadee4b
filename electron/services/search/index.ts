import type { Found, ParsedRequestOf, ResponseOf, SearchResult } from '../../../shared/contract'
import type { CardRow, Counts } from '../../../shared/contract/responses'
import { type Answer, refusal } from '../../../shared/errors'
import { type AnyState, type CardType, cardTypes, stateOf } from '../../../shared/lifecycle'
import { type Card, type Person, type SearchField, searchFields } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { breather } from '../../breathe'
import type { Committed, Store } from '../../store/port'
import { type Bits, clearBit, countBits, grown, setBit, wordsFor } from './bits'
import { CardLists, type Narrowing } from './card-lists'
import { CardMatches } from './card-matches'
import { CardOrders } from './card-orders'
import { CardTable, holderColumns, nobody } from './card-table'
import { fold } from './fold'
import { type Page, slotsOfPage } from './pages'
import { PersonIndex } from './person-index'
import { rowOf } from './rows'
import { ScannedNumbers } from './scanned-numbers'
import { sliceMilliseconds, stepsInSlices } from './slices'
import type { SlotOrder } from './slot-order'
import type { IndexLimits } from './text-index'
import { readWords, type Words } from './words'

type Query = Omit<ParsedRequestOf<'search.cards'>, 'offset' | 'limit' | 'among'>
type SearchedStore = Pick<Store, 'view' | 'cards' | 'persons' | 'subscribe' | 'status'>

/** Persons or cards taken in before it is asked how long it has taken. */
const few = 16

/** The last result of one window, so that its pages need no second search. */
interface Remembered {
  readonly key: string
  readonly bits: Bits
  readonly total: number
  readonly sequence: number
}

/**
 * Everything searches need, in memory, kept up to date with every commit. Cards and persons themselves stay in the
 * store: here each has a slot, and what is compared of it is in columns by slot.
 */
export class Search {
  private readonly table: CardTable
  private readonly persons: PersonIndex
  private readonly orders: CardOrders
  private readonly matches: CardMatches
  /** Lists of cards by what they are like. */
  readonly lists: CardLists
  /** Cards by what a scanner reads besides their id: card number, chip. */
  private readonly numbers = new ScannedNumbers()
  private readonly remembered = new WeakMap<object, Remembered>()
  /** Told which slots changed while a search is under way. */
  private readonly watching = new Set<Set<number>>()
  private building: Promise<void> | undefined
  private isWarm = false

  private constructor(
    private readonly store: SearchedStore,
    limits?: IndexLimits,
  ) {
    this.table = new CardTable(store.status().cards, limits)
    this.persons = new PersonIndex(store.view, limits)
    this.orders = new CardOrders(this.table, this.persons)
    this.matches = new CardMatches(this.table, this.persons)
    this.lists = new CardLists(this.table, store.view)
    store.subscribe((committed) => this.take(committed))
  }

  /**
   * Looks through the store's persons and cards, in slices beside other work; commits may come meanwhile. What it
   * answers is right from then on, and quick at any size once `warmUp` is through.
   */
  static async open(store: SearchedStore, limits?: IndexLimits): Promise<Search> {
    const search = new Search(store, limits)
    const breathe = breather(sliceMilliseconds)
    // What a commit has brought in meanwhile is newer than what is still to come here.
    let done = 0
    for (const person of store.persons()) {
      if (search.persons.slot(person.id) === undefined) search.persons.put(person)
      done += 1
      const pause = done % few === 0 ? breathe() : undefined
      if (pause) await pause
    }
    for (const card of store.cards()) {
      if (search.table.slot(card.cardType, card.id) === undefined) search.putCard(card, undefined)
      done += 1
      const pause = done % few === 0 ? breathe() : undefined
      if (pause) await pause
    }
    return search
  }

  /**
   * Makes ready what searches need to be quick, in slices beside other work: the orders lists start with, then
   * the index of all texts.
   */
  async warmUp(): Promise<void> {
    for (const cardType of cardTypes) {
      for (const column of ['changed', 'id', 'holderName'] as const) await this.orders.of(cardType, column).ready()
    }
    await this.persons.warmUp()
    this.isWarm = true
    await this.build()
  }

  /** How many cards are in each state. */
  counts(): Counts {
    const counts = (cardType: CardType): Partial<Record<AnyState, number>> =>
      Object.fromEntries(
        [...this.table.inState[cardType]].filter(([, { size }]) => size > 0).map(([state, { size }]) => [state, size]),
      )
    return { card: counts('card'), 'temporary-card': counts('temporary-card') }
  }

  /** The cards that are in a state now, in no particular order. */
  inState(cardType: CardType, state: AnyState, narrowing: Narrowing = {}): readonly Card[] {
    return this.lists.inState(cardType, state, narrowing)
  }

  /** The cards that fit, looked for in slices beside other work, each as it is when its turn comes. */
  select(cardType: CardType, fits: (card: Card) => boolean, narrowing: Narrowing = {}): Promise<Card[]> {
    return this.lists.select(cardType, fits, narrowing)
  }

  /** A card as lists show it. */
  row(card: Card): CardRow {
    return rowOf(card, card.holder === null ? undefined : this.store.view.person(card.holder))
  }

  /**
   * A page of the cards that match, with their exact number. `window` stands for the window that asks:
   * its further pages of the same search come from the same result.
   */
  async cards(request: ParsedRequestOf<'search.cards'>, window: object): Promise<Answer<SearchResult>> {
    const { offset, limit, among, ...query } = request
    const unknown = query.states?.find((state) => !stateOf(query.cardType, state))
    if (unknown)
      return refusal('bad-request', t('errors.bad-request', { faults: `states: ${unknown}` }), { state: unknown })
    const page = { direction: query.sort.direction, offset, limit }
    return { ok: true, value: among ? this.among(among, query, page) : await this.page(query, page, window) }
  }

  /** A page of the persons that match, with their exact number. */
  searchPersons(request: ParsedRequestOf<'persons.search'>): Promise<ResponseOf<'persons.search'>> {
    return this.persons.search(request)
  }

  /** For "find anything" and a scanned number: what carries exactly that number comes first. */
  async find({ text, limit }: ParsedRequestOf<'search.find'>): Promise<Found> {
    const words = readWords(text)
    if (words.empty) return { cards: [], persons: [] }
    const sort = { column: 'name', direction: 'ascending' } as const
    const { rows: persons } = await this.searchPersons({ text, sort, offset: 0, limit })
    const orders = cardTypes.map((cardType) => this.orders.of(cardType, 'id'))
    for (const order of orders) await order.ready()
    const every = new Uint32Array(wordsFor(this.table.length))
    for (const cardType of cardTypes) this.table.ofType[cardType].addTo(every)
    const fits = (slot: number) => this.matches.match(slot, words, searchFields)
    const cards = await this.found(this.matching(every, words, searchFields), fits, orders, (bits) => {
      const first = { direction: 'ascending', offset: 0, limit } as const
      const matching = orders.flatMap((order) => slotsOfPage(order.read(), bits, first))
      return this.rows([...new Set([...this.carrying(fold(text.trim())), ...matching])].slice(0, limit))
    })
    return { cards, persons }
  }

  /** Those of a few cards that match. The window's last result stays remembered: its list is still on screen. */
  private among(ids: readonly string[], query: Query, { direction, offset, limit }: Page): SearchResult {
    const known = [...new Set(ids)].flatMap((id) => this.table.slot(query.cardType, id) ?? [])
    const words = readWords(query.text)
    const found = known
      .filter((slot) => this.fits(slot, query, words))
      .sort((one, other) => this.orders.compare(query.sort.column, one, other))
    if (direction === 'descending') found.reverse()
    const rows = this.rows(found.slice(offset, offset + limit))
    return { total: found.length, rows, sequence: this.store.view.sequence }
  }

  private async page(query: Query, page: Page, window: object): Promise<SearchResult> {
    const order = this.orders.of(query.cardType, query.sort.column)
    await order.ready()
    const keyNow = () => JSON.stringify([this.store.view.sequence, query])
    const last = this.remembered.get(window)
    if (order.isReady && last?.key === keyNow()) return this.pageOf(last, order, page)
    const words = readWords(query.text)
    const { cardType, states } = query
    const { ofType, inState } = this.table
    const asked = new Uint32Array(wordsFor(this.table.length))
    if (states) for (const state of states) inState[cardType].get(state)?.addTo(asked)
    else ofType[cardType].addTo(asked)
    const fields = this.fieldsOf(cardType)
    const fits = (slot: number) => this.fits(slot, query, words)
    const found = await this.found(this.matching(asked, words, fields), fits, [order], (bits) => {
      // An administrator changed the fields meanwhile.
      if (this.fieldsOf(cardType) !== fields) return null
      const result = { key: keyNow(), bits, total: countBits(bits), sequence: this.store.view.sequence }
      this.remembered.set(window, result)
      return this.pageOf(result, order, page)
    })
    return found ?? this.page(query, page, window)
  }

  private pageOf({ bits, total, sequence }: Remembered, order: SlotOrder, page: Page): SearchResult {
    return { total, rows: page.offset < total ? this.rows(slotsOfPage(order.read(), bits, page)) : [], sequence }
  }

  /**
   * Carries out a search in slices and puts right what changed meanwhile, cards that `fits` is asked about. Nothing
   * comes between that and `use`: what it makes is the desk at one moment. The orders can be read then.
   */
  private async found<Result>(
    steps: Generator<void, Bits>,
    fits: (slot: number) => boolean,
    orders: readonly SlotOrder[],
    use: (bits: Bits) => Result,
  ): Promise<Result> {
    const touched = new Set<number>()
    this.watching.add(touched)
    let bits: Bits
    try {
      bits = await stepsInSlices(steps)
      for (let order = orders.find(isMaking); order; order = orders.find(isMaking)) await order.ready()
    } finally {
      this.watching.delete(touched)
    }
    bits = grown(bits, wordsFor(this.table.length))
    for (const slot of touched) {
      if (fits(slot)) setBit(bits, slot)
      else clearBit(bits, slot)
    }
    return use(bits)
  }

  private *matching(asked: Bits, words: Words, fields: readonly SearchField[]): Generator<void, Bits> {
    yield* this.matches.keep(asked, words, fields)
    return asked
  }

  private fits(slot: number, { cardType, states }: Query, words: Words): boolean {
    const { ofType, inState } = this.table
    if (!ofType[cardType].has(slot)) return false
    if (states && !states.some((state) => inState[cardType].get(state)?.has(slot))) return false
    return this.matches.match(slot, words, this.fieldsOf(cardType))
  }

  private fieldsOf(cardType: CardType): readonly SearchField[] {
    return this.store.view.settings().cardTypes[cardType].searchFields
  }

  /** The cards that carry exactly that folded number: their own, the bureau's or the chip's. */
  private carrying(number: string): readonly number[] {
    const candidates = new Set([...this.table.slotsOfFolded(number), ...this.numbers.candidates(number)])
    const carries = (slot: number) => {
      const card = this.card(slot)
      return card && [card.id, card.cardNumber, card.chipUid].some((each) => each !== null && fold(each) === number)
    }
    const byType = (slot: number) => cardTypes.indexOf(this.table.typeOf(slot))
    const inOrder = (one: number, other: number) => byType(one) - byType(other) || this.orders.compare('id', one, other)
    return [...candidates].filter(carries).sort(inOrder)
  }

  private rows(slots: readonly number[]): CardRow[] {
    const cards = slots.map((slot) => this.card(slot)).filter((card) => card !== undefined)
    return cards.map((card) => this.row(card))
  }

  private card(slot: number): Card | undefined {
    return this.store.view.card(this.table.id(slot))
  }

  private take({ commit, cards }: Committed): void {
    for (const event of commit.events) if (event.type === 'person-saved') this.putPerson(event.person)
    for (const { card, before } of cards) this.putCard(card, before)
    if (this.isWarm) void this.build()
  }

  private putCard(card: Card, before: Card | undefined): void {
    const isNew = this.table.slot(card.cardType, card.id) === undefined
    const { slot, columns } = this.table.put(card, this.holderOf(card))
    const { cardNumber, chipUid } = card
    if (cardNumber !== null && (isNew || cardNumber !== before?.cardNumber)) this.numbers.add(fold(cardNumber), slot)
    if (chipUid !== null && (isNew || chipUid !== before?.chipUid)) this.numbers.add(fold(chipUid), slot)
    this.orders.touched(slot, columns)
    for (const touched of this.watching) touched.add(slot)
  }

  private holderOf({ holder }: Card): number {
    if (holder === null) return nobody
    const known = this.persons.slot(holder)
    if (known !== undefined) return known
    // While the desk is being opened a commit can be about somebody whose turn has not come.
    const person = this.store.view.person(holder)
    return person ? this.persons.put(person) : nobody
  }

  private putPerson(person: Person): void {
    const before = this.persons.slot(person.id)
    const slot = this.persons.put(person)
    if (before === undefined) {
      // Cards can be held by somebody who was not on record yet.
      for (const card of this.store.view.cardsOf(person.id)) this.putCard(card, card)
      return
    }
    this.table.moveHolder(before, slot)
    this.table.eachOfHolder(slot, (card) => {
      this.orders.touched(card, holderColumns)
      for (const touched of this.watching) touched.add(card)
    })
  }

  /** Brings the index of texts up to date, in slices beside other work. */
  private build(): Promise<void> {
    const { idTexts, orderTexts } = this.table
    if (!this.building && !(idTexts.isBuilt && orderTexts.isBuilt && this.persons.isBuilt)) {
      const all = async () => {
        await this.persons.build()
        await idTexts.build()
        await orderTexts.build()
      }
      this.building = all().finally(() => {
        this.building = undefined
      })
    }
    return this.building ?? Promise.resolve()
  }
}

function isMaking(order: SlotOrder): boolean {
  return !order.isReady
}
