import { defaultSettings } from '../../electron/engine/default-settings'
import type { Committed, Store, StoreStatus } from '../../electron/store'
import type { AnyState, CardType } from '../../shared/lifecycle'
import type { Card, Person, SearchField } from '../../shared/model'
import type { PlainDesk } from './plain-search'
import { idOf, olga, orderOf } from './store-desk'

/** A card as a test wants it; what is left out stays as it was, or is as on a card nobody has worked with. */
export interface CardChange {
  readonly cardType: CardType
  readonly number: number
  readonly state?: AnyState
  readonly holder?: string | null
  readonly layout?: string
  readonly title?: string
  readonly organisationalUnit?: string
  readonly order?: number | null
  readonly cardNumber?: string | null
  readonly chipUid?: string | null
  readonly validThrough?: string | null
  /** Minutes after the desk began. */
  readonly minute: number
}

/** What one commit changes. */
export interface Change {
  readonly persons: readonly Person[]
  readonly cards: readonly CardChange[]
  readonly searchFields?: readonly SearchField[]
}

type SearchedStore = Pick<Store, 'view' | 'cards' | 'persons' | 'subscribe' | 'status'>

/** A desk in memory that takes changes as they come, whatever the life cycle says, and remembers how it was. */
export class ChangingDesk {
  /** How it was after each commit, by sequence. */
  readonly moments: PlainDesk[]
  private readonly listeners: ((committed: Committed) => void)[] = []

  constructor(searchFields: readonly SearchField[]) {
    this.moments = [{ sequence: 0, persons: new Map(), cards: new Map(), searchFields }]
  }

  get now(): PlainDesk {
    const now = this.moments.at(-1)
    if (!now) throw new Error('a desk always is in some way')
    return now
  }

  readonly store: SearchedStore = {
    view: this.view(),
    status: () => ({ cards: this.now.cards.size }) as StoreStatus,
    cards: () => this.live('cards'),
    persons: () => this.live('persons'),
    subscribe: (listener) => {
      this.listeners.push(listener)
      return () => {}
    },
  }

  commit(change: Change): void {
    const { now } = this
    const sequence = now.sequence + 1
    const persons = new Map(now.persons)
    const cards = new Map(now.cards)
    for (const person of change.persons) persons.set(person.id, person)
    const touched = change.cards.map((each) => {
      const id = idOf(each.cardType === 'card' ? 'C' : 'TC', each.number)
      const before = cards.get(id)
      const card = cardAfter(id, before, each)
      cards.set(id, card)
      return { card, before }
    })
    this.moments.push({ sequence, persons, cards, searchFields: change.searchFields ?? now.searchFields })
    const events = change.persons.map((person) => ({ type: 'person-saved', person }) as const)
    // The same card twice in a commit is told once, as it is in the end.
    const told = new Map(touched.map(({ card }) => [card.id, { card, before: now.cards.get(card.id) }]))
    const committed = { ok: true, commit: { sequence, by: olga, events }, cards: [...told.values()] }
    for (const listener of this.listeners) listener(committed as unknown as Committed)
  }

  private view(): Store['view'] {
    const desk = this
    const settings = defaultSettings()
    const view = {
      get sequence() {
        return desk.now.sequence
      },
      card: (id: string) => desk.now.cards.get(id),
      person: (id: string) => desk.now.persons.get(id),
      cardsOf: (person: string) => [...desk.now.cards.values()].filter(({ holder }) => holder === person),
      settings() {
        const { searchFields } = desk.now
        const { card, 'temporary-card': temporaryCard } = settings.cardTypes
        return {
          ...settings,
          cardTypes: { card: { ...card, searchFields }, 'temporary-card': { ...temporaryCard, searchFields } },
        }
      },
    }
    return view as unknown as Store['view']
  }

  /** One after another, those that come in meanwhile too, as a map in memory is gone through. */
  private *live<Kind extends 'cards' | 'persons'>(
    kind: Kind,
  ): Generator<PlainDesk[Kind] extends ReadonlyMap<string, infer Value> ? Value : never> {
    const seen = new Set<string>()
    for (;;) {
      const next = [...this.now[kind].keys()].find((id) => !seen.has(id))
      if (next === undefined) return
      seen.add(next)
      yield this.now[kind].get(next) as never
    }
  }
}

function cardAfter(id: string, before: Card | undefined, change: CardChange): Card {
  const { cardType, number: _, minute, order, ...data } = change
  const at = new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString()
  const stamp = { ...olga, at }
  return {
    state: cardType === 'card' ? 'registered' : 'requested',
    holder: null,
    layout: 'Blue',
    title: '',
    organisationalUnit: '',
    validFrom: null,
    validThrough: null,
    cardNumber: null,
    chipUid: null,
    chipProfile: null,
    certificates: [],
    created: stamp,
    ...before,
    ...data,
    id,
    cardType,
    order: order === undefined ? (before?.order ?? null) : order === null ? null : orderOf(idOf('O', order)),
    version: (before?.version ?? 0) + 1,
    changed: { ...stamp, process: 'CardsProcEdit', from: before?.state ?? null },
    lastSequence: 1,
  } as Card
}
