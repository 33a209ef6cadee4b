import type { SearchField } from '../../../shared/model'
import { listed, t } from '../../../shared/texts'
import type { Query } from './search-store'

/** "48 temporary cards in the state Processing". */
export function foundText(query: Query, total: number): string {
  return t(`search.found.${kindOf(query)}`, {
    cards: t(`lifecycle.cardTypes.${query.cardType}.count`, { count: total }),
    state: query.label ?? '',
    text: query.text.trim(),
  })
}

/** What was looked for in vain, and where. */
export function emptyText(query: Query, fields: readonly SearchField[]): string {
  return t(`search.empty.${kindOf(query)}`, {
    state: query.label ?? '',
    text: query.text.trim(),
    fields: listed(
      fields.map((field) => t(`search.fields.${field}`)),
      'or',
    ),
  })
}

function kindOf({ label, text }: Query): 'all' | 'inState' | 'withText' | 'inStateWithText' {
  if (text.trim() === '') return label === null ? 'all' : 'inState'
  return label === null ? 'withText' : 'inStateWithText'
}
