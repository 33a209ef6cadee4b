import { type Card, fullName, type Person, type ReviewLine } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { DeskView } from '../../engine/view'

/** The person who has the card; `null` while it is in the stock. */
export function holderOf(view: DeskView, card: Card | null): Person | null {
  return view.person(card?.holder ?? '') ?? null
}

/** Card and holder, as the confirming pages show them. */
export function cardAndHolder(view: DeskView, card: Card | null): readonly ReviewLine[] {
  const holder = holderOf(view, card)
  return [
    { label: t('wizards.fields.card'), value: card?.id ?? '' },
    ...(holder ? [{ label: t('wizards.fields.holder'), value: fullName(holder) }] : []),
  ]
}
