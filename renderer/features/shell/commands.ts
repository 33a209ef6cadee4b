import { cardTypes } from '../../../shared/lifecycle'
import { t } from '../../../shared/texts'
import { useMirror } from '../../state/mirror'
import { type TabId, useView } from '../../state/view'
import { showAbout, showLicences } from '../about/about-store'
import { lockScreen, signOut } from '../sign-in/session'

/** Something "find anything" can do rather than find. */
export interface Command {
  readonly id: string
  readonly name: string
  /** The key that does the same, as written on the keyboard. */
  readonly key?: string
  readonly run: () => void
}

/** Every command this user has now, wherever they are: new cards, tabs, their own session. */
export function useCommands(tabs: readonly TabId[]): readonly Command[] {
  const newCommands = useMirror((state) => state.snapshot?.newCommands)
  const { showTab, showDialog, wishForProcess } = useView.getState()
  const processes = cardTypes.flatMap((type) => newCommands?.[type] ?? [])
  return [
    ...processes
      .filter((each) => each.disabledBecause === null)
      .map(({ process, name }) => ({
        id: process,
        name,
        run: () => wishForProcess({ process, card: null, person: null }),
      })),
    ...tabs.map((tab, index) => ({
      id: tab,
      name: t('shell.find.goTo', { tab: t(`shell.tabs.${tab}`) }),
      key: t('shell.keys.altDigit', { digit: index + 1 }),
      run: () => showTab(tab),
    })),
    { id: 'lock', name: t('shell.user.lock'), run: lockScreen },
    { id: 'password', name: t('shell.user.changePassword'), run: () => showDialog('password') },
    { id: 'keys', name: t('shell.user.keys'), key: '?', run: () => showDialog('keys') },
    { id: 'about', name: t('about.open'), run: showAbout },
    { id: 'licences', name: t('about.licences.open'), run: showLicences },
    { id: 'sign-out', name: t('shell.user.signOut'), run: signOut },
  ]
}
