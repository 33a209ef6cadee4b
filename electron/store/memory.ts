import type { CardType } from '../../shared/lifecycle'
import type { Account, Card, Person, Settings } from '../../shared/model'
import { defaultSettings } from '../engine/default-settings'
import type { CardEdited, CardMoved, DeskEvent, RecordedCommit, SettingsSaved } from '../engine/events'
import { evolveCard, evolveSettings } from '../engine/evolve'
import { type Counter, counters, type DeskIdentity, type DeskView, formatId, numberOfId } from '../engine/view'
import { Cards } from './cards'
import { Interner } from './interner'
import { Persons } from './persons'
import type { Committed } from './port'
import { SaveIndex } from './saves'
import { isOfRun, SyncRuns } from './sync-runs'
import {
  accountsDocument,
  cardDocument,
  type DocumentName,
  personDocument,
  settingsDocument,
  syncRunDocument,
} from './snapshot/documents'

/** The highest number seen of each kind, 0 before the first. */
export type Counts = Record<Counter, number>

/** A document of the snapshot and the sequence it already reflects. */
export type Reflected = ReadonlyMap<DocumentName, number>

const none: Reflected = new Map()

/** The desk in memory: what the durable journal adds up to. Changed by `apply` alone. */
export class Memory implements DeskView {
  sequence = 0
  readonly counts = Object.fromEntries(counters.map((counter) => [counter, 0])) as Counts
  /** Documents of the snapshot that no longer show what is here. */
  readonly dirty = new Set<DocumentName>()
  /** In which records accounts were saved. */
  readonly accountSaves = new SaveIndex()
  /** The runs of batch sync. */
  readonly runs = new SyncRuns()
  /** Cards and persons as they go into the snapshot, too: bytes, of which one that is asked for is made. */
  readonly packedCards: Cards
  readonly packedPersons: Persons
  readonly #accounts = new Map<string, Account>()
  readonly #settingsChanges: SettingsSaved[] = []
  #desks: readonly DeskIdentity[] = []
  readonly #settingsSaves: number[] = []
  #settings = defaultSettings()

  constructor() {
    const interner = new Interner()
    this.packedCards = new Cards(interner)
    this.packedPersons = new Persons(interner)
  }

  card(id: string): Card | undefined {
    return this.packedCards.get(id)
  }

  person(id: string): Person | undefined {
    return this.packedPersons.get(id)
  }

  cardsOf(person: string): readonly Card[] {
    return this.packedCards.of(person)
  }

  account(id: string): Account | undefined {
    return this.#accounts.get(id)
  }

  accounts(): readonly Account[] {
    return [...this.#accounts.values()]
  }

  personWithEmployeeNumber(employeeNumber: string): Person | undefined {
    return this.packedPersons.withEmployeeNumber(employeeNumber)
  }

  settings(): Settings {
    return this.#settings
  }

  desks(): readonly DeskIdentity[] {
    return this.#desks
  }

  nextIds(counter: Counter, count: number): readonly string[] {
    return Array.from({ length: count }, (_, index) => formatId(counter, this.counts[counter] + 1 + index))
  }

  cards(): Iterable<Card> {
    return this.packedCards.all()
  }

  persons(): Iterable<Person> {
    return this.packedPersons.all()
  }

  get cardCount(): number {
    return this.packedCards.size
  }

  get personCount(): number {
    return this.packedPersons.size
  }

  /**
   * Applies the next commit; answers the cards it touched. With `reflected`, things in documents that
   * already show this commit are left as they are.
   * @throws {Error} when an event cannot follow what is here; then the desk is not to be used any more.
   */
  apply(commit: RecordedCommit, reflected: Reflected = none): Committed['cards'] {
    const touched = new Map<string, { card: Card; before: Card | undefined }>()
    const isNew = (document: DocumentName) => (reflected.get(document) ?? 0) < commit.sequence
    for (const event of commit.events) {
      if (event.type === 'desk-founded' || event.type === 'desk-restored') {
        // Before its numbers count: those between are of orders that the restored data knows nothing of.
        this.putDesks([...this.#desks, { desk: event.desk, ordersAfter: this.counts.order, sequence: commit.sequence }])
      }
      this.#count(event)
      if (isOfRun(event)) {
        const document = syncRunDocument(event.run)
        if (isNew(document)) {
          this.runs.follow(event, commit)
          this.dirty.add(document)
        }
      }
      switch (event.type) {
        case 'card-moved':
        case 'card-edited': {
          const document = cardDocument(event.cardType, event.card)
          if (!isNew(document)) break
          const before = this.packedCards.get(event.card)
          const card = evolved(before, event, commit)
          this.packedCards.put(card)
          this.dirty.add(document)
          const earlier = touched.get(card.id)
          touched.set(card.id, { card, before: earlier ? earlier.before : before })
          break
        }
        case 'person-saved': {
          const document = personDocument(event.person.id)
          if (!isNew(document)) break
          this.packedPersons.put(event.person, commit.sequence)
          this.dirty.add(document)
          break
        }
        case 'account-saved':
          if (!isNew(accountsDocument)) break
          this.putAccount(event.account)
          this.accountSaves.add(event.account.id, commit.sequence)
          this.dirty.add(accountsDocument)
          break
        case 'settings-saved':
          if (!isNew(settingsDocument)) break
          this.putSettings(event, commit.sequence)
          this.dirty.add(settingsDocument)
      }
    }
    this.sequence = commit.sequence
    return [...touched.values()]
  }

  putAccount(account: Account): void {
    this.#accounts.set(account.id, account)
  }

  putDesks(desks: readonly DeskIdentity[]): void {
    this.#desks = desks
  }

  putSettings(change: SettingsSaved, sequence: number): void {
    this.#settingsChanges.push(change)
    this.#settingsSaves.push(sequence)
    this.#settings = evolveSettings(this.#settings, change)
  }

  /** Every change of the settings; what was never changed follows the defaults of this version. */
  settingsChanges(): readonly SettingsSaved[] {
    return this.#settingsChanges
  }

  /** The sequence of the record with each of these changes. */
  settingsSaves(): readonly number[] {
    return this.#settingsSaves
  }

  #count(event: DeskEvent): void {
    for (const [counter, number] of numbersIn(event)) this.counts[counter] = Math.max(this.counts[counter], number)
  }
}

/** The card after an event, which must be of the card's own type. */
export function evolved(before: Card | undefined, event: CardMoved | CardEdited, commit: RecordedCommit): Card {
  if (before && before.cardType !== event.cardType) {
    throw new Error(`record ${commit.sequence}: ${event.card} is a ${before.cardType}, not a ${event.cardType}`)
  }
  return evolveCard(before, event, commit.by, commit.sequence)
}

/** The numbers an event uses up, by kind. */
export function numbersIn(event: DeskEvent): readonly (readonly [Counter, number])[] {
  switch (event.type) {
    case 'card-moved':
    case 'card-edited': {
      const card = [event.cardType satisfies CardType, numberOfId(event.cardType, event.card)] as const
      const order = event.set?.order
      if (!order) return [card]
      const batch = order.batch === null ? [] : [['batch', numberOfId('batch', order.batch)] as const]
      return [card, ['order', numberOfId('order', order.id)], ...batch]
    }
    case 'person-saved':
      return [['person', numberOfId('person', event.person.id)]]
    case 'sync-started':
      return [['sync-run', numberOfId('sync-run', event.run)]]
    case 'account-saved':
      return [['account', numberOfId('account', event.account.id)]]
    case 'desk-restored':
      return counters.map((counter) => [counter, event.numbers[counter] ?? 0])
    default:
      return []
  }
}
