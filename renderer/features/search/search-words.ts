import type { CardType } from '../../../shared/lifecycle'
import type { SearchField } from '../../../shared/model'
import { listed, t } from '../../../shared/texts'
import type { CardQuery, Query } from './query'

/** The fields that free text looks at among persons; main has no setting for them. */
const personFields: readonly SearchField[] = ['name', 'employeeNumber', 'email', 'upn']

/** The fields an administrator left in the quick search of each card type. */
type CardFields = Readonly<Record<CardType, readonly SearchField[]>>

/** What free text looks at, as the end of a sentence. */
export function fieldsText({ object }: Query, cardFields: CardFields): string {
  const fields = object === 'person' ? personFields : cardFields[object]
  return listed(
    fields.map((field) => t(`search.fields.${field}`)),
    'or',
  )
}

/** "48 temporary cards in the state Processing". */
export function foundText(query: Query, total: number): string {
  const text = query.text.trim()
  if (query.object === 'person') {
    const persons = t('search.persons', { count: total })
    return text === '' ? persons : t('search.found.withText', { found: persons, text })
  }
  const found = t(`lifecycle.cardTypes.${query.object}.count`, { count: total })
  return t(`search.found.${kindOf(query)}`, { found, state: query.label ?? '', text })
}

/** What was looked for in vain, and where. */
export function emptyText(query: Query, cardFields: CardFields): string {
  const text = query.text.trim()
  const fields = fieldsText(query, cardFields)
  if (query.object === 'person') {
    return text === '' ? t('search.empty.nobody') : t('search.empty.nobodyWithText', { text, fields })
  }
  return t(`search.empty.${kindOf(query)}`, { state: query.label ?? '', text, fields })
}

function kindOf({ label, text }: CardQuery): 'all' | 'inState' | 'withText' | 'inStateWithText' {
  if (text.trim() === '') return label === null ? 'all' : 'inState'
  return label === null ? 'withText' : 'inStateWithText'
}
