import { isFinal, processOf } from '../../../shared/lifecycle'
import type { Account, Card, Order, Person, SyncRun } from '../../../shared/model'
import type { CardEdited, CardMoved, RecordedCommit } from '../../engine/events'
import { type Counter, type DeskView, formatId, numberOfId } from '../../engine/view'
import { evolved } from '../memory'
import { isOfRun, runAfter, type SyncRuns } from '../sync-runs'

/** The desk a commit is tried on. */
type CheckedDesk = DeskView & { readonly runs: Pick<SyncRuns, 'get'> }

/**
 * Tries a commit on the desk as it is, before anything is written.
 * @throws {Error} when it cannot follow what is there, or would let a card go where the life cycle has no
 * way: a bug in whoever decided it, which must never reach the disk.
 */
export function checkCommit(commit: RecordedCommit, view: CheckedDesk): void {
  const cards = new Map<string, Card>()
  const versions = new Map<string, number>()
  const runs = new Map<string, SyncRun>()
  for (const [index, event] of commit.events.entries()) {
    if (isOfRun(event)) {
      checkId('sync-run', event.run)
      runs.set(event.run, runAfter(runs.get(event.run) ?? view.runs.get(event.run), event, commit))
    }
    switch (event.type) {
      case 'card-moved':
      case 'card-edited': {
        const stored = view.card(event.card)
        checkId(event.cardType, event.card)
        if (event.previous !== (stored?.lastSequence ?? null)) {
          throw new Error(`${event.card}: its record before is ${stored?.lastSequence ?? null}, not ${event.previous}`)
        }
        checkLifeCycle(event)
        const before = cards.get(event.card) ?? stored
        const after = evolved(before, event, commit)
        if (after === before) throw new Error(`${event.card} already has version ${event.version}`)
        if (event.set?.order) checkOrder(event.set.order)
        cards.set(event.card, after)
        break
      }
      case 'person-saved':
        checkId('person', event.person.id)
        checkVersion(event.person, view.person(event.person.id), versions)
        break
      case 'account-saved':
        checkId('account', event.account.id)
        checkVersion(event.account, view.account(event.account.id), versions)
        break
      case 'desk-founded':
        if (commit.sequence !== 1 || index !== 0)
          throw new Error('a desk is founded once, by the first event of its journal')
        break
      case 'desk-restored':
        if (
          commit.events.length > 1 ||
          view.desks().length === 0 ||
          view.desks().some(({ desk }) => desk === event.desk)
        )
          throw new Error('a restored desk says so by itself and has a name of its own')
        break
      case 'sync-noted':
        for (const { card } of event.notes) {
          if (card !== null && !view.card(card)) throw new Error(`${card}, noted in ${event.run}, is not there`)
        }
        break
      case 'settings-saved':
      case 'sync-started':
      case 'sync-ended':
        break
    }
  }
}

function checkLifeCycle(event: CardMoved | CardEdited): void {
  const { card, cardType, process } = event
  const definition = processOf(process)
  if (definition?.cardType !== cardType) throw new Error(`${card}: there is no process ${process} of a ${cardType}`)
  const from = event.type === 'card-moved' ? event.from : event.state
  if (from !== null && isFinal(cardType, from)) throw new Error(`${card}: nothing leads out of the final state ${from}`)
  if (event.type === 'card-edited') return
  if (!definition.moves.some(([start, end]) => start === event.from && end === event.to)) {
    throw new Error(`${card}: ${process} does not lead from ${event.from ?? 'nothing'} to ${event.to}`)
  }
}

function checkOrder({ id, batch }: Order): void {
  checkId('order', id)
  if (batch !== null) checkId('batch', batch)
}

/** The number of a thing decides where it is stored, so ids are what the desk itself makes of numbers. */
function checkId(counter: Counter, id: string): void {
  const number = numberOfId(counter, id)
  if (number < 1 || formatId(counter, number) !== id) throw new Error(`${id} is no id of this desk`)
}

function checkVersion(
  after: Person | Account,
  stored: Person | Account | undefined,
  versions: Map<string, number>,
): void {
  const before = versions.get(after.id) ?? stored?.version ?? 0
  if (after.version !== before + 1) throw new Error(`${after.id} goes from version ${before} to ${after.version}`)
  versions.set(after.id, after.version)
}
