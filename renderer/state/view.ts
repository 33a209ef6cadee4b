import { create } from 'zustand'
import type { SymbolicName } from '../../shared/lifecycle'
import { attemptToLeave } from './leaving'
import { onUserLeft } from './mirror'

export type TabId = 'search' | 'settings'

/** A wizard somebody asked for from elsewhere, such as from "find anything". */
export interface ProcessWish {
  readonly process: SymbolicName
  readonly card: string | null
  readonly person: string | null
}

interface ViewValues {
  /** The tab on screen; `null` = the first one the user's roles reach. */
  readonly tab: TabId | null
  /** The card whose profile is open beside the list. */
  readonly selectedCard: string | null
  /** To be started by the process feature, which clears it with `takeWish`. */
  readonly wish: ProcessWish | null
  readonly keysShown: boolean
}

interface View extends ViewValues {
  /** Shows a tab; asks first when unsaved changes would be lost. */
  showTab(tab: TabId): void
  /** Opens a card's profile in SEARCH, whichever tab is on screen; `null` closes the profile. */
  selectCard(card: string | null): void
  /** Asks for a wizard, in SEARCH. */
  wishForProcess(wish: ProcessWish): void
  /** The process feature took the wish up. */
  takeWish(): ProcessWish | null
  showKeys(shown: boolean): void
}

const start: ViewValues = { tab: null, selectedCard: null, wish: null, keysShown: false }

/**
 * What this screen does, apart from what main said. It outlives the tabs' components, so coming back
 * to a tab finds it as it was; it is forgotten when another user signs in.
 */
export const useView = create<View>((set, get) => {
  /** Changes the view; asks first if that leaves a tab with unsaved changes. */
  const go = (tab: TabId, values: Partial<ViewValues>) => {
    if (get().tab === tab) set(values)
    else attemptToLeave(() => set({ ...values, tab }))
  }
  return {
    ...start,
    showTab: (tab) => go(tab, {}),
    selectCard: (selectedCard) => {
      if (selectedCard === null) set({ selectedCard })
      else go('search', { selectedCard })
    },
    wishForProcess: (wish) => go('search', wish.card === null ? { wish } : { wish, selectedCard: wish.card }),
    takeWish: () => {
      const { wish } = get()
      if (wish) set({ wish: null })
      return wish
    },
    showKeys: (keysShown) => set({ keysShown }),
  }
})

onUserLeft(() => useView.setState(start))
