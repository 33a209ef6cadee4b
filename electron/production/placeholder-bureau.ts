import { t } from '../../shared/texts'
import type { Bureau } from './port'

/**
 * Stands where a real bureau will be connected. It takes every order and makes nothing; its name, the
 * wizard's warning and the history say so.
 */
export const placeholderBureau: Bureau = {
  status: { name: t('wizards.bureau.placeholderName'), placeholder: true },
  submit: () => Promise.resolve({ taken: true, note: t('wizards.bureau.placeholderNote') }),
}
