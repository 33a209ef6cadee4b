import type { Card, Person } from '../../shared/model'
import type { Store } from '../store/port'

/**
 * Whom an order is for, as their record was when the order left: sent again under its id, an order says what it
 * said the first time, or a bureau would take it for another. Nothing else happens to a card on its way, so that
 * its newest record is the one it left with. `null` = for nobody.
 * @throws {StoreRefusal} `data-unreadable` when that record is damaged on the disk.
 */
export async function holderAsSent(store: Pick<Store, 'view' | 'changes'>, card: Card): Promise<Person | null> {
  const { holder, lastSequence } = card
  if (holder === null) return null
  const { records } = await store.changes({ person: holder }, 1, lastSequence)
  const saved = records.flatMap(({ changes }) => changes).findLast(({ kind }) => kind === 'person')
  return (saved?.kind === 'person' ? saved.event.person : store.view.person(holder)) ?? null
}
