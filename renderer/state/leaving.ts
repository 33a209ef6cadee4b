import { create } from 'zustand'
import { onUserLeft } from './mirror'

interface Leaving {
  /** True while something on screen would be lost by going elsewhere. */
  readonly unsaved: boolean
  /** Where the person wanted to go; the question is on screen while this is set. */
  readonly destination: (() => void) | null
  setUnsaved(unsaved: boolean): void
  /** Goes there at once, or asks first when something would be lost. */
  attempt(go: () => void): void
  /** The answer "stay here". */
  stay(): void
  /** The answer "leave without saving". */
  leave(): void
}

/** Asking before unsaved changes are lost. The question itself is drawn by `ConfirmLeave`. */
export const useLeaving = create<Leaving>((set, get) => ({
  unsaved: false,
  destination: null,
  setUnsaved: (unsaved) => set({ unsaved }),
  attempt: (go) => {
    if (get().unsaved) set({ destination: go })
    else go()
  },
  stay: () => set({ destination: null }),
  leave: () => {
    const { destination } = get()
    set({ unsaved: false, destination: null })
    destination?.()
  },
}))

/** As `useLeaving.getState().attempt`, for code outside components. */
export const attemptToLeave = (go: () => void) => useLeaving.getState().attempt(go)

onUserLeft(() => useLeaving.setState({ unsaved: false, destination: null }))
