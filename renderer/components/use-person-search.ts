import { useRef, useState } from 'react'
import type { Person } from '../../shared/model'
import { desk } from '../desk'

export interface PersonsFound {
  readonly text: string
  readonly total: number
  readonly rows: readonly Person[]
}

const most = 30

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
