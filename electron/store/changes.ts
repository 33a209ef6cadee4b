import type { Account, Person } from '../../shared/model'
import type { DeskEvent, RecordedCommit } from '../engine/events'
import { unexpectedRecord } from './faults'
import type { JournalReader } from './journal/reader'
import type { Memory } from './memory'
import type { Change, ChangesOf, ChangesPage } from './port'

/**
 * A page of what was changed, newest first, read by position: the records that saved something are known,
 * and what was there before a change stands in the record that saved it last.
 * @throws {DataFault} when a record is damaged, or is not what the snapshot says of it.
 */
export async function readChanges(
  memory: Memory,
  reader: Pick<JournalReader, 'read'>,
  { of, limit, before }: { readonly of: ChangesOf; readonly limit: number; readonly before: number },
): Promise<ChangesPage> {
  const sequences = sequencesOf(memory, of).filter((sequence) => sequence < before)
  const shown = sequences.slice(0, limit)
  const read = remembering(reader)
  const records = []
  for (const sequence of shown) {
    const commit = await read(sequence)
    const changes: Change[] = []
    for (const [place, event] of commit.events.entries()) {
      const change = isOf(of, event) ? await changeOf(memory, read, commit, place) : null
      if (change) changes.push(change)
    }
    if (changes.length === 0) throw unexpectedRecord(sequence, 'it changes nothing of what is asked for')
    records.push({ sequence, by: commit.by, changes })
  }
  return { records, before: sequences.length > shown.length ? (shown.at(-1) ?? null) : null }
}

type Read = (sequence: number) => Promise<RecordedCommit>

/** What was there before is often on the same page: no record is read twice. */
function remembering(reader: Pick<JournalReader, 'read'>): Read {
  const known = new Map<number, RecordedCommit>()
  return async (sequence) => {
    const commit = known.get(sequence) ?? (await reader.read(sequence)).commit
    known.set(sequence, commit)
    return commit
  }
}

/** The records with changes of that, newest first. */
function sequencesOf(memory: Memory, of: ChangesOf): readonly number[] {
  if (of !== 'settings-and-accounts') return memory.packedPersons.savesOf(of.person).toReversed()
  const accounts = memory.accounts().flatMap((account) => memory.accountSaves.of(account.id))
  const restored = memory.desks().slice(1)
  return [...new Set([...memory.settingsSaves(), ...accounts, ...restored.map(({ sequence }) => sequence)])].sort(
    (one, other) => other - one,
  )
}

function isOf(of: ChangesOf, event: DeskEvent): boolean {
  if (of !== 'settings-and-accounts') return event.type === 'person-saved' && event.person.id === of.person
  return event.type === 'settings-saved' || event.type === 'account-saved' || event.type === 'desk-restored'
}

/** One change of a record, with what was there before. */
async function changeOf(memory: Memory, read: Read, commit: RecordedCommit, place: number): Promise<Change | null> {
  const event = commit.events[place]
  switch (event?.type) {
    case 'settings-saved':
      return { kind: 'settings', event }
    case 'desk-restored':
      return { kind: 'restored', event }
    case 'account-saved': {
      const { id } = event.account
      const before = await savedBefore(read, commit, place, memory.accountSaves.of(id), (each) =>
        each.type === 'account-saved' && each.account.id === id ? each.account : undefined,
      )
      return { kind: 'account', event, before }
    }
    case 'person-saved': {
      const { id } = event.person
      const before = await savedBefore(read, commit, place, memory.packedPersons.savesOf(id), (each) =>
        each.type === 'person-saved' && each.person.id === id ? each.person : undefined,
      )
      return { kind: 'person', event, before }
    }
    default:
      return null
  }
}

/** A person or account as it was saved last before an event: earlier in the same record, or in the one before. */
async function savedBefore<Saved extends Person | Account>(
  read: Read,
  commit: RecordedCommit,
  place: number,
  saves: readonly number[],
  pick: (event: DeskEvent) => Saved | undefined,
): Promise<Saved | null> {
  const last = (events: readonly DeskEvent[]) => events.map(pick).findLast((saved) => saved !== undefined)
  const same = last(commit.events.slice(0, place))
  if (same) return same
  const earlier = saves.findLast((sequence) => sequence < commit.sequence)
  if (earlier === undefined) return null
  const saved = last((await read(earlier)).events)
  if (!saved) throw unexpectedRecord(earlier, 'it does not save what it is said to save')
  return saved
}
