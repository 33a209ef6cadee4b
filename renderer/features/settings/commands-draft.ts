import {
  type CardType,
  type ProcessDefinition,
  processes,
  processOf,
  type SymbolicName,
} from '../../../shared/lifecycle'
import type { CommandSettings, Settings, SettingsTab } from '../../../shared/model'

/** The commands of one tab while they are edited. */
export type CommandsDraft = CommandSettings

const empty: CommandSettings = { defaults: [], additional: [] }

/** The commands of one tab as they are saved. */
export function commandsOf(settings: Settings, cardType: CardType, tab: SettingsTab): CommandsDraft {
  return settings.cardTypes[cardType].commands[tab] ?? empty
}

/** The Process list: what can start on this tab and is not there yet. */
export function addable(cardType: CardType, tab: SettingsTab, draft: CommandsDraft): readonly ProcessDefinition[] {
  const start = tab === 'general' ? null : tab
  const there = new Set([...draft.defaults.map((each) => each.process), ...draft.additional])
  return processes.filter(
    (process) =>
      process.cardType === cardType &&
      process.by !== 'system' &&
      process.startsIn.includes(start) &&
      !there.has(process.symbolicName),
  )
}

export function withDefault(draft: CommandsDraft, process: SymbolicName, enabled: boolean): CommandsDraft {
  return { ...draft, defaults: draft.defaults.map((each) => (each.process === process ? { process, enabled } : each)) }
}

export function withAdded(draft: CommandsDraft, process: SymbolicName): CommandsDraft {
  return { ...draft, additional: [...draft.additional, process] }
}

export function withoutAdded(draft: CommandsDraft, process: SymbolicName): CommandsDraft {
  return { ...draft, additional: draft.additional.filter((each) => each !== process) }
}

/** Moves one item of a list by a number of places; at either end it stays where it is. */
export function moved<Item>(list: readonly Item[], from: number, by: number): readonly Item[] {
  const to = from + by
  const item = list[from]
  if (item === undefined || to < 0 || to >= list.length) return list
  const rest = list.filter((_, index) => index !== from)
  return [...rest.slice(0, to), item, ...rest.slice(to)]
}

/** The roles that may start a process, by default or as an administrator set them. */
export function startersOf(settings: Settings, process: SymbolicName) {
  const definition = processOf(process)
  const byDefault = definition && definition.by !== 'system' ? [definition.by] : []
  return settings.processRoles.roles[process] ?? byDefault
}
