import Papa from 'papaparse'
import { checksumOf, documentChecksum } from './checksum.ts'
import type { Word } from './production-line.ts'

/** What the bureau says of one order. */
export interface Status {
  readonly order: string
  readonly status: Word
  readonly note?: string
  readonly cardNumber?: string | null
  readonly productionDate?: string | null
  readonly validThrough?: string | null
  readonly personName?: string
  readonly chip?: { readonly type: string; readonly uid: string } | null
}

/** A status file as JSON. `created` is ISO 8601 UTC. */
export function statusJson(statuses: readonly Status[], created: string): string {
  const document = { format: 'card-desk-status', version: 1, created, statuses }
  return `${JSON.stringify({ ...document, checksum: documentChecksum(document, 'statuses') }, null, 2)}\n`
}

const columns = [
  'order',
  'status',
  'note',
  'cardNumber',
  'productionDate',
  'validThrough',
  'personName',
  'chipType',
  'chipUid',
]

/** A status file as CSV. */
export function statusCsv(statuses: readonly Status[]): string {
  const rows = statuses.map(({ chip, ...status }) => ({ ...status, chipType: chip?.type, chipUid: chip?.uid }))
  const table = `${Papa.unparse(rows, { columns, newline: '\r\n', escapeFormulae: true })}\r\n`
  return `${table}#checksum,${checksumOf(table)}\r\n`
}
