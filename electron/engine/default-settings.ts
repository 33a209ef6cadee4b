import { type CardType, defaultOptions, type ProcessDefinition, processes, states } from '../../shared/lifecycle'
import {
  type CardTypeSettings,
  type CommandSettings,
  type Settings,
  type SettingsTab,
  searchFields,
} from '../../shared/model'

const layouts: Record<CardType, readonly string[]> = {
  card: ['Employee', 'Contractor', 'Management', 'Student'],
  'temporary-card': ['Blue', 'Green', 'Orange'],
}

/** The processes a person can start on a tab: in that state, or making a new card under General. */
export function startableOn(cardType: CardType, tab: SettingsTab): readonly ProcessDefinition[] {
  const start = tab === 'general' ? null : tab
  return processes.filter(
    (process) => process.cardType === cardType && process.by !== 'system' && process.startsIn.includes(start),
  )
}

/** The documented defaults of one tab: what is offered before an administrator changed anything. */
export function defaultCommands(cardType: CardType, tab: SettingsTab): CommandSettings {
  const defaults = startableOn(cardType, tab).filter((process) => process.enabledByDefault)
  return { defaults: defaults.map(({ symbolicName }) => ({ process: symbolicName, enabled: true })), additional: [] }
}

/** The tabs of a card type, General first, then its states in the order of the life cycle. */
export function tabsOf(cardType: CardType): readonly SettingsTab[] {
  return ['general', ...states[cardType].map((state) => state.id)]
}

function defaultCardType(cardType: CardType): CardTypeSettings {
  return {
    version: 0,
    commands: Object.fromEntries(tabsOf(cardType).map((tab) => [tab, defaultCommands(cardType, tab)])),
    searchFields,
    layouts: layouts[cardType],
  }
}

/** The settings of a desk nobody has changed anything in. */
export function defaultSettings(): Settings {
  return {
    cardTypes: { card: defaultCardType('card'), 'temporary-card': defaultCardType('temporary-card') },
    processRoles: { version: 0, roles: {} },
    options: { version: 0, values: defaultOptions },
    desk: { version: 0, values: { idleLockMinutes: 10 } },
  }
}
