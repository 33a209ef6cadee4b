import { useEffect, useEffectEvent, useState } from 'react'
import type { Answer, DeskError } from '../../../shared/errors'

interface Asked<Value> {
  /** `null` until main has answered. */
  readonly value: Value | null
  readonly error: DeskError | null
  readonly retry: () => void
}

/** Asks main once, and again on `retry`. */
export function useAnswer<Value>(ask: () => Promise<Answer<Value>>): Asked<Value> {
  const [answer, setAnswer] = useState<Answer<Value> | null>(null)
  const [attempt, setAttempt] = useState(0)
  const read = useEffectEvent(ask)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is what asks again
  useEffect(() => {
    let current = true
    void read().then((given) => {
      if (current) setAnswer(given)
    })
    return () => {
      current = false
    }
  }, [attempt])
  return {
    value: answer?.ok ? answer.value : null,
    error: answer && !answer.ok ? answer.error : null,
    retry: () => setAttempt((count) => count + 1),
  }
}
