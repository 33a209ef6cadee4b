import { create } from 'zustand'
import type { BatchPreview } from '../../../shared/contract'
import type { DeskError } from '../../../shared/errors'
import { desk } from '../../desk'
import { onUserLeft } from '../../state/mirror'

interface LookValues {
  /** It is on screen, beside the list. */
  readonly shown: boolean
  readonly looking: boolean
  /** What was seen last, and when (ISO 8601 UTC); `null` until there is an answer. */
  readonly seen: { readonly preview: BatchPreview; readonly at: string } | null
  readonly error: DeskError | null
}

interface LookStore extends LookValues {
  /** Looks at what a run would take in now; looking twice meanwhile is looking once. */
  look(): Promise<void>
  /** Leaves it; what was seen is soon out of date. */
  close(): void
}

const start: LookValues = { shown: false, looking: false, seen: null, error: null }

/** The dry run: what batch sync would take in, without changing anything. */
export const useLook = create<LookStore>((set, get) => {
  /** Counts what was looked at: an answer that comes after it was left is not wanted any more. */
  let newest = 0
  return {
    ...start,
    async look() {
      set({ shown: true, error: null })
      if (get().looking) return
      const ticket = ++newest
      set({ looking: true })
      const answer = await desk.batch.preview()
      if (ticket !== newest) return
      if (answer.ok) set({ looking: false, seen: { preview: answer.value, at: new Date().toISOString() } })
      else set({ looking: false, error: answer.error })
    },
    close() {
      newest += 1
      set(start)
    },
  }
})

onUserLeft(() => useLook.getState().close())
