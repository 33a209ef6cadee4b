import { type Card, fullName, type ReviewLine } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessContext } from '../../engine/process-package'
import { orderOf } from '../orders'

/**
 * An order as it was asked for, with whoever asked for it and whoever it is for: what a decision rests on.
 * `validThrough` where the card will be valid through another day than was asked for.
 */
export function requestReview(
  { view }: ProcessContext,
  card: Card,
  { validThrough }: Pick<Card, 'validThrough'> = card,
): readonly ReviewLine[] {
  const order = orderOf(card)
  const holder = view.person(card.holder ?? '')
  return [
    { label: t('wizards.fields.card'), value: card.id },
    { label: t('wizards.fields.order'), value: order.id },
    { label: t('wizards.fields.holder'), value: holder ? fullName(holder) : '' },
    { label: t('cardWizards.fields.employeeNumber'), value: holder?.employeeNumber ?? '' },
    { label: t('wizards.fields.organisationalUnit'), value: holder?.organisationalUnit ?? '' },
    { label: t('wizards.fields.commonName'), value: order.commonName },
    { label: t('wizards.fields.upn'), value: order.upn },
    { label: t('wizards.fields.layout'), value: order.layout },
    { label: t('wizards.fields.validThrough'), value: validThrough ?? '', kind: 'day' },
    { label: t('wizards.fields.deliveryAddress'), value: order.deliveryAddress },
    { label: t('wizards.fields.requested'), value: order.requested.name },
  ]
}
