import { useCallback, useEffect, useRef, useState } from 'react'
import type { CardProfile, ResponseOf } from '../../../shared/contract'
import type { DeskError } from '../../../shared/errors'
import type { HistoryEntry } from '../../../shared/model'
import { desk } from '../../desk'
import { useDeskChange } from '../../state/mirror'

/** Entries of history read at a time. */
const firstEntries = 50
const mostEntries = 200

export interface ProfileState {
  readonly profile: CardProfile
  readonly history: readonly HistoryEntry[]
  /** Where older entries begin; `null` when all are here. */
  readonly before: number | null
}

/**
 * A card's profile and history, read together so that nothing moves when they come, and read again
 * whenever main says that the card changed. What it answers may still be the card before: see `stale`.
 */
export function useProfile(card: string) {
  const [state, setState] = useState<ProfileState | null>(null)
  const [error, setError] = useState<DeskError | null>(null)
  const newest = useRef(0)
  const shown = useRef<ProfileState | null>(null)

  const load = useCallback(async () => {
    const ticket = ++newest.current
    const known = shown.current?.profile.card.id === card ? shown.current.history.length : 0
    const limit = Math.min(mostEntries, Math.max(firstEntries, known))
    const [profile, history] = await Promise.all([desk.cards.profile({ card }), desk.cards.history({ card, limit })])
    if (ticket !== newest.current) return
    if (profile.ok && history.ok) {
      const next = { profile: profile.value, history: history.value.entries, before: history.value.before }
      shown.current = next
      setState(next)
      setError(null)
    } else setError(profile.ok ? (history.ok ? null : history.error) : profile.error)
  }, [card])

  useEffect(() => {
    setError(null)
    void load()
    return () => {
      newest.current += 1
    }
  }, [load])
  useDeskChange(({ cards, persons, settings }) => {
    if (cards === null || cards.includes(card) || persons || settings) void load()
  })

  const more = async () => {
    const before = shown.current?.before
    if (!shown.current || !before) return
    const ticket = newest.current
    const answer = await desk.cards.history({ card, limit: firstEntries, before })
    if (ticket !== newest.current || !shown.current) return
    if (!answer.ok) return setError(answer.error)
    shown.current = withOlder(shown.current, answer.value)
    setState(shown.current)
  }
  return { state, stale: state !== null && state.profile.card.id !== card, error, load, more }
}

function withOlder(state: ProfileState, { entries, before }: ResponseOf<'cards.history'>): ProfileState {
  const known = new Set(state.history.map(({ number }) => number))
  return { ...state, history: [...state.history, ...entries.filter(({ number }) => !known.has(number))], before }
}
