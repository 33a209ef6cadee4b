import { type Refusal, refusal } from '../../../shared/errors'
import { type Card, fullName, type ReviewLine } from '../../../shared/model'
import { stateLabel, t } from '../../../shared/texts'
import type { ProcessContext } from '../../engine/process-package'
import type { DeskView } from '../../engine/view'
import { isOver } from '../validity'

/** A card and whoever it is for, as a page that changes its life shows them. */
export function holderLines(view: DeskView, card: Card): readonly ReviewLine[] {
  const holder = view.person(card.holder ?? '')
  return [
    { label: t('wizards.fields.card'), value: card.id },
    { label: t('wizards.fields.state'), value: stateLabel(card.cardType, card.state) },
    { label: t('wizards.fields.holder'), value: holder ? fullName(holder) : '' },
    { label: t('cardWizards.fields.employeeNumber'), value: holder?.employeeNumber ?? '' },
    { label: t('wizards.fields.organisationalUnit'), value: holder?.organisationalUnit ?? '' },
    { label: t('wizards.fields.layout'), value: card.layout },
    { label: t('wizards.fields.validThrough'), value: card.validThrough ?? '', kind: 'day' },
  ]
}

/** A card whose last day is over is not put into use any more; the next expiry run ends it. */
export function pastValidity({ card, today }: ProcessContext): Refusal | null {
  if (!card || !isOver(card, today)) return null
  const facts = { card: card.id, day: card.validThrough ?? '' }
  return refusal('condition-not-met', t('cardWizards.refusals.pastValidity', facts), facts)
}
