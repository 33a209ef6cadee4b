import { create } from 'zustand'
import type { CardType } from '../../../shared/lifecycle'
import type { SettingsTab } from '../../../shared/model'
import { attemptToLeave } from '../../state/leaving'
import { onUserLeft } from '../../state/mirror'

export type PageName = 'home' | 'cards' | 'options' | 'bureau' | 'roles' | 'desk' | 'accounts' | 'data' | 'history'

/** The tabs of a card type's page: its life cycle as a whole, then what can be set. */
export type CardTypeTab = 'life-cycle' | SettingsTab

/** Where in the settings somebody is. */
export type Place =
  | { readonly page: PageName }
  | { readonly page: 'card-type'; readonly cardType: CardType; readonly tab: CardTypeTab }

const home: Place = { page: 'home' }

/** Remembered while other tabs are on screen; forgotten when another user signs in. */
export const usePlace = create<{ readonly place: Place; go(place: Place): void }>((set) => ({
  place: home,
  /** Asks first when unsaved changes would be lost. */
  go: (place) => attemptToLeave(() => set({ place })),
}))

onUserLeft(() => usePlace.setState({ place: home }))
