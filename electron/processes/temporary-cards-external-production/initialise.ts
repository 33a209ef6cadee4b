import { t } from '../../../shared/texts'
import type { ProcessPackage } from '../../engine/process-package'
import { encodedData, encodingStep, pinStep, suggestEncoding } from '../encoding'
import { CardStory } from '../events'
import { textOf } from '../fields'

const symbolicName = 'TempCardsAddonExtProdInitialize'

/** Initialise temporary card: its chip is written and it goes into the stock. */
export const initialiseTemporaryCard: ProcessPackage = {
  symbolicName,
  suggest: suggestEncoding,
  steps: (context, answers) => [
    pinStep(),
    encodingStep(context, answers, {
      text: t('temporaryCardWizards.confirm.initialise', { card: context.card?.id ?? '' }),
      review: [
        { label: t('wizards.fields.card'), value: context.card?.id ?? '' },
        { label: t('wizards.fields.layout'), value: context.card?.layout ?? '' },
      ],
    }),
  ],
  commit({ card }, answers, done) {
    if (!card) return []
    const input = { profile: textOf(answers, 'profile') }
    return CardStory.of(card, symbolicName).move('unassigned', { set: encodedData(card, done), input }).events
  },
  outcome: (_view, [card]) => t('temporaryCardWizards.outcomes.initialised', { card: card?.id ?? '' }),
}
