import type { CardColumn, CardRow, PersonColumn, PersonSearchResult, SearchResult } from '../../../shared/contract'
import type { Answer } from '../../../shared/errors'
import { type CardType, cardTypes } from '../../../shared/lifecycle'
import type { Person } from '../../../shared/model'
import { desk } from '../../desk'
import { statesLabelled } from './status-labels'

/** What can be looked for. */
export type SearchObject = CardType | 'person'
export const searchObjects: readonly SearchObject[] = [...cardTypes, 'person']

export interface CardQuery {
  readonly object: CardType
  /** Label of the states looked for; `null` = any. */
  readonly label: string | null
  readonly text: string
}

/** A person has no state to look for. */
export interface PersonQuery {
  readonly object: 'person'
  readonly text: string
}

/** What the form asks for. */
export type Query = CardQuery | PersonQuery

/** One line of a list of what was found. */
export type ResultRow = CardRow | Person
export type ResultColumnId = CardColumn | PersonColumn

export interface Sort<Column extends ResultColumnId = ResultColumnId> {
  readonly column: Column
  readonly direction: 'ascending' | 'descending'
}

/** What each list is sorted by. */
export interface Sorts {
  readonly cards: Sort<CardColumn>
  readonly persons: Sort<PersonColumn>
}

export const usualSorts: Sorts = {
  cards: { column: 'changed', direction: 'descending' },
  persons: { column: 'name', direction: 'ascending' },
}

/** The query for that object with that text, in any state. */
export function lookingFor(object: SearchObject, text: string): Query {
  return object === 'person' ? { object, text } : { object, label: null, text }
}

export function sortOf(object: SearchObject, sorts: Sorts): Sort {
  return object === 'person' ? sorts.persons : sorts.cards
}

/** The sorts with another one for what the query looks for. The column is one of that list's own. */
export function withSort({ object }: Query, sorts: Sorts, sort: Sort): Sorts {
  return object === 'person'
    ? { ...sorts, persons: sort as Sort<PersonColumn> }
    : { ...sorts, cards: sort as Sort<CardColumn> }
}

/** True when both look for the same. */
export function isSame(one: Query, other: Query): boolean {
  return (
    one.object === other.object &&
    one.text === other.text &&
    (one.object === 'person' || other.object === 'person' || one.label === other.label)
  )
}

/** Asks main for these rows of what the query finds. */
export function ask(
  query: Query,
  sorts: Sorts,
  page: { readonly offset: number; readonly limit: number },
): Promise<Answer<SearchResult | PersonSearchResult>> {
  if (query.object !== 'person') return askForCards(query, sorts, page)
  return desk.persons.search({ text: query.text, sort: sorts.persons, ...page })
}

/** As `ask`, for cards; `among`: only those of these cards. */
export function askForCards(
  { object: cardType, label, text }: CardQuery,
  { cards: sort }: Sorts,
  page: { readonly offset: number; readonly limit: number; readonly among?: string[] },
): Promise<Answer<SearchResult>> {
  return desk.search.cards({ cardType, states: statesLabelled(cardType, label), text, sort, ...page })
}
