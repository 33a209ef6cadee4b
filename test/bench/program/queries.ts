import type { CardColumn, RequestOf } from '../../../shared/contract'
import type { CardState } from '../../../shared/lifecycle'
import { must, type AtTheDesk } from './desk'

export type Query = RequestOf<'search.cards'>

/** Rows a window asks for at first. */
const page = { offset: 0, limit: 100 }
/** What people leave the Status field on: any, those in use, those at the bureau. */
const states: readonly (readonly CardState[] | null)[] = [
  null,
  ['active'],
  ['active', 'inactive', 'expired'],
  ['ordered', 'in-production', 'produced'],
]
const letters = 'aeionrtslmkdubgzwpyhcvjf'
const parts = ['an', 'er', 'ma', 'li', 'example', 'org', 'ka', 'e-', 'o-0', '10', 'ar', 'el', 'on', 'ra', 'c-0']

/** Texts that many cards carry. */
export const broadTexts = [...letters, ...parts]

/** A search as the window makes it: type, status and text, sorted. */
export function queryOf(text: string, round: number, column: CardColumn = 'changed', ascending = false): Query {
  const direction = ascending ? 'ascending' : 'descending'
  const wanted = states[round % states.length] ?? null
  return { cardType: 'card', states: wanted && [...wanted], text, sort: { column, direction }, ...page }
}

/** What one card alone carries, or few: numbers and addresses of cards from all over the desk. */
export async function narrowTexts({ client }: AtTheDesk, count: number): Promise<readonly string[]> {
  const ask = (offset: number, limit: number) =>
    client.search.cards({ ...queryOf('', 0, 'id', true), offset, limit }).then(must)
  const { total } = await ask(0, 1)
  const texts: string[] = []
  for (let part = 0; texts.length < count; part += 1) {
    const { rows } = await ask(Math.floor((total * (part % 20)) / 20), 20)
    for (const { id, email, employeeNumber, order } of rows) {
      const text = [id, email, employeeNumber, order].filter((each) => each !== '')[(texts.length + part) % 4] ?? id
      texts.push(text)
    }
  }
  return texts.slice(0, count)
}

/** What nobody carries: no two alike. */
export function missingTexts(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `qxq${index}`)
}

/** The first search after a start. */
export const firstQuery: Query = {
  ...{ cardType: 'card', states: ['active'], text: 'mar', ...page },
  sort: { column: 'changed', direction: 'descending' },
}
