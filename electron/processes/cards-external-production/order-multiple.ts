import { mostSubjects } from '../../../shared/contract'
import type { SymbolicName } from '../../../shared/lifecycle'
import { type Answers, fullName } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessPackage, Step } from '../../engine/process-package'
import { deliveryAddressField, layoutField, textOf } from '../fields'
import { orderOutcome, orderRoute, simulatedBureauWarning } from '../orders'
import { defaultMonths, oneCardPerHolder, orderConfirmText, orderEvents, validityField, validThrough } from './ordering'

const symbolicName: SymbolicName = 'CardsAddonExtProdBoProcOrderMultiple'

function chosenPersons({ persons }: Answers): readonly string[] {
  return Array.isArray(persons) ? persons : []
}

/** Who gets a card; left out where that is known: started from a person, or when it comes to each of them. */
function personsStep(): Step {
  return {
    id: 'persons',
    title: t('cardWizards.steps.persons'),
    text: t('cardWizards.steps.personsText'),
    fields: [
      {
        kind: 'persons',
        name: 'persons',
        label: t('cardWizards.fields.persons'),
        required: true,
        maximum: mostSubjects,
      },
    ],
  }
}

/**
 * Order multiple cards: one new card for each of several persons, with the same layout, validity and address.
 * What is printed is each person's own; each order stands or falls alone.
 */
export const orderMultipleCards: ProcessPackage = {
  symbolicName,
  persons: chosenPersons,
  condition: (context) => (context.person ? oneCardPerHolder(context, context.person) : null),
  suggest: (context) => ({
    layout: context.view.settings().cardTypes.card.layouts[0] ?? null,
    validityMonths: defaultMonths(context),
  }),
  steps(context, answers) {
    const route = orderRoute(context, 'card')
    return [
      ...(context.person ? [] : [personsStep()]),
      {
        id: 'order',
        title: t('wizards.steps.order'),
        text: t('cardWizards.steps.orderMultipleText'),
        fields: [layoutField(context, 'card'), validityField(), deliveryAddressField()],
      },
      {
        id: 'confirm',
        title: t('wizards.steps.confirm'),
        text: orderConfirmText(route, context.able),
        fields: [],
        review: [
          { label: t('wizards.fields.layout'), value: textOf(answers, 'layout') },
          { label: t('wizards.fields.validThrough'), value: validThrough(context, answers), kind: 'day' },
          { label: t('wizards.fields.deliveryAddress'), value: textOf(answers, 'deliveryAddress') },
        ],
        warning: simulatedBureauWarning(context, route),
      },
    ]
  },
  commit(context, answers) {
    const { person } = context
    if (!person) return []
    return orderEvents(symbolicName, context, answers, person, { commonName: fullName(person), upn: person.upn })
  },
  outcome: (_view, cards) => orderOutcome(cards),
}
