import { t } from '../../../shared/texts'
import type { BureauWord } from '../port'
import { checksumOf } from './checksum'
import { csvRows } from './csv-rows'
import { decoded } from './decoded'
import { wordOf } from './status-entry'
import type { StatusFile } from './status-json'
import { limits } from './status-limits'
import { Unreadable } from './unreadable'

/** Names of columns, and where in an entry they belong. */
const columns = {
  order: 'order',
  status: 'status',
  note: 'note',
  cardNumber: 'cardNumber',
  productionDate: 'productionDate',
  validThrough: 'validThrough',
  personName: 'personName',
  chipType: 'chip.type',
  chipUid: 'chip.uid',
} as const
type Column = keyof typeof columns

const names = Object.keys(columns) as readonly Column[]
const columnOf = Object.fromEntries(names.map((name) => [columns[name], name]))

const lineFeed = 0x0a
const carriageReturn = 0x0d

/** @throws {Unreadable} */
export async function readCsvStatus(bytes: Uint8Array, breathe: () => Promise<void> | undefined): Promise<StatusFile> {
  const { content, checksum } = lastRowOf(bytes)
  if ((await checksumOf(content, breathe)) !== checksum) throw new Unreadable(t('folderExchange.faults.checksum'))
  const text = decoded(content)
  const first = text.slice(0, text.indexOf('\n') + 1)
  const words: BureauWord[] = []
  let places: Places | null = null
  for await (const rows of csvRows(text, first.includes(',') ? ',' : ';', breathe)) {
    for (const row of rows) {
      if (places === null) places = placesOf(row)
      else words.push(wordOf(entryOf(row, places, words.length + 1), words.length + 1, columnOf))
      if (words.length > limits.entries)
        throw new Unreadable(t('folderExchange.faults.tooManyEntries', { most: limits.entries }))
      await breathe()
    }
  }
  if (places === null) throw new Unreadable(t('folderExchange.faults.noColumn', { column: names[0] as string }))
  return { checksum, words }
}

/** The checksum in the last row, and all bytes before that row. */
function lastRowOf(bytes: Uint8Array): { readonly content: Uint8Array; readonly checksum: string } {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === lineFeed || bytes[end - 1] === carriageReturn)) end -= 1
  const start = end === 0 ? 0 : bytes.lastIndexOf(lineFeed, end - 1) + 1
  const row = Buffer.from(bytes.subarray(start, Math.min(end, start + limits.text))).toString('latin1')
  // Some programs fill each row up to the number of columns, or put quotes around every cell.
  const [, checksum] = /^"?#checksum"?[,;]"?(sha256:[0-9a-f]{64})"?[,;"]*$/.exec(row) ?? []
  if (checksum === undefined) throw new Unreadable(t('folderExchange.faults.noChecksum'))
  return { content: bytes.subarray(0, start), checksum }
}

/** In which cell of a row each column is. */
interface Places {
  readonly width: number
  readonly of: ReadonlyMap<Column, number>
}

function placesOf(header: readonly string[]): Places {
  if (header.length > limits.columns)
    throw new Unreadable(t('folderExchange.faults.tooManyColumns', { most: limits.columns }))
  const found = new Map<Column, number>()
  for (const [place, cell] of header.entries()) {
    const column = names.find((name) => name === cell.trim())
    if (column === undefined) continue
    if (found.has(column)) throw new Unreadable(t('folderExchange.faults.twoColumns', { column }))
    found.set(column, place)
  }
  for (const column of ['order', 'status'] as const)
    if (!found.has(column)) throw new Unreadable(t('folderExchange.faults.noColumn', { column }))
  return { width: header.length, of: found }
}

/** A row as an entry of a JSON file would be: what is not in it is empty. */
function entryOf(row: readonly string[], { width, of }: Places, entry: number): unknown {
  if (row.length !== width) throw new Unreadable(t('folderExchange.faults.cells', { entry }))
  const { chipType, chipUid, ...members } = Object.fromEntries(
    // A bureau may keep its cells from being taken for formulae as the desk does.
    names.map((name) => [name, (row[of.get(name) ?? -1] ?? '').replace(/^'(?=[=+\-@\t\r])/, '')]),
  )
  return { ...members, chip: { type: chipType, uid: chipUid } }
}
