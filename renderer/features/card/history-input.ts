import type { HistoryEntry } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { en } from '../../../shared/texts/en'
import { formatNumber } from '../../format'

const labels: Readonly<Record<string, string>> = en.wizards.fields

/** What was typed for an entry, under the names the wizard gave it; what was left empty is left out. */
export function inputFacts(input: HistoryEntry['input']): readonly { label: string; value: string }[] {
  return Object.entries(input).flatMap(([name, value]) => {
    if (value === '') return []
    const text = typeof value === 'number' ? formatNumber(value) : String(value)
    return [{ label: name in labels ? t(`wizards.fields.${name as 'layout'}`) : name, value: text }]
  })
}
