import type { HistoryEntry } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { en } from '../../../shared/texts/en'
import { formatDay, formatNumber } from '../../format'

type Input = HistoryEntry['input']
type Words = Readonly<Record<string, string>>

/** The names wizards give to what is typed, and those of what batch sync records. */
const labels: Words = { ...en.card.history.inputs, ...en.cardWizards.fields, ...en.wizards.fields }

/** Inputs that are recorded as one of a few words of the program's own. */
const choices: Readonly<Record<string, Words>> = {
  reason: en.wizards.reasons,
  identity: en.cardWizards.identity,
}

/** What was typed for an entry, under the names the wizard gave it; what was left empty is left out. */
export function inputFacts(input: Input): readonly { label: string; value: string }[] {
  return Object.entries(withHolderOnce(input)).flatMap(([name, value]) => {
    if (value === '') return []
    return [{ label: labels[name] ?? name, value: written(name, value) }]
  })
}

function written(name: string, value: Input[string]): string {
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'boolean') return t(value ? 'card.history.yes' : 'card.history.no')
  return choices[name]?.[value] ?? (/^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value) : value)
}

/** A holder recorded by id and by the name of that day is one fact: the name, with the id that stays. */
function withHolderOnce(input: Input): Input {
  const { holder, holderName, ...rest } = input
  if (holder === undefined || holderName === undefined) return input
  return { holder: t('card.history.holderWithId', { name: String(holderName), id: String(holder) }), ...rest }
}
