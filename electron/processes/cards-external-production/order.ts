import { refusal } from '../../../shared/errors'
import type { SymbolicName } from '../../../shared/lifecycle'
import { type Answers, fullName, type Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessContext, ProcessPackage } from '../../engine/process-package'
import { deliveryAddressField, layoutField, lineField, textOf } from '../fields'
import { orderOutcome, orderRoute, simulatedBureauWarning } from '../orders'
import { defaultMonths, oneCardPerHolder, orderConfirmText, orderEvents, validityField, validThrough } from './ordering'
import { chosenHolder, holderSteps } from './register'

const symbolicName: SymbolicName = 'CardsAddonExtProdProcOrder'

function holderOf(context: ProcessContext, answers: Answers): Person | null {
  return context.card ? (context.view.person(context.card.holder ?? '') ?? null) : chosenHolder(context, answers)
}

/** Order card: for a registered card, or for a person: then it registers and orders in one run. */
export const orderCard: ProcessPackage = {
  symbolicName,
  condition(context, answers) {
    const { card } = context
    const holder = holderOf(context, answers)
    if (card && !holder) {
      return refusal('condition-not-met', t('errors.condition-not-met.no-holder', { card: card.id }), { card: card.id })
    }
    return holder ? oneCardPerHolder(context, holder) : null
  },
  suggest(context, answers) {
    const holder = holderOf(context, answers)
    return {
      commonName: holder ? fullName(holder) : null,
      upn: holder?.upn ?? null,
      layout: context.card?.layout || (context.view.settings().cardTypes.card.layouts[0] ?? null),
      validityMonths: defaultMonths(context),
    }
  },
  steps(context, answers) {
    const route = orderRoute(context, 'card')
    return [
      ...(context.card ? [] : holderSteps(context)),
      {
        id: 'order',
        title: t('wizards.steps.order'),
        text: t('wizards.steps.orderText'),
        fields: [
          lineField('commonName', t('wizards.fields.commonName'), true, 241),
          lineField('upn', t('wizards.fields.upn'), false, 200),
          layoutField(context, 'card'),
          validityField(),
          deliveryAddressField(),
        ],
      },
      {
        id: 'confirm',
        title: t('wizards.steps.confirm'),
        text: orderConfirmText(route, 1),
        fields: [],
        review: [
          ...(context.card ? [{ label: t('wizards.fields.card'), value: context.card.id }] : []),
          { label: t('wizards.fields.commonName'), value: textOf(answers, 'commonName') },
          { label: t('wizards.fields.upn'), value: textOf(answers, 'upn') },
          { label: t('wizards.fields.layout'), value: textOf(answers, 'layout') },
          { label: t('wizards.fields.validThrough'), value: validThrough(context, answers), kind: 'day' },
          { label: t('wizards.fields.deliveryAddress'), value: textOf(answers, 'deliveryAddress') },
        ],
        warning: simulatedBureauWarning(context, route),
      },
    ]
  },
  commit(context, answers) {
    const printed = { commonName: textOf(answers, 'commonName'), upn: textOf(answers, 'upn') }
    return orderEvents(symbolicName, context, answers, holderOf(context, answers), printed)
  },
  outcome: (_view, cards) => orderOutcome(cards),
}
