import { t } from '../../../../shared/texts'
import type { WordFault } from './bureau-draft'

/** What is wrong with a word, as its field says it; `null` where nothing is. */
export function wordFaultText(fault: WordFault | null): string | null {
  if (fault === null) return null
  return fault === 'empty' ? t('bureauSettings.words.empty') : t('bureauSettings.words.twice', { word: fault.twice })
}
