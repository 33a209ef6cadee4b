import {
  type CardType,
  options,
  type OptionName,
  type OptionValues,
  processOf,
  type Role,
  type SymbolicName,
  stateOf,
} from '../../../shared/lifecycle'
import type { ChangeEntry, CommandSettings, SettingsTab } from '../../../shared/model'
import { listed, processName, roleName, stateLabel, t } from '../../../shared/texts'
import type { GeneralSettings, SettingsChange } from '../../engine/events'
import { backupLines } from './backup'
import { bureauLines } from './bureau'
import { type Lines, listLines } from './lines'

/** What a saved change of the settings is about and what it changed, in words. */
export function settingsChange(change: SettingsChange): Pick<ChangeEntry, 'subject' | 'changes'> {
  switch (change.section) {
    case 'commands': {
      const names = { cardType: cardTypeName(change.cardType), tab: tabName(change.cardType, change.tab) }
      return { subject: t('changes.subjects.commands', names), changes: commandLines(change.before, change.after) }
    }
    case 'general': {
      const subject = t('changes.subjects.general', { cardType: cardTypeName(change.cardType) })
      return { subject, changes: generalLines(change.before, change.after) }
    }
    case 'process-roles': {
      const subject = t('changes.subjects.process-roles', { process: nameOf(change.process) })
      return { subject, changes: [{ label: t('changes.startedBy'), ...rolesBeforeAndAfter(change) }] }
    }
    case 'options':
      return { subject: t('changes.subjects.options'), changes: optionLines(change.before, change.after) }
    case 'bureau':
      return { subject: t('changes.subjects.bureau'), changes: bureauLines(change.before, change.after) }
    case 'backup':
      return { subject: t('changes.subjects.backup'), changes: backupLines(change.before, change.after) }
    case 'desk': {
      const [before, after] = [change.before, change.after].map(({ idleLockMinutes: minutes }) =>
        minutes === 0 ? t('changes.never') : t('changes.minutes', { count: minutes }),
      )
      const line = { label: t('changes.idleLock'), before: before ?? '', after: after ?? '' }
      return { subject: t('changes.subjects.desk'), changes: [line] }
    }
  }
}

function rolesBeforeAndAfter({ before, after }: { before: readonly Role[]; after: readonly Role[] }) {
  return { before: rolesText(before), after: rolesText(after) }
}

/** Roles as people write them: `Operator and Approver`. */
export function rolesText(roles: readonly Role[]): string {
  return listed(roles.map(roleName), 'and')
}

function commandLines(before: CommandSettings, after: CommandSettings): Lines {
  const processes = new Set([...before.defaults, ...after.defaults].map((each) => each.process))
  const lines = [...processes].map((process) => {
    const [one, other] = [before, after].map(({ defaults }) => {
      const found = defaults.find((each) => each.process === process)
      return found ? onOrOff(found.enabled) : ''
    })
    return { label: nameOf(process), before: one ?? '', after: other ?? '' }
  })
  return [
    ...lines.filter((line) => line.before !== line.after),
    ...listLines(t('changes.additionalCommand'), t('changes.additionalOrder'), [
      before.additional.map(nameOf),
      after.additional.map(nameOf),
    ]),
  ]
}

function generalLines(before: GeneralSettings, after: GeneralSettings): Lines {
  const fields = [before, after].map(({ searchFields }) =>
    searchFields.map((field) => t(`settings.searchFields.${field}`)),
  )
  return [
    // The order of the fields means nothing: the text is looked for in all of them.
    ...listLines(t('changes.searchField'), null, [fields[0] ?? [], fields[1] ?? []]),
    ...listLines(t('changes.layout'), t('changes.layoutOrder'), [before.layouts, after.layouts]),
  ]
}

function optionLines(before: Partial<OptionValues>, after: Partial<OptionValues>): Lines {
  const names = new Set([...Object.keys(before), ...Object.keys(after)] as OptionName[])
  return [...names]
    .map((name) => ({
      label: optionLabel(name),
      before: optionText(name, before[name]),
      after: optionText(name, after[name]),
    }))
    .filter((line) => line.before !== line.after)
}

/** Two options of different card types share a name. A name this version does not know stands as it is. */
function optionLabel(name: OptionName): string {
  const definition = options.find((each) => each.name === name)
  if (!definition) return name
  const option = t(`lifecycle.options.${name}.name`)
  const { cardType } = definition
  return cardType === 'both' ? option : t('changes.ofCardType', { cardType: cardTypeName(cardType), option })
}

function optionText(name: OptionName, value: boolean | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return onOrOff(value)
  switch (name) {
    case 'CardsValidityMonths':
      return t('changes.months', { count: value })
    case 'TempCardsValidityDays':
      return t('changes.days', { count: value })
    case 'BatchSyncMinutes':
      return value === 0 ? t('changes.byHand') : t('changes.minutes', { count: value })
    default:
      return String(value)
  }
}

function onOrOff(value: boolean): string {
  return value ? t('changes.on') : t('changes.off')
}

function cardTypeName(cardType: CardType): string {
  return t(`lifecycle.cardTypes.${cardType}.one`)
}

function tabName(cardType: CardType, tab: SettingsTab): string {
  if (tab === 'general') return t('settings.general')
  return stateOf(cardType, tab) ? stateLabel(cardType, tab) : tab
}

/** A history outlives the tables it was made with: a process this version does not know keeps its symbolic name. */
function nameOf(process: SymbolicName): string {
  return processOf(process) ? processName(process) : process
}
