import type { BureauConnection } from '../../../../shared/model'
import type { BureauDraft } from './bureau-draft'

/** A save that main refused, with the draft it refused. */
export interface Refused {
  readonly draft: BureauDraft
  /** What is wrong, by field: `folder.path`, `rest.address`, `statusWords.3.word` … */
  readonly fields: Readonly<Record<string, string>>
}

/** The fields a refusal can name, each with the connection it is shown for. */
const fields = {
  'folder.path': { connection: 'folder', read: (draft: BureauDraft) => draft.folder.path },
  'rest.address': { connection: 'rest', read: (draft: BureauDraft) => draft.rest.address },
  'rest.organisation': { connection: 'rest', read: (draft: BureauDraft) => draft.rest.organisation },
  'rest.clientId': { connection: 'rest', read: (draft: BureauDraft) => draft.rest.clientId },
} as const satisfies Record<string, { connection: BureauConnection; read(draft: BureauDraft): string }>

export type FaultyField = keyof typeof fields

export interface Faults {
  /** At the fields of the connection that is chosen. */
  readonly fields: Readonly<Partial<Record<FaultyField, string>>>
  /** In fields of the other connections, which are not on screen. */
  readonly hidden: readonly { readonly connection: BureauConnection; readonly fault: string }[]
  /** By word, as it is written. */
  readonly words: ReadonlyMap<string, string>
}

const none: Faults = { fields: {}, hidden: [], words: new Map() }

/** What main found wrong and still stands: a field that was changed since is no longer told about. */
export function standing(refused: Refused | null, draft: BureauDraft): Faults {
  if (!refused) return none
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
      .filter(({ connection }) => connection !== draft.connection)
      .map(({ connection, fault }) => ({ connection, fault })),
    words: new Map(
      refused.draft.statusWords.flatMap(({ word }, index) => {
        const fault = refused.fields[`statusWords.${index}.word`]
        return fault === undefined ? [] : [[word, fault] as const]
      }),
    ),
  }
}
