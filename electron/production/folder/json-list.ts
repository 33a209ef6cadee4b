import { t } from '../../../shared/texts'
import { limits } from './status-limits'
import { Unreadable } from './unreadable'

/** A JSON document whose one long list was cut out of it, entry by entry; all of it is JSON yet to be parsed. */
export interface CutDocument {
  /** The document with an empty list in the place of the long one. */
  readonly head: string
  readonly entries: readonly string[]
}

/** Characters between two looks at the clock: some tenths of a millisecond. */
const stretch = 32 * 1024

const megabytes = 1024
const open = { brace: 0x7b, bracket: 0x5b }
const close = { brace: 0x7d, bracket: 0x5d }
const quote = 0x22
const backslash = 0x5c
const colon = 0x3a
const comma = 0x2c

/**
 * Cuts the list that is the member `name` of a document out of it, so that no piece is long: `JSON.parse`
 * takes hundreds of milliseconds for some four megabytes. This only finds where pieces end; `JSON.parse`
 * decides about each of them, and pieces and head are JSON exactly when the document is.
 *
 * @throws {Unreadable} when a piece is longer, the nesting deeper or the list longer than `limits`.
 */
export async function cutList(
  text: string,
  name: string,
  breathe: () => Promise<void> | undefined,
): Promise<CutDocument> {
  const entries: string[] = []
  let depth = 0
  let stringFrom = -1
  /** The member of the outermost object whose value comes now. */
  let member = ''
  let lastString = ''
  /** Where the list begins and ends, and where its entry under way began. */
  let list: { readonly from: number; to: number } | null = null
  let entryFrom = 0

  const endEntry = (at: number) => {
    if (at - entryFrom > limits.piece)
      throw new Unreadable(
        t('folderExchange.faults.entryTooBig', { entry: entries.length + 1, most: limits.piece / megabytes }),
      )
    entries.push(text.slice(entryFrom, at))
    if (entries.length > limits.entries)
      throw new Unreadable(t('folderExchange.faults.tooManyEntries', { most: limits.entries }))
    entryFrom = at + 1
  }

  for (let at = 0; at < text.length; at += 1) {
    if (at % stretch === 0) await breathe()
    const code = text.charCodeAt(at)
    if (stringFrom >= 0) {
      if (code === backslash) at += 1
      else if (code === quote) {
        // The name of a member, however it is escaped, is never longer than this.
        if (depth === 1) lastString = at - stringFrom > 100 ? '' : text.slice(stringFrom, at + 1)
        stringFrom = -1
      }
      continue
    }
    const inList = list !== null && list.to < 0
    if (code === quote) stringFrom = at
    else if (code === open.brace || code === open.bracket) {
      if (depth === 1 && code === open.bracket && member !== '' && decoded(member) === name) {
        if (list !== null) throw new Unreadable(t('folderExchange.faults.twoLists'))
        list = { from: at + 1, to: -1 }
        entryFrom = at + 1
      }
      depth += 1
      if (depth > limits.depth) throw new Unreadable(t('folderExchange.faults.tooDeep', { most: limits.depth }))
    } else if (code === close.brace || code === close.bracket) {
      depth -= 1
      if (inList && depth === 1 && list !== null) {
        list.to = at
        if (entries.length > 0 || !/^[ \t\r\n]*$/.test(text.slice(entryFrom, at))) endEntry(at)
      }
    } else if (code === comma) {
      if (inList && depth === 2) endEntry(at)
      if (depth === 1) member = ''
    } else if (code === colon && depth === 1) member = lastString
  }
  if (list !== null && list.to < 0) throw new Unreadable(t('folderExchange.faults.notJson'))
  const head = list === null ? text : text.slice(0, list.from) + text.slice(list.to)
  if (head.length > limits.piece)
    throw new Unreadable(t('folderExchange.faults.headTooBig', { most: limits.piece / megabytes }))
  return { head, entries }
}

/** @throws {Unreadable} when it is none. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    // What the engine says quotes the file, which may speak of people.
    throw new Unreadable(t('folderExchange.faults.notJson'))
  }
}

const decoded = (json: string) => parsed(json)
