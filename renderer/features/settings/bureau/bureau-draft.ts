import type { RequestOf } from '../../../../shared/contract'
import { type BureauConnection, type BureauSettings, foldedWord, type Settings } from '../../../../shared/model'
import type { Saved } from '../use-editor'

/** What the page edits. The secret is no part of it: it has calls of its own and is never read. */
export interface BureauDraft {
  readonly connection: BureauConnection
  readonly folder: BureauSettings['folder']
  readonly rest: Omit<BureauSettings['rest'], 'secret'>
  /** While it is typed it may be empty, which cannot be saved. */
  readonly ordersPerBatch: number | ''
  readonly statusWords: BureauSettings['statusWords']
}

/** The limits of the contract, for what can be told while it is typed. */
export const limits = {
  path: 1000,
  address: 500,
  name: 200,
  word: 60,
  words: 100,
  secret: 2000,
  ordersPerBatch: { min: 1, max: 1000 },
} as const

/** The bureau's part of the settings, as it is edited. */
export function pickBureau({ bureau: { version, values } }: Settings): Saved<BureauDraft> {
  const { connection, folder, rest, ordersPerBatch, statusWords } = values
  const { address, organisation, clientId } = rest
  return {
    version,
    value: { connection, folder, rest: { address, organisation, clientId }, ordersPerBatch, statusWords },
  }
}

/** A draft as a save sends it. Ask `isSavable` first. */
export function valuesOf(draft: BureauDraft): RequestOf<'settings.saveBureau'>['values'] {
  const { connection, folder, rest, ordersPerBatch, statusWords } = draft
  return {
    connection,
    folder: { ...folder },
    rest: { ...rest },
    ordersPerBatch: ordersPerBatch === '' ? 0 : ordersPerBatch,
    statusWords: statusWords.map((each) => ({ ...each })),
  }
}

/** What is wrong with a status word: nothing of it counts, or an earlier row has the same, written as `twice`. */
export type WordFault = 'empty' | { readonly twice: string }

/** What is wrong with the word of each row; `null` where nothing is. Of two that are the same the later one is marked. */
export function wordFaults(words: readonly { readonly word: string }[]): readonly (WordFault | null)[] {
  const first = new Map<string, string>()
  return words.map(({ word }) => {
    const folded = foldedWord(word)
    if (folded.trim() === '') return 'empty'
    const twice = first.get(folded)
    if (twice !== undefined) return { twice }
    first.set(folded, word.trim())
    return null
  })
}

/** Whether the number of orders in a batch is one. */
export function isBatchSize(size: number | ''): boolean {
  const { min, max } = limits.ordersPerBatch
  return size !== '' && Number.isInteger(size) && size >= min && size <= max
}

/** Whether nothing is wrong that can be told without asking main: where it leads, only main can tell. */
export function isSavable({ ordersPerBatch, statusWords }: BureauDraft): boolean {
  return (
    isBatchSize(ordersPerBatch) &&
    statusWords.length > 0 &&
    statusWords.length <= limits.words &&
    wordFaults(statusWords).every((fault) => fault === null)
  )
}

/** Whom a secret would be given to: scheme, host and port, `https://bureau.example`. `null` while the address is none. */
export function originOf(address: string): string | null {
  const url = URL.parse(address.trim())
  return url && ['https:', 'http:'].includes(url.protocol) ? url.origin : null
}
