import papaparse from 'papaparse'
import type { ExportFormat, Stamp } from '../../../shared/model'
import type { DeskEvent } from '../../engine/events'
import type { JournalRecord } from '../journal/record'

/** What stands at the end of an export: the same record with the same hash, the same history. */
export interface HistoryProof {
  /** The newest record in it; 0 for an empty history. */
  readonly sequence: number
  /** That record's hash; zeros for an empty history. */
  readonly hash: string
}

/** What an export says of itself. */
export interface ExportHead {
  readonly desk: string | null
  /** Who had it made, and when. */
  readonly made: Stamp
}

/** How a history is written as a file: text before it, for each record, and after it. */
export interface Layout {
  before(head: ExportHead): string
  /** `line`: the record as the journal has it, without its line feed. */
  record(record: JournalRecord, line: string): string
  after(proof: HistoryProof): string
}

export const exportName = 'card-desk-history'
export const exportVersion = 1

const method =
  'Each record is RFC 8785 JSON with the SHA-256 of its own text without the member "hash", and with the hash of the record before it as "previous".'

/** One JSON object; its records stand one a line, byte for byte as the journal has them. */
function jsonLayout(): Layout {
  let first = true
  return {
    before: ({ desk, made }) =>
      `${JSON.stringify({ format: exportName, version: exportVersion, desk, made }).slice(0, -1)},"records":[`,
    record(_, line) {
      const text = `${first ? '' : ','}\n${line}`
      first = false
      return text
    },
    after: (proof) => `\n],"proof":${JSON.stringify({ ...proof, method })}}\n`,
  }
}

export const csvColumns = [
  'sequence',
  'part',
  'at',
  'user',
  'name',
  'role',
  'event',
  'subject',
  'process',
  'from',
  'to',
  'comment',
  'previous',
  'hash',
  'record',
] as const

/** The word in the column `event` of the last row, which has the proof. */
export const csvProof = 'proof'

/**
 * One row an event, for people and spreadsheets; the first row of each record has the record itself in its last
 * column, and the last row of all has the proof. Cells that a spreadsheet would take for formulae are defused.
 */
function csvLayout(): Layout {
  return {
    before: () => rows([[...csvColumns]]),
    record({ commit: { sequence, by, events }, previous, hash }, line) {
      return rows(
        events.map((event, index) => [
          ...[String(sequence), String(index + 1), by.at, by.user ?? '', by.name, by.role],
          ...wordsOf(event),
          ...[previous, hash, index === 0 ? line : ''],
        ]),
      )
    },
    after({ sequence, hash }) {
      const row = csvColumns.map(() => '')
      row[csvColumns.indexOf('sequence')] = String(sequence)
      row[csvColumns.indexOf('event')] = csvProof
      row[csvColumns.indexOf('hash')] = hash
      return rows([row])
    },
  }
}

export const layouts: Readonly<Record<ExportFormat, () => Layout>> = { json: jsonLayout, csv: csvLayout }

function rows(values: readonly (readonly string[])[]): string {
  return `${papaparse.unparse(
    values.map((row) => [...row]),
    { escapeFormulae: true, newline: '\r\n' },
  )}\r\n`
}

/** Event, subject, process, from, to and comment of a row. */
function wordsOf(event: DeskEvent): readonly string[] {
  switch (event.type) {
    case 'card-moved':
      return [event.type, event.card, event.process, event.from ?? '', event.to, event.comment ?? '']
    case 'card-edited':
      return [event.type, event.card, event.process, event.state, event.state, event.comment ?? '']
    case 'person-saved':
      return [event.type, event.person.id, '', '', '', '']
    case 'account-saved':
      return [event.type, event.account.id, event.change, '', '', '']
    case 'settings-saved':
      return [event.type, event.section, '', '', '', '']
    case 'desk-founded':
      return [event.type, event.desk, '', '', '', '']
    case 'desk-restored':
      return [event.type, event.desk, '', String(event.backup.sequence), '', '']
    case 'sync-started':
    case 'sync-noted':
      return [event.type, event.run, '', '', '', '']
    case 'sync-ended':
      return [event.type, event.run, '', '', event.end, event.problem ?? '']
  }
}
