import { useRef, useState } from 'react'
import type { Answer } from '../../shared/errors'
import type { Person } from '../../shared/model'
import { desk } from '../desk'

export interface PersonsFound {
  readonly text: string
  readonly total: number
  readonly rows: readonly Person[]
}

const most = 30
/** Persons read at a time where all of them are wanted: as many as one call answers. */
const page = 500

/** Persons that match what was typed last; an answer to something typed before never shows. */
export function usePersonSearch() {
  const [found, setFound] = useState<PersonsFound | null>(null)
  const newest = useRef(0)
  const search = async (text: string) => {
    const ticket = ++newest.current
    const answer = await desk.persons.search({ text, offset: 0, limit: most })
    if (ticket === newest.current) setFound(answer.ok ? { text, ...answer.value } : null)
  }
  return { found, search: (text: string) => void search(text) }
}

/** The first persons found for a text, in the order of the search, that are not known yet: at most `wanted`. */
export async function findNew(
  text: string,
  known: ReadonlySet<string>,
  wanted: number,
): Promise<Answer<readonly Person[]>> {
  const persons = new Map<string, Person>()
  for (let offset = 0; persons.size < wanted; offset += page) {
    const answer = await desk.persons.search({ text, offset, limit: page })
    if (!answer.ok) return answer
    const { rows, total } = answer.value
    for (const person of rows) if (!known.has(person.id)) persons.set(person.id, person)
    if (rows.length === 0 || offset + rows.length >= total) break
  }
  return { ok: true, value: [...persons.values()].slice(0, wanted) }
}
