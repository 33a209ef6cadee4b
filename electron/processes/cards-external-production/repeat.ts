import type { SymbolicName } from '../../../shared/lifecycle'
import type { Answers, Card } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessContext, ProcessPackage, Step } from '../../engine/process-package'
import { CardStory } from '../events'
import { deliveryAddressField, layoutField, textOf } from '../fields'
import { orderOf, orderOutcome, place, sendRoute, simulatedBureauWarning } from '../orders'
import { correctionBarred } from './four-eyes'
import { oneCardPerHolder, runningValidity } from './ordering'

const symbolicName: SymbolicName = 'CardsAddonExtProdProcRepeat'

/** What is ordered this time: as before, but for what was corrected. In a run over several nothing is. */
function corrected(card: Card, answers: Answers) {
  const { layout, deliveryAddress } = orderOf(card)
  return {
    layout: textOf(answers, 'layout') || layout,
    deliveryAddress: textOf(answers, 'deliveryAddress') || deliveryAddress,
  }
}

function correctionStep(context: ProcessContext, card: Card): Step {
  const order = orderOf(card)
  return {
    id: 'correct',
    title: t('cardWizards.steps.correct'),
    text: t('cardWizards.steps.correctText', { card: card.id }),
    fields: [layoutField(context, 'card'), deliveryAddressField()],
    review: [
      { label: t('wizards.fields.card'), value: card.id },
      { label: t('cardWizards.fields.failure'), value: order.failure ?? '' },
      { label: t('wizards.fields.order'), value: order.id },
      { label: t('wizards.fields.attempt'), value: String(order.attempt) },
    ],
  }
}

/**
 * Repeat card order: a failed order goes out once more, with the same requester and the same decision, for
 * nobody is asked twice about it. It gets an order number of its own: a number names one thing the bureau
 * makes, so that a bureau may leave out a number it has seen (domain rule 5.8). Under its old number a repeat
 * would be left out, too; the failed order is over and no card comes of it. `attempt` counts them up.
 */
export const repeatOrder: ProcessPackage = {
  symbolicName,
  several: true,
  condition(context) {
    const holder = context.view.person(context.card?.holder ?? '')
    return holder ? oneCardPerHolder(context, holder) : null
  },
  suggest({ card, count }) {
    if (!card?.order || count > 1) return {}
    return { layout: card.order.layout, deliveryAddress: card.order.deliveryAddress }
  },
  steps(context, answers) {
    const { card, count, able } = context
    const route = sendRoute(context, 'card')
    const one = card && count === 1 ? card : null
    const facts = { card: card?.id ?? '', count: able }
    const confirm: Step = {
      id: 'confirm',
      title: t('wizards.steps.confirm'),
      text:
        route === 'queue' ? t('cardWizards.confirm.repeatQueued', facts) : t('cardWizards.confirm.repeatSent', facts),
      fields: [],
      review: one
        ? [
            { label: t('wizards.fields.card'), value: one.id },
            { label: t('wizards.fields.layout'), value: corrected(one, answers).layout },
            {
              label: t('wizards.fields.validThrough'),
              value: runningValidity(context, one).validThrough ?? '',
              kind: 'day',
            },
            { label: t('wizards.fields.deliveryAddress'), value: corrected(one, answers).deliveryAddress },
          ]
        : [],
      warning: simulatedBureauWarning(context, route),
    }
    const barred = one && correctionBarred(context, one)
    if (barred) return [{ ...confirm, warning: [barred, confirm.warning].filter(Boolean).join(' ') }]
    return one ? [correctionStep(context, one), confirm] : [confirm]
  },
  commit(context, answers) {
    const { card, view } = context
    if (!card) return []
    const before = orderOf(card)
    const [id = ''] = view.nextIds('order', 1)
    const data = corrected(card, answers)
    const order = {
      ...before,
      ...data,
      id,
      attempt: before.attempt + 1,
      failure: null,
      failedAt: null,
      bureauNote: null,
      batch: null,
      sentAt: null,
      productionDate: null,
      chip: null,
    }
    const validity = runningValidity(context, card)
    const input = {
      order: id,
      attempt: order.attempt,
      ...(data.layout !== before.layout && { layout: data.layout }),
      ...(data.deliveryAddress !== before.deliveryAddress && { deliveryAddress: data.deliveryAddress }),
      ...(validity.validThrough !== card.validThrough && { validThrough: validity.validThrough ?? '' }),
    }
    const extras = { set: { layout: data.layout, ...validity }, input }
    return place(CardStory.of(card, symbolicName), sendRoute(context, 'card'), order, extras).events
  },
  outcome: (_view, cards) => orderOutcome(cards),
}
