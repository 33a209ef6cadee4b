import type { Account, Card, Person, Settings } from '../../../shared/model'
import { type Counter, type DeskIdentity, type DeskView, formatId } from '../../engine/view'
import type { Counts } from '../memory'
import {
  accountKey,
  accountsKey,
  anythingKey,
  cardKey,
  cardsOfKey,
  desksKey,
  employeeNumberKey,
  type Key,
  personKey,
  settingsKey,
} from './keys'

/**
 * The desk for one decision: notes what is read. Ids come after those in `taken`, the highest numbers
 * used so far, and never twice within the decision.
 */
export class NotingView implements DeskView {
  /** What was read so far. */
  readonly reads = new Set<Key>()
  #numbers: Counts | null = null

  constructor(
    private readonly desk: DeskView,
    private readonly taken: Readonly<Counts>,
  ) {}

  get sequence(): number {
    this.reads.add(anythingKey)
    return this.desk.sequence
  }

  card(id: string): Card | undefined {
    this.reads.add(cardKey(id))
    return this.desk.card(id)
  }

  person(id: string): Person | undefined {
    this.reads.add(personKey(id))
    return this.desk.person(id)
  }

  cardsOf(person: string): readonly Card[] {
    this.reads.add(cardsOfKey(person))
    return this.desk.cardsOf(person)
  }

  account(id: string): Account | undefined {
    this.reads.add(accountKey(id))
    return this.desk.account(id)
  }

  accounts(): readonly Account[] {
    this.reads.add(accountsKey)
    return this.desk.accounts()
  }

  personWithEmployeeNumber(employeeNumber: string): Person | undefined {
    this.reads.add(employeeNumberKey(employeeNumber))
    return this.desk.personWithEmployeeNumber(employeeNumber)
  }

  settings(): Settings {
    this.reads.add(settingsKey)
    return this.desk.settings()
  }

  desks(): readonly DeskIdentity[] {
    this.reads.add(desksKey)
    return this.desk.desks()
  }

  nextIds(counter: Counter, count: number): readonly string[] {
    this.#numbers ??= { ...this.taken }
    const first = this.#numbers[counter] + 1
    this.#numbers[counter] += count
    return Array.from({ length: count }, (_, index) => formatId(counter, first + index))
  }
}
