import type { AnyState, SymbolicName } from '../../shared/lifecycle'
import { processDoes, stateLabel, t } from '../../shared/texts'
import type { ProcessPackage } from '../engine/process-package'
import { CardStory } from './events'

/**
 * Abort an order that still waits in the queue: one confirming page, Next finishes, Cancel closes.
 * The same for both card types but for the state the card ends in.
 */
export function abortOrder(symbolicName: SymbolicName, to: AnyState): ProcessPackage {
  return {
    symbolicName,
    several: true,
    steps: ({ card, count, able }) => [
      {
        id: 'confirm',
        title: t('wizards.steps.confirm'),
        text: card ? t('wizards.confirm.abort', { card: card.id, count: able }) : processDoes(symbolicName),
        fields: [],
        review:
          card && count === 1
            ? [
                { label: t('wizards.fields.card'), value: card.id },
                { label: t('wizards.fields.state'), value: stateLabel(card.cardType, card.state) },
                { label: t('wizards.fields.order'), value: card.order?.id ?? '' },
                { label: t('wizards.fields.layout'), value: card.layout },
              ]
            : [],
      },
    ],
    commit: ({ card }) => (card ? CardStory.of(card, symbolicName).move(to).events : []),
    outcome: (_view, [card]) => t('wizards.outcomes.aborted', { card: card?.id ?? '' }),
  }
}
