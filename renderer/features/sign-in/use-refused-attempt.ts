import { useLayoutEffect, useState } from 'react'
import type { DeskError } from '../../../shared/errors'
import { t } from '../../../shared/texts'

/** Milliseconds until main lets somebody try again, counted down for the eye only: main decides. */
function useCountdown(error: DeskError | null): number {
  const wait = error?.details.waitMilliseconds
  const milliseconds = error?.code === 'sign-in-delayed' && typeof wait === 'number' ? wait : 0
  const [until, setUntil] = useState(0)
  const [now, setNow] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new refusal starts the countdown anew, also one of the same length
  useLayoutEffect(() => {
    const start = performance.now()
    setNow(start)
    setUntil(start + milliseconds)
    if (milliseconds === 0) return
    const tick = setInterval(() => {
      setNow(performance.now())
      if (performance.now() >= start + milliseconds) clearInterval(tick)
    }, 250)
    return () => clearInterval(tick)
  }, [error, milliseconds])
  return Math.max(0, until - now)
}

/** A refused attempt to sign in, with the seconds left to wait if there are any. */
export function useRefusedAttempt(error: DeskError | null): {
  readonly waiting: boolean
  readonly notice: DeskError | null
  /** Said when the wait is over; empty otherwise. */
  readonly told: string
} {
  const left = useCountdown(error)
  const waiting = left > 0
  if (error?.code !== 'sign-in-delayed') return { waiting, notice: error, told: '' }
  if (!waiting) return { waiting, notice: null, told: t('session.waitOver') }
  const message = t('session.waitSeconds', { count: Math.ceil(left / 1000) })
  return { waiting, notice: { ...error, message }, told: '' }
}
