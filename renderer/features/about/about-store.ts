import { create } from 'zustand'
import type { MenuChoice } from '../../../shared/contract'
import { onMenu } from '../../desk'
import { mirror } from '../../state/mirror'

interface AboutView {
  /** What is shown over everything else; `null` = nothing. */
  readonly shown: MenuChoice | null
  /** What had the keyboard when it was opened. */
  readonly opener: Element | null
}

/** About lies over whatever is on screen, a locked screen or another dialog included, and leaves it as it is. */
export const useAbout = create<AboutView>(() => ({ shown: null, opener: null }))

function show(shown: MenuChoice): void {
  useAbout.setState(({ shown: before, opener }) => ({ shown, opener: before ? opener : document.activeElement }))
}

export const showAbout = (): void => show('about')
export const showLicences = (): void => show('licences')
export const closeAbout = (): void => useAbout.setState({ shown: null })

/** Listens to the menu bar and to Escape. Called once, before anything is drawn. */
export function startAbout(): void {
  onMenu(show)
  // Whoever comes to a locked screen or a new session finds that, and nothing over it.
  mirror.subscribe(({ session }, before) => {
    if (session?.phase !== before.session?.phase) closeAbout()
  })
  // Every dialog listens at the window, so one press would close those beneath as well: the first listener stops it.
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.isComposing || useAbout.getState().shown === null) return
      event.stopImmediatePropagation()
      closeAbout()
    },
    { capture: true },
  )
}
