import type { SymbolicName } from '../../../shared/lifecycle'
import { t } from '../../../shared/texts'
import type { ProcessPackage } from '../../engine/process-package'
import { putOnHold, revive } from '../certificates'
import { CardStory } from '../events'
import { textOf } from '../fields'
import { commentField, commentOf, reasonField } from '../reasons'
import { holderLines, pastValidity } from './holder'

const deactivate: SymbolicName = 'CardsProcDeactivate'
const reasons = ['left', 'forgotten', 'misplaced', 'other'] as const

/** Deactivate card: suspended until it is reactivated; what is valid of its certificates goes on hold. */
export const deactivateCard: ProcessPackage = {
  symbolicName: deactivate,
  several: true,
  steps: ({ view, card, count, able }) => [
    {
      id: 'confirm',
      title: t('cardWizards.steps.reason'),
      text: t('cardWizards.confirm.deactivate', { card: card?.id ?? '', count: able }),
      fields: [reasonField(reasons), commentField()],
      review: card && count === 1 ? holderLines(view, card) : [],
    },
  ],
  commit({ card }, answers) {
    if (!card) return []
    const set = { certificates: putOnHold(card.certificates) }
    const input = { reason: textOf(answers, 'reason') }
    return CardStory.of(card, deactivate).move('inactive', { set, input, ...commentOf(answers) }).events
  },
  outcome: (_view, [card]) => t('cardWizards.outcomes.deactivated', { card: card?.id ?? '' }),
}

const reactivate: SymbolicName = 'CardsProcReactivate'

/** Reactivate card: in use again, with exactly the certificates that the deactivation put on hold. */
export const reactivateCard: ProcessPackage = {
  symbolicName: reactivate,
  several: true,
  condition: pastValidity,
  steps: ({ view, card, count, able }) => [
    {
      id: 'confirm',
      title: t('wizards.steps.confirm'),
      text: t('cardWizards.confirm.reactivate', { card: card?.id ?? '', count: able }),
      fields: [],
      review: card && count === 1 ? holderLines(view, card) : [],
    },
  ],
  commit({ card }) {
    if (!card) return []
    const set = { certificates: revive(card.certificates) }
    return CardStory.of(card, reactivate).move('active', { set }).events
  },
  outcome: (_view, [card]) => t('cardWizards.outcomes.reactivated', { card: card?.id ?? '' }),
}
