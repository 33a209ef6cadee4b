import Papa from 'papaparse'
import { t } from '../../../shared/texts'
import { limits } from './status-limits'
import { Unreadable } from './unreadable'

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d

/** How much is handed to the parser at a time, in characters and in rows. */
const stretch = 32 * 1024
const rowsAtOnce = 500

/**
 * The rows of a CSV text, some at a time so that no piece of work is long. Blank lines are left out.
 *
 * @throws {Unreadable} when a row is no CSV or longer than `limits`.
 */
export async function* csvRows(
  text: string,
  delimiter: ',' | ';',
  breathe: () => Promise<void> | undefined,
): AsyncGenerator<readonly (readonly string[])[]> {
  let from = 0
  let count = 0
  let ends = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    if (at % stretch === 0) await breathe()
    const code = text.charCodeAt(at)
    if (code === quote) quoted = !quoted
    if (at - from > stretch + limits.piece)
      throw new Unreadable(t('folderExchange.faults.rowTooBig', { row: count, most: limits.piece / 1024 }))
    if (quoted || code !== lineFeed) continue
    ends += 1
    const blank = at === from || (at === from + 1 && text.charCodeAt(from) === carriageReturn)
    if (!blank && ends < rowsAtOnce && at - from < stretch) continue
    const rows = blank ? [] : parse(text.slice(from, at + 1), delimiter, count)
    count += rows.length
    from = at + 1
    ends = 0
    if (rows.length > 0) yield rows
  }
  yield parse(text.slice(from), delimiter, count)
}

function parse(text: string, delimiter: ',' | ';', before: number): readonly (readonly string[])[] {
  // Ends of lines within a cell are of no account: people are shown one line.
  const lines = text.replaceAll('\r\n', '\n')
  const { data, errors } = Papa.parse<string[]>(lines, { delimiter, newline: '\n' })
  const [error] = errors
  if (error !== undefined)
    throw new Unreadable(t('folderExchange.faults.notCsv', { row: before + (error.row ?? 0) + 1 }))
  return data.filter((row) => row.length > 1 || row[0] !== '')
}
