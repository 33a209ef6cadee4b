import type { CardType, SymbolicName } from '../../shared/lifecycle'
import type { CommandSettings, SettingsTab } from '../../shared/model'
import { documentedProcesses } from '../unit/documented-lifecycle'
import type { Offer } from './combinations'

/** The commands of a tab under an offer, as an administrator saves them: documented defaults, and the others added. */
export function commandsOf(cardType: CardType, tab: SettingsTab, offer: Offer): CommandSettings {
  const here = documentedProcesses.filter(
    ({ cardType: type, role, from }) =>
      type === cardType && role !== 'system' && from.includes(tab === 'general' ? 'new' : tab),
  )
  const named = (default_: boolean) =>
    here.filter((each) => each.on === default_).map((each) => each.symbolicName as SymbolicName)
  return {
    defaults: named(true).map((process) => ({ process, enabled: offer !== 'off' })),
    additional: offer === 'on' || offer === 'exchanged' ? named(false) : [],
  }
}
