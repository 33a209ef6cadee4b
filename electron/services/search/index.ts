import {
  type CardColumn,
  cardColumns,
  type Found,
  type ParsedRequestOf,
  type ResponseOf,
  type SearchResult,
} from '../../../shared/contract'
import type { CardRow, Counts } from '../../../shared/contract/responses'
import { type Answer, refusal } from '../../../shared/errors'
import { type AnyState, type CardType, cardTypes, stateOf } from '../../../shared/lifecycle'
import { type Card, type Person, searchFields } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { Committed, Store } from '../../store/port'
import { comparisonFor, rowOf } from './columns'
import { type CardEntry, cardEntry, refresh, searchedPart } from './entries'
import { fold } from './fold'
import { PersonIndex } from './person-index'
import { inSlices, SortedOrder } from './sorted-order'
import { readWords } from './words'

type Query = Omit<ParsedRequestOf<'search.cards'>, 'offset' | 'limit' | 'among'>

/** The last result of one window, so that its pages need no second search. */
interface Remembered {
  readonly key: string
  readonly entries: readonly CardEntry[]
  readonly sequence: number
}

interface TypeIndex {
  readonly entries: Map<string, CardEntry>
  readonly orders: Map<CardColumn, SortedOrder<CardEntry>>
  readonly states: Map<AnyState, Set<CardEntry>>
}

/** Everything searches need, in memory, kept up to date with every commit. */
export class Search {
  private readonly types: Record<CardType, TypeIndex> = { card: emptyIndex(), 'temporary-card': emptyIndex() }
  private readonly persons: PersonIndex
  /** Cards by what a scanner reads: number, card number, chip. */
  private readonly numbers = new Map<string, Set<CardEntry>>()
  private readonly remembered = new WeakMap<object, Remembered>()

  constructor(private readonly store: Store) {
    this.persons = new PersonIndex(store.persons())
    for (const cardType of cardTypes) {
      const index = this.types[cardType]
      for (const column of cardColumns) {
        index.orders.set(column, new SortedOrder(() => index.entries.values(), comparisonFor(column)))
      }
    }
    for (const card of store.cards()) this.putCard(cardEntry(card, this.persons.entry(card.holder)), undefined)
    store.subscribe((committed) => this.take(committed))
  }

  /**
   * Makes ready what first searches need, in slices beside other work: the orders lists start with, and
   * every text as one flat string, which the first look into it would make otherwise.
   */
  async warmUp(): Promise<void> {
    for (const cardType of cardTypes) {
      const { entries, orders } = this.types[cardType]
      for (const column of ['changed', 'id', 'holderName'] as const) await orders.get(column)?.read()
      await inSlices(entries.values(), (entry) => entry.haystack.includes('\0'))
    }
    await this.persons.warmUp()
  }

  /** How many cards are in each state. */
  counts(): Counts {
    return {
      card: countsOf(this.types.card),
      'temporary-card': countsOf(this.types['temporary-card']),
    }
  }

  /** The cards that are in a state now, in no particular order. */
  inState(cardType: CardType, state: AnyState): readonly Card[] {
    return Array.from(this.types[cardType].states.get(state) ?? [], ({ card }) => card)
  }

  /** The cards that fit, looked for in slices beside other work. */
  async select(cardType: CardType, fits: (card: Card) => boolean): Promise<Card[]> {
    const found: Card[] = []
    await inSlices(this.types[cardType].entries.values(), ({ card }) => {
      if (fits(card)) found.push(card)
    })
    return found
  }

  /** A card as lists show it. */
  row(card: Card): CardRow {
    return rowOf({ card, holder: this.persons.entry(card.holder) })
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
    const { entries, sequence } = among ? this.among(among, query) : await this.result(query, window)
    return {
      ok: true,
      value: { total: entries.length, rows: entries.slice(offset, offset + limit).map(rowOf), sequence },
    }
  }

  /** Those of a few cards that match. The window's last result stays remembered: its list is still on screen. */
  private among(ids: readonly string[], query: Query): Omit<Remembered, 'key'> {
    const { entries } = this.types[query.cardType]
    const known = [...new Set(ids)].flatMap((id) => entries.get(id) ?? [])
    const found = this.filter(known.sort(comparisonFor(query.sort.column)), query)
    if (query.sort.direction === 'descending') found.reverse()
    return { entries: found, sequence: this.store.view.sequence }
  }

  private async result(query: Query, window: object): Promise<Remembered> {
    const order = this.types[query.cardType].orders.get(query.sort.column)
    const sorted = (await order?.read()) ?? []
    const { sequence } = this.store.view
    const key = JSON.stringify([sequence, query])
    const last = this.remembered.get(window)
    if (last?.key === key) return last
    const entries = this.filter(sorted, query)
    if (query.sort.direction === 'descending') entries.reverse()
    const result = { key, entries, sequence }
    this.remembered.set(window, result)
    return result
  }

  private filter(sorted: readonly CardEntry[], { cardType, states, text }: Query): CardEntry[] {
    const words = readWords(text)
    const wanted = states && new Set<AnyState>(states)
    const fields = this.store.view.settings().cardTypes[cardType].searchFields
    const narrowed = fields.length < searchFields.length
    return sorted.filter(
      (entry) =>
        (!wanted || wanted.has(entry.card.state)) &&
        (words.empty || (words.match(entry.haystack) && (!narrowed || words.match(searchedPart(entry, fields))))),
    )
  }

  /** A page of the persons that match, with their exact number. */
  searchPersons(request: ParsedRequestOf<'persons.search'>): Promise<ResponseOf<'persons.search'>> {
    return this.persons.search(request, () => this.store.view.sequence)
  }

  /** For "find anything" and a scanned number: what carries exactly that number comes first. */
  async find({ text, limit }: ParsedRequestOf<'search.find'>): Promise<Found> {
    const words = readWords(text)
    if (words.empty) return { cards: [], persons: [] }
    const found = new Set(this.numbers.get(fold(text.trim())))
    for (const cardType of cardTypes) {
      for (const entry of this.types[cardType].entries.values()) {
        if (found.size >= limit) break
        if (words.match(entry.haystack)) found.add(entry)
      }
    }
    const persons = await this.searchPersons({
      text,
      sort: { column: 'name', direction: 'ascending' },
      offset: 0,
      limit,
    })
    return { cards: [...found].slice(0, limit).map(rowOf), persons: persons.rows }
  }

  private take({ commit, cards }: Committed): void {
    for (const event of commit.events) if (event.type === 'person-saved') this.putPerson(event.person)
    for (const { card } of cards) {
      const entry = this.types[card.cardType].entries.get(card.id)
      const before = entry?.card.state
      if (entry) refresh(entry, card, this.persons.entry(card.holder))
      this.putCard(entry ?? cardEntry(card, this.persons.entry(card.holder)), before)
    }
  }

  private putCard(entry: CardEntry, before: AnyState | undefined): void {
    const { entries, orders, states } = this.types[entry.card.cardType]
    const { state } = entry.card
    entries.set(entry.card.id, entry)
    for (const number of [entry.card.id, entry.card.cardNumber, entry.card.chipUid]) {
      if (number !== null) this.numbers.set(fold(number), (this.numbers.get(fold(number)) ?? new Set()).add(entry))
    }
    if (before !== undefined && before !== state) states.get(before)?.delete(entry)
    states.set(state, (states.get(state) ?? new Set()).add(entry))
    for (const order of orders.values()) order.touched(entry)
  }

  private putPerson(person: Person): void {
    const entry = this.persons.put(person)
    for (const card of this.store.view.cardsOf(person.id)) {
      const known = this.types[card.cardType].entries.get(card.id)
      if (!known) continue
      refresh(known, known.card, entry)
      for (const order of this.types[card.cardType].orders.values()) order.touched(known)
    }
  }
}

function emptyIndex(): TypeIndex {
  return { entries: new Map(), orders: new Map(), states: new Map() }
}

function countsOf({ states }: TypeIndex): Partial<Record<AnyState, number>> {
  return Object.fromEntries(
    [...states].filter(([, cards]) => cards.size > 0).map(([state, cards]) => [state, cards.size]),
  )
}
