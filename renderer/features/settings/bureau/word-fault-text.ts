import { t } from '../../../../shared/texts'
import type { WordFault } from './bureau-draft'

/** What is wrong with a word, as main would say it of a save; `null` where nothing is. */
export function wordFaultText(word: string, fault: WordFault | null): string | null {
  if (fault === null) return null
  if (fault === 'empty') return t('webService.settings.wordEmpty')
  return t('webService.settings.wordTwice', { word: word.trim(), other: fault.twice })
}
