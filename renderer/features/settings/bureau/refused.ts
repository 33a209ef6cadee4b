import type { BureauConnection } from '../../../../shared/model'
import type { BureauDraft } from './bureau-draft'

/** A save that main refused, with the draft it refused. */
export interface Refused {
  readonly draft: BureauDraft
  /** What is wrong, by field: `folder.path`, `rest.address`, `statusWords.3.word` …; `statusWords` is the table as a whole. */
  readonly fields: Readonly<Record<string, string>>
}

/** The fields of the connections that a refusal can name, each with the connection it is shown for. */
const fields = {
  'folder.path': { connection: 'folder', read: (draft: BureauDraft) => draft.folder.path },
  'rest.address': { connection: 'rest', read: (draft: BureauDraft) => draft.rest.address },
  'rest.organisation': { connection: 'rest', read: (draft: BureauDraft) => draft.rest.organisation },
  'rest.clientId': { connection: 'rest', read: (draft: BureauDraft) => draft.rest.clientId },
} as const satisfies Record<string, { connection: BureauConnection; read(draft: BureauDraft): string }>

export type FaultyField = keyof typeof fields

/** What main found wrong and still stands. */
export interface Faults {
  /** At the fields of the connection that is chosen. */
  readonly fields: Readonly<Partial<Record<FaultyField, string>>>
  /** In fields of the other connections, which are not on screen. */
  readonly hidden: readonly { readonly connection: BureauConnection; readonly fault: string }[]
  /** By word, as it is written, of those that are still in the table. */
  readonly words: ReadonlyMap<string, string>
  /** With the table of words as a whole; empty when nothing is. */
  readonly table: string
}

/** What still stands of a refusal: a field that was changed since is no longer told about. */
export function standing(refused: Refused | null, draft: BureauDraft): Faults {
  if (!refused) return { fields: {}, hidden: [], words: new Map(), table: '' }
  const told = (Object.keys(fields) as FaultyField[]).flatMap((name) => {
    const fault = refused.fields[name]
    const { connection, read } = fields[name]
    return fault !== undefined && read(draft) === read(refused.draft) ? [{ name, connection, fault }] : []
  })
  return {
    fields: Object.fromEntries(
      told.filter(({ connection }) => connection === draft.connection).map(({ name, fault }) => [name, fault]),
    ),
    hidden: told
      // What is empty there is not needed any more.
      .filter(({ name, connection }) => connection !== draft.connection && fields[name].read(draft) !== '')
      .map(({ connection, fault }) => ({ connection, fault })),
    words: new Map(
      refused.draft.statusWords.flatMap(({ word }, index) => {
        const fault = refused.fields[`statusWords.${index}.word`]
        const isThere = draft.statusWords.some((each) => each.word === word)
        return fault !== undefined && isThere ? [[word, fault] as const] : []
      }),
    ),
    table: draft.statusWords === refused.draft.statusWords ? (refused.fields.statusWords ?? '') : '',
  }
}

/** Whether nothing of a refusal stands any more. */
export const isEmpty = ({ fields: atFields, hidden, words, table }: Faults) =>
  Object.keys(atFields).length === 0 && hidden.length === 0 && words.size === 0 && table === ''
