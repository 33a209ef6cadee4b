import { useEffect } from 'react'
import { desk } from '../../desk'

const touchEvery = 20_000
const signsOfLife = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const

/** Tells main that somebody is still there, at most every 20 seconds. Main decides when to lock. */
export function useIdleTouch(): void {
  useEffect(() => {
    let told = Number.NEGATIVE_INFINITY
    const touch = (event: Event) => {
      if (event.timeStamp - told < touchEvery) return
      told = event.timeStamp
      void desk.session.touch()
    }
    for (const sign of signsOfLife) window.addEventListener(sign, touch, { capture: true, passive: true })
    return () => {
      for (const sign of signsOfLife) window.removeEventListener(sign, touch, { capture: true })
    }
  }, [])
}
