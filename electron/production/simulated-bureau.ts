import { t } from '../../shared/texts'
import type { Bureau } from './port'

/**
 * Stands where a real bureau will be connected. It takes every order, makes nothing, and each time it
 * is asked says that the order is one step further; its name, the wizards and the history say so.
 */
export const simulatedBureau: Bureau = {
  status: { name: t('wizards.bureau.name'), simulated: true },
  submit: () => Promise.resolve({ taken: true, note: t('wizards.bureau.taken') }),
  ask(card) {
    const produced = card.state !== 'ordered'
    return Promise.resolve({
      known: true,
      status: produced ? 'produced' : 'in-production',
      note: t('wizards.bureau.further'),
      // Printed numbers are the desk's own with a mark, so that nobody takes them for a bureau's.
      cardNumber: produced ? `SIM-${card.id}` : null,
    })
  },
}
