import type { Card } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessContext } from '../../engine/process-package'
import { orderOf } from '../orders'

/**
 * Four eyes (option `FourEyes`): two persons stand behind every order that was approved. Neither whoever
 * asked for it nor the card's own holder decides on it, and what was decided on is what is ordered: own
 * decision, for an order that one person could change after or before deciding on it alone would have been
 * seen by one pair of eyes.
 */
function isOn({ view }: ProcessContext): boolean {
  return view.settings().options.values.FourEyes
}

function isRequester({ user }: ProcessContext, card: Card): boolean {
  return orderOf(card).requested.user === user.id
}

/** True for a card of the person this user's account belongs to. */
function isHolder({ view, user }: ProcessContext, card: Card): boolean {
  const person = view.account(user.id)?.person ?? null
  return person !== null && person === card.holder
}

/** Why this user must not decide on the card's order; `null` when they may. */
export function decisionBarred(context: ProcessContext, card: Card): string | null {
  if (!isOn(context)) return null
  if (isRequester(context, card)) return t('cardWizards.refusals.ownRequest', { card: card.id })
  return isHolder(context, card) ? t('cardWizards.refusals.ownCard', { card: card.id }) : null
}

/** Why this user must not change an order that has not left the desk; `null` when they may. */
export function changeBarred(context: ProcessContext, card: Card): string | null {
  if (!isOn(context)) return null
  const { decision, requested } = orderOf(card)
  if (decision) return t('cardWizards.fourEyes.approved', { name: decision.name })
  if (card.state !== 'requested' || isRequester(context, card)) return null
  return t('cardWizards.fourEyes.requested', { name: requested.name })
}

/** Why this user must not correct a failed order before it goes out again; `null` when they may. */
export function correctionBarred(context: ProcessContext, card: Card): string | null {
  const { decision } = orderOf(card)
  if (!isOn(context) || !decision) return null
  if (!isRequester(context, card) && !isHolder(context, card)) return null
  return t('cardWizards.fourEyes.repeated', { name: decision.name })
}
