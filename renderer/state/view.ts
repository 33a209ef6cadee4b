import { create } from 'zustand'
import type { CardType, SymbolicName } from '../../shared/lifecycle'
import { attemptToLeave } from './leaving'
import { onUserLeft } from './mirror'

export type TabId = 'overview' | 'search' | 'requests' | 'batch-orders' | 'settings'

/** What lies over the desk, one at a time. */
export type Dialog = 'keys' | 'password'

/** A wizard somebody asked for from elsewhere, such as from "find anything". */
export interface ProcessWish {
  readonly process: SymbolicName
  readonly card: string | null
  readonly person: string | null
  /** Several cards, each of which stands or falls alone; then `card` and `person` are `null`. */
  readonly cards?: readonly string[]
}

/** What SEARCH is asked from elsewhere to look for. */
export interface SearchWish {
  readonly text: string
  /** The type SEARCH stands on, when left out. */
  readonly cardType?: CardType
  /** Label of the states looked for; any, when left out. */
  readonly label?: string
}

interface ViewValues {
  /** The tab on screen; `null` = the first one the user's roles reach. */
  readonly tab: TabId | null
  /** The card whose profile is open beside the list; a person's profile closes it. */
  readonly selectedCard: string | null
  /** The person whose profile is open beside the list; a card's profile closes it. */
  readonly selectedPerson: string | null
  /** To be started by the process feature, which clears it with `takeWish`. */
  readonly wish: ProcessWish | null
  /** To be searched for, asked for from elsewhere; SEARCH clears it with `takeSearchWish`. */
  readonly searchWish: SearchWish | null
  readonly dialog: Dialog | null
}

export interface View extends ViewValues {
  /** Shows a tab; asks first when unsaved changes would be lost. */
  showTab(tab: TabId): void
  /** Opens a card's profile in SEARCH, whichever tab is on screen; `null` closes the profile. */
  selectCard(card: string | null): void
  /** Opens a person's profile in SEARCH, whichever tab is on screen; `null` closes the profile. */
  selectPerson(person: string | null): void
  /** Asks for a wizard, in SEARCH. */
  wishForProcess(wish: ProcessWish): void
  /** The process feature took the wish up. */
  takeWish(): ProcessWish | null
  /** Asks SEARCH to look for cards. */
  searchFor(wish: SearchWish): void
  takeSearchWish(): SearchWish | null
  showDialog(dialog: Dialog | null): void
}

const start: ViewValues = {
  tab: null,
  selectedCard: null,
  selectedPerson: null,
  wish: null,
  searchWish: null,
  dialog: null,
}

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
      else go('search', { selectedCard, selectedPerson: null })
    },
    selectPerson: (selectedPerson) => {
      if (selectedPerson === null) set({ selectedPerson })
      else go('search', { selectedPerson, selectedCard: null })
    },
    wishForProcess: (wish) =>
      go('search', wish.card === null ? { wish } : { wish, selectedCard: wish.card, selectedPerson: null }),
    takeWish: () => {
      const { wish } = get()
      if (wish) set({ wish: null })
      return wish
    },
    searchFor: (searchWish) => go('search', { searchWish }),
    takeSearchWish: () => {
      const { searchWish } = get()
      if (searchWish !== null) set({ searchWish: null })
      return searchWish
    },
    showDialog: (dialog) => set({ dialog }),
  }
})

onUserLeft(() => useView.setState(start))
