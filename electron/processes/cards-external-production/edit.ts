import type { SymbolicName } from '../../../shared/lifecycle'
import type { Answers, Card, CardData, Field } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessContext, ProcessPackage } from '../../engine/process-package'
import { CardStory } from '../events'
import { deliveryAddressField, lineField, textOf } from '../fields'
import { orderOf } from '../orders'
import { changeBarred } from './four-eyes'

const symbolicName: SymbolicName = 'CardsProcEdit'

/** States in which the bureau has not got the order yet and gets it without being asked for again. */
const orderWaits: readonly Card['state'][] = ['requested', 'processing']

/** What this user can change on the card as it is, with its value now. */
function editable(context: ProcessContext, card: Card): Readonly<Record<string, string>> {
  const { title, organisationalUnit } = card
  const open = orderWaits.includes(card.state) && changeBarred(context, card) === null
  return { title, organisationalUnit, ...(open && { deliveryAddress: orderOf(card).deliveryAddress }) }
}

/** What was answered otherwise than it is. */
function changes(context: ProcessContext, card: Card, answers: Answers): Readonly<Record<string, string>> {
  const answered = Object.entries(editable(context, card)).map(
    ([name, value]) => [name, value, textOf(answers, name)] as const,
  )
  return Object.fromEntries(
    answered.filter(([, before, after]) => after !== before).map(([name, , after]) => [name, after]),
  )
}

function fieldsOf(context: ProcessContext, card: Card): readonly Field[] {
  return [
    lineField('title', t('wizards.fields.title'), false),
    lineField('organisationalUnit', t('wizards.fields.organisationalUnit'), false),
    ...('deliveryAddress' in editable(context, card) ? [deliveryAddressField()] : []),
  ]
}

/**
 * Edit card: title, unit and, until the order leaves the desk, the delivery address; after a failure Repeat
 * card order corrects the address. Only what was changed is recorded, and nothing changed is nothing to do.
 */
export const editCard: ProcessPackage = {
  symbolicName,
  suggest: (context) => (context.card ? editable(context, context.card) : {}),
  faults: (context, answers) =>
    context.card && Object.keys(changes(context, context.card, answers)).length === 0
      ? { title: t('cardWizards.refusals.unchanged') }
      : {},
  steps(context, answers) {
    const { card } = context
    if (!card) throw new Error(`${symbolicName} runs on a card`)
    const fields = fieldsOf(context, card)
    const changed = changes(context, card, answers)
    return [
      {
        id: 'card-data',
        title: t('wizards.steps.cardData'),
        text: t('cardWizards.steps.editText', { card: card.id }),
        fields,
        warning: orderWaits.includes(card.state) ? changeBarred(context, card) : null,
      },
      {
        id: 'confirm',
        title: t('wizards.steps.confirm'),
        text: t('cardWizards.confirm.edit', { card: card.id }),
        fields: [],
        review: fields.flatMap(({ name, label }) => {
          const after = changed[name]
          return after === undefined ? [] : [{ label, value: after || t('cardWizards.emptied') }]
        }),
      },
    ]
  },
  commit(context, answers) {
    const { card } = context
    if (!card) return []
    const { deliveryAddress, ...data } = changes(context, card, answers)
    const set: Partial<CardData> = {
      ...data,
      ...(deliveryAddress !== undefined && { order: { ...orderOf(card), deliveryAddress } }),
    }
    const input = Object.fromEntries(
      Object.entries(changes(context, card, answers)).map(([name, value]) => [name, value || t('cardWizards.emptied')]),
    )
    return CardStory.of(card, symbolicName).edit(set, { input }).events
  },
  outcome: (_view, [card]) => t('cardWizards.outcomes.edited', { card: card?.id ?? '' }),
}
