import { type CardType, defaultOptions, type ProcessDefinition, processes, states } from '../../shared/lifecycle'
import {
  type BureauSettings,
  type BureauState,
  type CardTypeSettings,
  type CommandSettings,
  type Settings,
  type SettingsTab,
  bureauStates,
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

const words = {
  ordered: ['Received', 'Accepted', 'Queued'],
  'in-production': ['In production', 'Personalised'],
  produced: ['Produced', 'Shipped', 'Delivered'],
  failed: ['Failed', 'Rejected', 'Cancelled'],
} as const satisfies Record<BureauState, readonly string[]>

/** No bureau is connected until an administrator connects one; the words are the usual ones. */
const defaultBureau: BureauSettings = {
  connection: 'simulated',
  folder: { path: '', format: 'json' },
  rest: { address: '', organisation: '', clientId: '', secret: null },
  ordersPerBatch: 100,
  statusWords: bureauStates.flatMap((state) => words[state].map((word) => ({ word, state }))),
}

/** The settings of a desk nobody has changed anything in. */
export function defaultSettings(): Settings {
  return {
    cardTypes: { card: defaultCardType('card'), 'temporary-card': defaultCardType('temporary-card') },
    processRoles: { version: 0, roles: {} },
    options: { version: 0, values: defaultOptions },
    desk: { version: 0, values: { idleLockMinutes: 10 } },
    bureau: { version: 0, values: defaultBureau },
    backup: { version: 0, values: { folder: '', daily: false, keep: 14 } },
  }
}
