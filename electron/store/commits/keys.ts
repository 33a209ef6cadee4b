import type { DeskEvent } from '../../engine/events'
import type { DeskView } from '../../engine/view'
import { isOfRun } from '../sync-runs'

/**
 * Names of what decisions read and events write. Two decisions may share a flush when the later one
 * read and writes nothing that the earlier one writes. Numbers for new things are no such key: each
 * decision in a flush is given numbers after those that the ones before it took.
 */
export type Key = string

export const anythingKey: Key = 'anything'
export const accountsKey: Key = 'accounts'
export const settingsKey: Key = 'settings'
export const desksKey: Key = 'desks'
export const cardKey = (id: string): Key => `card:${id}`
export const personKey = (id: string): Key => `person:${id}`
export const cardsOfKey = (person: string): Key => `cards-of:${person}`
export const accountKey = (id: string): Key => `account:${id}`
export const syncRunKey = (run: string): Key => `sync-run:${run}`
export const employeeNumberKey = (employeeNumber: string): Key => `employee-number:${employeeNumber}`

/** What an event writes, on the desk as it is before the commit. */
export function keysWritten(event: DeskEvent, view: DeskView): readonly Key[] {
  switch (event.type) {
    case 'card-moved':
    case 'card-edited': {
      const holders = [view.card(event.card)?.holder, event.set?.holder]
      return [cardKey(event.card), ...holders.flatMap((holder) => (holder ? [cardsOfKey(holder)] : []))]
    }
    case 'person-saved': {
      const { id, employeeNumber } = event.person
      const before = view.person(id)
      const numbers = before ? [before.employeeNumber, employeeNumber] : [employeeNumber]
      return [personKey(id), ...numbers.map(employeeNumberKey)]
    }
    case 'account-saved':
      return [accountsKey, accountKey(event.account.id)]
    case 'settings-saved':
      return [settingsKey]
    case 'sync-started':
    case 'sync-ended':
      return [syncRunKey(event.run)]
    case 'desk-restored':
      return [desksKey]
    case 'sync-noted':
    case 'desk-founded':
      return []
  }
}

/**
 * What an event rests on besides what its decision read: that its run has begun and not ended. So what a run
 * writes while it is under way may share a flush, its start and its end are not overtaken.
 */
export function keysPresumed(event: DeskEvent): readonly Key[] {
  return isOfRun(event) ? [syncRunKey(event.run)] : []
}
