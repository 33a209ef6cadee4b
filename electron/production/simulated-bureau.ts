import { t } from '../../shared/texts'
import type { Bureau, BureauWord, OpenOrder } from './port'

/** It says each time that the order is one step further. */
function nextWord({ id, card, state }: OpenOrder): BureauWord {
  const made = state === 'in-production'
  return {
    order: id,
    word: made ? 'Produced' : 'In production',
    note: t('wizards.bureau.further'),
    // Printed numbers are the desk's own with a mark, so that nobody takes them for a bureau's.
    cardNumber: made ? `SIM-${card}` : null,
    productionDate: null,
    validThrough: null,
    personName: null,
    chip: null,
  }
}

/** The words it says, whatever the table in Settings makes of a real bureau's. */
export const simulatedWords = [
  { word: 'In production', state: 'in-production' },
  { word: 'Produced', state: 'produced' },
] as const

/**
 * Stands where a real bureau will be connected. It takes every order, makes nothing, and each time it
 * is asked says that the order is one step further; its name, the wizards and the history say so.
 */
export const simulatedBureau: Bureau = {
  status: { name: t('wizards.bureau.name'), simulated: true },
  submit: ({ orders }) => Promise.resolve(orders.map(() => ({ kind: 'taken', note: t('wizards.bureau.taken') }))),
  ask: (order) => Promise.resolve({ kind: 'word', word: nextWord(order) }),
  async *news(open) {
    if (open.length > 0) yield { kind: 'words', source: null, words: open.map(nextWord), finish: async () => {} }
  },
  check: () => Promise.resolve(t('batch.check.simulated')),
}
