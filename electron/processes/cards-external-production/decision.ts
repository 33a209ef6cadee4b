import type { SymbolicName } from '../../../shared/lifecycle'
import { type Refusal, refusal } from '../../../shared/errors'
import type { Answers, OrderDecision } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessContext, ProcessPackage } from '../../engine/process-package'
import { CardStory } from '../events'
import { textOf } from '../fields'
import { orderOf, orderOutcome, place, sendRoute, simulatedBureauWarning } from '../orders'
import { commentField, commentOf } from '../reasons'
import { decisionBarred } from './four-eyes'
import { runningValidity } from './ordering'
import { requestReview } from './request-review'

function fourEyes(context: ProcessContext): Refusal | null {
  const { card } = context
  if (!card?.order) return null
  const barred = decisionBarred(context, card)
  return barred === null ? null : refusal('condition-not-met', barred, { card: card.id, order: card.order.id })
}

function decision({ by }: ProcessContext, approved: boolean, answers: Answers): OrderDecision {
  return { ...by, approved, comment: textOf(answers, 'comment') }
}

const approve: SymbolicName = 'CardsAddonExtProdProcApprove'

/** Approve card order: the order goes the way the options of this moment send it, and is not asked about again. */
export const approveOrder: ProcessPackage = {
  symbolicName: approve,
  several: true,
  condition: fourEyes,
  steps(context) {
    const { card, count, able } = context
    const route = sendRoute(context, 'card')
    const facts = { card: card?.id ?? '', count: able }
    return [
      {
        id: 'decide',
        title: t('cardWizards.steps.decide'),
        text:
          route === 'queue'
            ? t('cardWizards.confirm.approveQueued', facts)
            : t('cardWizards.confirm.approveSent', facts),
        fields: [commentField()],
        review: card && count === 1 ? requestReview(context, card, runningValidity(context, card)) : [],
        warning: simulatedBureauWarning(context, route),
      },
    ]
  },
  commit(context, answers) {
    const { card } = context
    if (!card) return []
    const order = { ...orderOf(card), decision: decision(context, true, answers) }
    const validity = runningValidity(context, card)
    const renewed = validity.validThrough !== card.validThrough && { validThrough: validity.validThrough ?? '' }
    const extras = { ...commentOf(answers), set: validity, input: { order: order.id, ...renewed } }
    return place(CardStory.of(card, approve), sendRoute(context, 'card'), order, extras).events
  },
  outcome: (_view, cards) => orderOutcome(cards),
}

const reject: SymbolicName = 'CardsAddonExtProdProcReject'

/** Reject card order: it ends here, and the requester can read why. */
export const rejectOrder: ProcessPackage = {
  symbolicName: reject,
  several: true,
  condition: fourEyes,
  steps(context) {
    const { card, count, able } = context
    return [
      {
        id: 'decide',
        title: t('cardWizards.steps.decide'),
        text: t('cardWizards.confirm.reject', { card: card?.id ?? '', count: able }),
        fields: [commentField(t('wizards.fields.reason'), true)],
        review: card && count === 1 ? requestReview(context, card) : [],
      },
    ]
  },
  commit(context, answers) {
    const { card } = context
    if (!card) return []
    const order = { ...orderOf(card), decision: decision(context, false, answers) }
    const extras = { ...commentOf(answers), input: { order: order.id }, set: { order } }
    return CardStory.of(card, reject).move('rejected', extras).events
  },
  outcome: (_view, [card]) => t('cardWizards.outcomes.rejected', { card: card?.id ?? '' }),
}
