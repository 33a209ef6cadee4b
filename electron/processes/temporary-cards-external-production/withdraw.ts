import { fullName } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessPackage } from '../../engine/process-package'
import { revoke } from '../certificates'
import { CardStory } from '../events'
import { textOf } from '../fields'
import { chosenReason, commentField, commentOf, reasonField } from '../reasons'
import { cardAndHolder, holderOf } from './holder'

const symbolicName = 'TempCardsProcWithdraw'
const reasons = ['returned', 'lost', 'no-longer-needed'] as const

/**
 * Withdraw temporary card: it goes back into the stock. What was the holder's leaves the card's record;
 * the history names them, so that it can still be told who had the card.
 */
export const withdrawTemporaryCard: ProcessPackage = {
  symbolicName,
  several: true,
  steps: ({ view, card, count, able }, answers) => [
    {
      id: 'reason',
      title: t('temporaryCardWizards.steps.reason'),
      text: t('temporaryCardWizards.withdraw.reasonText', { count }),
      fields: [reasonField(reasons), commentField()],
    },
    {
      id: 'confirm',
      title: t('wizards.steps.confirm'),
      text: t('temporaryCardWizards.confirm.withdraw', { count: able, card: card?.id ?? '' }),
      fields: [],
      review: [
        ...(count === 1 ? cardAndHolder(view, card) : []),
        { label: t('wizards.fields.reason'), value: chosenReason(reasons, answers) },
        { label: t('wizards.fields.comment'), value: textOf(answers, 'comment') },
      ],
      warning: textOf(answers, 'reason') === 'lost' ? t('temporaryCardWizards.withdraw.lost', { count }) : null,
    },
  ],
  commit({ view, card }, answers) {
    if (!card) return []
    const holder = holderOf(view, card)
    const input = {
      reason: textOf(answers, 'reason'),
      ...(holder && { holder: holder.id, holderName: fullName(holder) }),
      ...(card.validThrough && { validThrough: card.validThrough }),
    }
    const set = {
      holder: null,
      validFrom: null,
      validThrough: null,
      title: '',
      organisationalUnit: '',
      certificates: revoke(card.certificates),
    }
    return CardStory.of(card, symbolicName).move('unassigned', { set, input, ...commentOf(answers) }).events
  },
  outcome: (_view, [card]) => t('temporaryCardWizards.outcomes.withdrawn', { card: card?.id ?? '' }),
}
