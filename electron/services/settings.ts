import { isDeepStrictEqual } from 'node:util'
import type { ParsedRequestOf, ResponseOf, SessionUser } from '../../shared/contract'
import { type Answer, type Refusal, refusal } from '../../shared/errors'
import { options, processOf, type SymbolicName, stateOf } from '../../shared/lifecycle'
import type { Settings } from '../../shared/model'
import { processName, t } from '../../shared/texts'
import { rolesFor } from '../engine/allowed'
import { defaultCommands, startableOn } from '../engine/default-settings'
import type { SettingsChange } from '../engine/events'
import { type Clock, timestamp } from '../ports'
import type { Store } from '../store/port'

/** What a save makes of the settings as they are: the change, or why not. */
type Change = (settings: Settings) => { readonly version: number; readonly change: SettingsChange } | Refusal

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
    const { cardType, tab, version, defaults, additional } = request
    return this.save(version, by, (settings) => {
      if (tab !== 'general' && !stateOf(cardType, tab)) return invalid('tab', tab)
      const { defaults: documented } = defaultCommands(cardType, tab)
      const sameDefaults =
        documented.length === defaults.length &&
        documented.every((each) => defaults.some((one) => one.process === each.process))
      if (!sameDefaults) return invalid('defaults', defaults.map((each) => each.process).join(', '))
      const startable = startableOn(cardType, tab).map((each) => each.symbolicName)
      const misplaced = additional.find(
        (name, index) =>
          !startable.includes(name) ||
          additional.indexOf(name) !== index ||
          documented.some((each) => each.process === name),
      )
      if (misplaced) return invalid('additional', misplaced)
      const before = settings.cardTypes[cardType].commands[tab] ?? defaultCommands(cardType, tab)
      const kept = new Set(before.additional)
      const unavailable = additional.find((name) => !kept.has(name) && !this.runnable.includes(name))
      if (unavailable) {
        const process = processName(unavailable)
        return refusal('process-not-available', t('errors.process-not-available', { process }), {
          process: unavailable,
        })
      }
      const change = { section: 'commands', cardType, tab, before, after: { defaults, additional } } as const
      return { version: settings.cardTypes[cardType].version, change }
    })
  }

  /** Quick-search fields and card layouts of a card type. */
  saveGeneral(request: ParsedRequestOf<'settings.saveGeneral'>, by: SessionUser): Promise<Answer<Settings>> {
    const { cardType, version, searchFields, layouts } = request
    return this.save(version, by, (settings) => {
      const now = settings.cardTypes[cardType]
      if (new Set(layouts).size !== layouts.length) return invalid('layouts', layouts.join(', '))
      const before = { searchFields: now.searchFields, layouts: now.layouts }
      const after = { searchFields: [...new Set(searchFields)], layouts }
      return { version: now.version, change: { section: 'general', cardType, before, after } }
    })
  }

  /** The roles that may start a process. */
  saveProcessRoles(request: ParsedRequestOf<'settings.saveProcessRoles'>, by: SessionUser): Promise<Answer<Settings>> {
    const { process: name, version, roles } = request
    return this.save(version, by, (settings) => {
      const process = processOf(name)
      if (!process || process.by === 'system') return invalid('process', name)
      const before = rolesFor(settings, process)
      const after = [...new Set(roles)]
      return {
        version: settings.processRoles.version,
        change: { section: 'process-roles', process: name, before, after },
      }
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
      return { version, change: { section: 'options', before: pick(values), after: pick(request.values) } }
    })
  }

  /** Settings of this workstation's desk as a whole. */
  saveDesk(request: ParsedRequestOf<'settings.saveDesk'>, by: SessionUser): Promise<Answer<Settings>> {
    return this.save(request.version, by, ({ desk }) => {
      return { version: desk.version, change: { section: 'desk', before: desk.values, after: request.values } }
    })
  }

  private async save(version: number, by: SessionUser, make: Change): Promise<Answer<Settings>> {
    const done = await this.store.transact((view) => {
      const made = make(view.settings())
      if ('ok' in made) return made
      if (made.version !== version)
        return refusal('settings-changed', t('errors.settings-changed'), { version: made.version })
      const stamp = { at: timestamp(this.clock), user: by.id, name: by.name, role: 'administrator' } as const
      // Saving what is already so is not a change and leaves no trace.
      const same = isDeepStrictEqual(made.change.before, made.change.after)
      return { ok: true, by: stamp, events: same ? [] : [{ type: 'settings-saved', ...made.change }] }
    })
    return done.ok ? { ok: true, value: this.store.view.settings() } : done
  }
}

function invalid(field: string, value: string): Refusal {
  return refusal('bad-request', t('errors.bad-request', { faults: `${field}: ${value}` }), { field, value })
}
