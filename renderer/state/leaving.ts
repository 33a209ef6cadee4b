import { useEffect, useId } from 'react'
import { create } from 'zustand'
import { onUserLeft } from './mirror'

/** What loses it: going elsewhere on this screen, or only closing the window, which finds it again elsewhere. */
export type LostBy = 'leaving' | 'closing'

interface Leaving {
  /** What is typed or changed and not saved yet, by whoever holds it. */
  readonly unsaved: ReadonlyMap<string, LostBy>
  /** Where the person wanted to go; the question is on screen while this is set. */
  readonly destination: (() => void) | null
  /** Says that something would be lost, or with `null` that nothing would be any more. */
  hold(holder: string, lostBy: LostBy | null): void
  /** Goes there at once, or asks first when something would be lost. */
  attempt(go: () => void): void
  /** The answer "stay here". */
  stay(): void
  /** The answer "leave without saving". */
  leave(): void
}

/** True while the person is on the way to where they said they want to go: asked once is enough. */
let underway = false

/** Asking before unsaved changes are lost. The question itself is drawn by `ConfirmLeave`. */
export const useLeaving = create<Leaving>((set, get) => ({
  unsaved: new Map(),
  destination: null,
  hold: (holder, lostBy) => {
    const { unsaved } = get()
    if ((unsaved.get(holder) ?? null) === lostBy) return
    const others = [...unsaved].filter(([each]) => each !== holder)
    set({ unsaved: new Map(lostBy === null ? others : [...others, [holder, lostBy]]) })
  },
  attempt: (go) => {
    if (!underway && [...get().unsaved.values()].includes('leaving')) set({ destination: go })
    else go()
  },
  stay: () => set({ destination: null }),
  leave: () => {
    const { destination } = get()
    set({ destination: null })
    // What is left lets go of its changes itself: where leaving fails, they are still there and still asked about.
    underway = true
    try {
      destination?.()
    } finally {
      underway = false
    }
  },
}))

/** As `useLeaving.getState().attempt`, for code outside components. */
export const attemptToLeave = (go: () => void) => useLeaving.getState().attempt(go)

/** While `unsaved`, whatever loses it asks first: going elsewhere, or closing the window. */
export function useUnsaved(unsaved: boolean, lostBy: LostBy = 'leaving'): void {
  const holder = useId()
  const { hold } = useLeaving.getState()
  useEffect(() => {
    hold(holder, unsaved ? lostBy : null)
    return () => hold(holder, null)
  }, [holder, hold, unsaved, lostBy])
}

onUserLeft(() => useLeaving.setState({ unsaved: new Map(), destination: null }))
