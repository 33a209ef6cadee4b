import type { SymbolicName } from '../../../shared/lifecycle'
import { t } from '../../../shared/texts'
import type { ProcessPackage } from '../../engine/process-package'
import { revoke } from '../certificates'
import { CardStory } from '../events'
import { textOf } from '../fields'
import { chosenReason, commentField, commentOf, reasonField } from '../reasons'
import { holderLines } from './holder'

const symbolicName: SymbolicName = 'CardsProcLock'
const reasons = ['lost', 'stolen', 'damaged', 'left', 'other'] as const

/** Lock card: blocked for good, its certificates revoked. The reason first, then what it means, for it cannot be undone. */
export const lockCard: ProcessPackage = {
  symbolicName,
  several: true,
  steps: ({ view, card, count, able }, answers) => [
    {
      id: 'reason',
      title: t('cardWizards.steps.reason'),
      text: t('cardWizards.steps.lockText', { count }),
      fields: [reasonField(reasons), commentField()],
      warning: t('cardWizards.lockWarning', { count }),
    },
    {
      id: 'confirm',
      title: t('wizards.steps.confirm'),
      text: t('cardWizards.confirm.lock', { card: card?.id ?? '', count: able }),
      fields: [],
      review: [
        ...(card && count === 1 ? holderLines(view, card) : []),
        { label: t('wizards.fields.reason'), value: chosenReason(reasons, answers) },
        { label: t('wizards.fields.comment'), value: textOf(answers, 'comment') },
      ],
      warning: t('cardWizards.lockWarning', { count }),
    },
  ],
  commit({ card }, answers) {
    if (!card) return []
    const set = { certificates: revoke(card.certificates) }
    const input = { reason: textOf(answers, 'reason') }
    return CardStory.of(card, symbolicName).move('locked', { set, input, ...commentOf(answers) }).events
  },
  outcome: (_view, [card]) => t('cardWizards.outcomes.locked', { card: card?.id ?? '' }),
}
