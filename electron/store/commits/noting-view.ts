import type { Counter, DeskView } from '../../engine/view'
import { formatId } from '../../engine/view'
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
export function notingView(view: DeskView, taken: Readonly<Counts>): { view: DeskView; reads: ReadonlySet<Key> } {
  const reads = new Set<Key>()
  const numbers: Counts = { ...taken }
  const noting: DeskView = {
    get sequence() {
      reads.add(anythingKey)
      return view.sequence
    },
    card(id) {
      reads.add(cardKey(id))
      return view.card(id)
    },
    person(id) {
      reads.add(personKey(id))
      return view.person(id)
    },
    cardsOf(person) {
      reads.add(cardsOfKey(person))
      return view.cardsOf(person)
    },
    account(id) {
      reads.add(accountKey(id))
      return view.account(id)
    },
    accounts() {
      reads.add(accountsKey)
      return view.accounts()
    },
    personWithEmployeeNumber(employeeNumber) {
      reads.add(employeeNumberKey(employeeNumber))
      return view.personWithEmployeeNumber(employeeNumber)
    },
    settings() {
      reads.add(settingsKey)
      return view.settings()
    },
    desks() {
      reads.add(desksKey)
      return view.desks()
    },
    nextIds(counter: Counter, count: number) {
      const first = numbers[counter] + 1
      numbers[counter] += count
      return Array.from({ length: count }, (_, index) => formatId(counter, first + index))
    },
  }
  return { view: noting, reads }
}
