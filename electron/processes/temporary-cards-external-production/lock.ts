import { t } from '../../../shared/texts'
import type { ProcessPackage } from '../../engine/process-package'
import { revoke } from '../certificates'
import { CardStory } from '../events'
import { textOf } from '../fields'
import { chosenReason, commentField, commentOf, reasonField } from '../reasons'
import { cardAndHolder } from './holder'

const symbolicName = 'TempCardsProcLock'
/** As for a card, but that nobody's leaving blocks a card of the stock. */
const reasons = ['lost', 'stolen', 'damaged', 'other'] as const

/**
 * Lock temporary card: blocked for good. Own decision: whoever has it stays on its record with the days of
 * the assignment, for a locked card may still be in their hands and there is no withdrawal from Locked.
 */
export const lockTemporaryCard: ProcessPackage = {
  symbolicName,
  several: true,
  steps: ({ view, card, count, able }, answers) => [
    {
      id: 'reason',
      title: t('temporaryCardWizards.steps.reason'),
      text: t('temporaryCardWizards.lock.reasonText', { count }),
      fields: [reasonField(reasons), commentField()],
      warning: t('temporaryCardWizards.lock.warning', { count }),
    },
    {
      id: 'confirm',
      title: t('wizards.steps.confirm'),
      text: t('temporaryCardWizards.confirm.lock', { count: able, card: card?.id ?? '' }),
      fields: [],
      review: [
        ...(count === 1 ? cardAndHolder(view, card) : []),
        { label: t('wizards.fields.reason'), value: chosenReason(reasons, answers) },
        { label: t('wizards.fields.comment'), value: textOf(answers, 'comment') },
      ],
      warning: t('temporaryCardWizards.lock.warning', { count }),
    },
  ],
  commit({ card }, answers) {
    if (!card) return []
    const set = { certificates: revoke(card.certificates) }
    const input = { reason: textOf(answers, 'reason') }
    return CardStory.of(card, symbolicName).move('locked', { set, input, ...commentOf(answers) }).events
  },
  outcome: (_view, [card]) => t('temporaryCardWizards.outcomes.locked', { card: card?.id ?? '' }),
}
