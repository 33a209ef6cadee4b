import type { RecordedCommit } from '../../electron/engine/events'
import { counters } from '../../electron/engine/view'
import type { Store } from '../../electron/store'

/** Every card, person, account, setting and run: two desks with the same picture are the same desk. */
export function picture(store: Pick<Store, 'view' | 'cards' | 'persons' | 'syncRuns'>) {
  const { view } = store
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)
  const persons = [...store.persons()].toSorted(byId)
  return {
    sequence: view.sequence,
    runs: store.syncRuns(),
    cards: [...store.cards()].toSorted(byId),
    persons,
    cardsOf: persons.map((person) =>
      view
        .cardsOf(person.id)
        .map((card) => card.id)
        .toSorted(),
    ),
    employees: persons.map((person) => view.personWithEmployeeNumber(person.employeeNumber)?.id),
    accounts: view.accounts().toSorted(byId),
    settings: view.settings(),
    desks: view.desks(),
    next: counters.map((kind) => view.nextIds(kind, 1)[0]),
  }
}

/** What each run of batch sync wrote, record by record. */
export async function runRecords(store: Store): Promise<Record<string, readonly RecordedCommit[]>> {
  const found: Record<string, readonly RecordedCommit[]> = {}
  for (const { id } of store.syncRuns()) found[id] = await store.syncRunRecords(id, Number.MAX_SAFE_INTEGER)
  return found
}
