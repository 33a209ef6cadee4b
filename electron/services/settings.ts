import type { ParsedRequestOf, ResponseOf, SessionUser } from '../../shared/contract'
import { type Answer, type Refusal, refusal } from '../../shared/errors'
import { type CardType, options, processOf, roles, type SymbolicName, stateOf } from '../../shared/lifecycle'
import type { CommandSettings, Settings, SettingsTab } from '../../shared/model'
import { processName, t } from '../../shared/texts'
import { rolesFor } from '../engine/allowed'
import { defaultCommands, startableOn } from '../engine/default-settings'
import type { SettingsChange } from '../engine/events'
import type { Clock } from '../ports'
import type { Store } from '../store/port'
import { fold } from './search/fold'
import { type Change, saveSettings } from './settings-saves'

/**
 * What administrators set. Every save names the version it started from, goes into the history with
 * before and after, and takes effect at once for everyone on this workstation.
 */
export class SettingsService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly runnable: readonly SymbolicName[],
  ) {}

  read(): ResponseOf<'settings.read'> {
    return { settings: this.store.view.settings(), runnable: this.runnable }
  }

  /** The commands of one tab: documented defaults switched on or off, and processes added to it. */
  saveCommands(request: ParsedRequestOf<'settings.saveCommands'>, by: SessionUser): Promise<Answer<Settings>> {
    const { cardType, tab, version, ...commands } = request
    return this.save(version, by, (settings) => {
      const change = this.commandsChange(settings, cardType, tab, commands)
      return 'ok' in change ? change : { version: settings.cardTypes[cardType].version, changes: [change] }
    })
  }

  /** The General tab of a card type: what makes a new card, quick-search fields and card layouts. */
  saveGeneral(request: ParsedRequestOf<'settings.saveGeneral'>, by: SessionUser): Promise<Answer<Settings>> {
    const { cardType, version, searchFields, layouts, ...commands } = request
    return this.save(version, by, (settings) => {
      const now = settings.cardTypes[cardType]
      if (new Set(layouts.map(fold)).size !== layouts.length) return invalid('layouts', layouts.join(', '))
      const change = this.commandsChange(settings, cardType, 'general', commands)
      if ('ok' in change) return change
      const before = { searchFields: now.searchFields, layouts: now.layouts }
      const after = { searchFields: [...new Set(searchFields)], layouts }
      return { version: now.version, changes: [change, { section: 'general', cardType, before, after }] }
    })
  }

  private commandsChange(
    settings: Settings,
    cardType: CardType,
    tab: SettingsTab,
    { defaults, additional }: CommandSettings,
  ): SettingsChange | Refusal {
    if (tab !== 'general' && !stateOf(cardType, tab)) return invalid('tab', tab)
    const documented = defaultCommands(cardType, tab).defaults.map((each) => each.process)
    const given = new Set(defaults.map((each) => each.process))
    if (
      given.size !== defaults.length ||
      given.size !== documented.length ||
      !documented.every((name) => given.has(name))
    ) {
      return invalid('defaults', [...given].join(', '))
    }
    const startable = startableOn(cardType, tab).map((each) => each.symbolicName)
    const misplaced = additional.find(
      (name, index) => !startable.includes(name) || additional.indexOf(name) !== index || documented.includes(name),
    )
    if (misplaced) return invalid('additional', misplaced)
    const before = settings.cardTypes[cardType].commands[tab] ?? defaultCommands(cardType, tab)
    const unavailable = additional.find((name) => !before.additional.includes(name) && !this.runnable.includes(name))
    if (unavailable) {
      const process = processName(unavailable)
      return refusal('process-not-available', t('errors.process-not-available', { process }), { process: unavailable })
    }
    const ordered = documented.flatMap((name) => defaults.filter((each) => each.process === name))
    return { section: 'commands', cardType, tab, before, after: { defaults: ordered, additional } }
  }

  /** The roles that may start processes; each process that changes is told on its own. */
  saveProcessRoles(request: ParsedRequestOf<'settings.saveProcessRoles'>, by: SessionUser): Promise<Answer<Settings>> {
    return this.save(request.version, by, (settings) => {
      const changes: SettingsChange[] = []
      for (const [name, given] of Object.entries(request.roles)) {
        const process = processOf(name)
        if (!process || process.by === 'system') return invalid('process', name)
        const after = roles.filter((role) => given.some((each) => each === role))
        changes.push({
          section: 'process-roles',
          process: process.symbolicName,
          before: rolesFor(settings, process),
          after,
        })
      }
      return { version: settings.processRoles.version, changes }
    })
  }

  /** Options; only those that really change are written. */
  saveOptions(request: ParsedRequestOf<'settings.saveOptions'>, by: SessionUser): Promise<Answer<Settings>> {
    return this.save(request.version, by, ({ options: { version, values } }) => {
      const changed = options
        .map(({ name }) => name)
        .filter((name) => name in request.values && request.values[name] !== values[name])
      const pick = (from: Partial<Settings['options']['values']>) =>
        Object.fromEntries(changed.map((name) => [name, from[name]])) as Partial<Settings['options']['values']>
      return { version, changes: [{ section: 'options', before: pick(values), after: pick(request.values) }] }
    })
  }

  /** Settings of this workstation's desk as a whole. */
  saveDesk(request: ParsedRequestOf<'settings.saveDesk'>, by: SessionUser): Promise<Answer<Settings>> {
    return this.save(request.version, by, ({ desk }) => {
      return { version: desk.version, changes: [{ section: 'desk', before: desk.values, after: request.values }] }
    })
  }

  private save(version: number, by: SessionUser, make: Change): Promise<Answer<Settings>> {
    return saveSettings({ store: this.store, clock: this.clock }, version, by, make)
  }
}

function invalid(field: string, value: string): Refusal {
  return refusal('bad-request', t('errors.bad-request', { faults: `${field}: ${value}` }), { field, value })
}
