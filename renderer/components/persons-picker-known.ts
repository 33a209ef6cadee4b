import { useEffect, useState } from 'react'
import type { Person } from '../../shared/model'
import { desk } from '../desk'
import { onUserLeft } from '../state/mirror'

/** Persons this window has come across, by id: answers hold ids alone, and coming back to a page must not read them all. */
const known = new Map<string, Person>()
onUserLeft(() => known.clear())

/** Questions to main at a time. */
const together = 8

export function remember(persons: readonly Person[]): void {
  for (const person of persons) known.set(person.id, person)
}

/** Looks a person up; those not come across yet are read, and there a moment later. */
export function useKnownPersons(ids: readonly string[]): (id: string) => Person | undefined {
  const [, setRead] = useState(0)
  useEffect(() => {
    let current = true
    const missing = ids.filter((id) => !known.has(id))
    const read = async () => {
      for (let at = 0; current && at < missing.length; at += together) {
        const answers = await Promise.all(
          missing.slice(at, at + together).map((person) => desk.persons.read({ person })),
        )
        remember(answers.flatMap((answer) => (answer.ok ? [answer.value] : [])))
        if (current) setRead((times) => times + 1)
      }
    }
    void read()
    return () => {
      current = false
    }
  }, [ids])
  return (id) => known.get(id)
}
