import { t } from '../../../../shared/texts'
import type { WordFault } from './bureau-draft'

/** What is wrong with a word, in words; `null` where nothing is. */
export function wordFaultText(word: string, fault: WordFault | null): string | null {
  if (fault === null) return null
  if (fault === 'empty') return t('webService.settings.wordEmpty')
  const { twice: other } = fault
  if (other === word.trim()) return t('bureauSettings.words.twice', { word: other })
  return t('webService.settings.wordTwice', { word: word.trim(), other })
}
