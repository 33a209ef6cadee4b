import { useCallback, useEffect, useRef, useState } from 'react'
import type { PersonProfile, ResponseOf } from '../../../shared/contract'
import type { DeskError } from '../../../shared/errors'
import type { ChangeEntry } from '../../../shared/model'
import { desk } from '../../desk'
import { useDeskChange } from '../../state/mirror'

/** Changes of the record read at a time. */
const firstChanges = 20
const mostChanges = 200

export interface PersonState {
  readonly profile: PersonProfile
  readonly changes: readonly ChangeEntry[]
  /** Where older changes begin; `null` when all are here. */
  readonly before: number | null
}

/**
 * A person's profile and the changes of their record, read together so that nothing moves when they come,
 * and read again whenever main says that something changed. What it answers may still be the person
 * before: see `stale`.
 */
export function usePerson(person: string) {
  const [state, setState] = useState<PersonState | null>(null)
  const [error, setError] = useState<DeskError | null>(null)
  const newest = useRef(0)
  const newestOfCards = useRef(0)
  const shown = useRef<PersonState | null>(null)

  const load = useCallback(async () => {
    const ticket = ++newest.current
    const known = shown.current?.profile.person.id === person ? shown.current.changes.length : 0
    const limit = Math.min(mostChanges, Math.max(firstChanges, known))
    const [profile, history] = await Promise.all([
      desk.persons.profile({ person }),
      desk.persons.history({ person, limit }),
    ])
    if (ticket !== newest.current) return
    if (profile.ok && history.ok) {
      shown.current = { profile: profile.value, changes: history.value.entries, before: history.value.before }
      setState(shown.current)
      setError(null)
    } else setError(profile.ok ? (history.ok ? null : history.error) : profile.error)
  }, [person])

  /** Cards alone changed: the record is as it was. */
  const loadCards = useCallback(async () => {
    const ticket = newest.current
    const ofCards = ++newestOfCards.current
    const profile = await desk.persons.profile({ person })
    if (
      ticket !== newest.current ||
      ofCards !== newestOfCards.current ||
      !shown.current ||
      shown.current.profile.person.id !== person
    )
      return
    if (!profile.ok) return setError(profile.error)
    shown.current = { ...shown.current, profile: profile.value }
    setState(shown.current)
  }, [person])

  useEffect(() => {
    setError(null)
    void load()
    return () => {
      newest.current += 1
    }
  }, [load])
  useDeskChange(({ cards, persons, settings }) => {
    if (persons || shown.current === null) void load()
    // Any card may have become this person's.
    else if (settings || cards === null || cards.length > 0) void loadCards()
  })

  const more = async () => {
    const before = shown.current?.before
    if (!shown.current || !before) return
    const ticket = newest.current
    const answer = await desk.persons.history({ person, limit: firstChanges, before })
    if (ticket !== newest.current || !shown.current) return
    if (!answer.ok) return setError(answer.error)
    shown.current = withOlder(shown.current, answer.value)
    setState(shown.current)
  }
  return { state, stale: state !== null && state.profile.person.id !== person, error, load, more }
}

function withOlder(state: PersonState, { entries, before }: ResponseOf<'persons.history'>): PersonState {
  const known = new Set(state.changes.map(({ number }) => number))
  return { ...state, changes: [...state.changes, ...entries.filter(({ number }) => !known.has(number))], before }
}
