import { refusal } from '../../../shared/errors'
import type { SymbolicName } from '../../../shared/lifecycle'
import { t } from '../../../shared/texts'
import type { ProcessPackage } from '../../engine/process-package'
import { CardStory } from '../events'
import { orderOf } from '../orders'
import { commentField, commentOf } from '../reasons'
import { requestReview } from './request-review'

const symbolicName: SymbolicName = 'CardsAddonExtProdProcAbortRequest'

/** Abort card order request: whoever asked for the order, and nobody else, takes it back before it is decided. */
export const abortRequest: ProcessPackage = {
  symbolicName,
  several: true,
  condition({ card, user }) {
    if (!card?.order || card.order.requested.user === user.id) return null
    const { name } = card.order.requested
    const text = t('cardWizards.refusals.notRequester', { card: card.id, name })
    return refusal('condition-not-met', text, { card: card.id, order: card.order.id, requester: name })
  },
  steps(context) {
    const { card, count, able } = context
    return [
      {
        id: 'confirm',
        title: t('wizards.steps.confirm'),
        text: t('cardWizards.confirm.abortRequest', { card: card?.id ?? '', count: able }),
        fields: [commentField(t('wizards.fields.reason'))],
        review: card && count === 1 ? requestReview(context, card) : [],
      },
    ]
  },
  commit({ card }, answers) {
    if (!card) return []
    const extras = { ...commentOf(answers), input: { order: orderOf(card).id } }
    return CardStory.of(card, symbolicName).move('request-aborted', extras).events
  },
  outcome: (_view, [card]) => t('cardWizards.outcomes.requestAborted', { card: card?.id ?? '' }),
}
