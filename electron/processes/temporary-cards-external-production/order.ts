import { t } from '../../../shared/texts'
import type { ProcessPackage } from '../../engine/process-package'
import { CardStory } from '../events'
import { deliveryAddressField, layoutField, numberOf, textOf } from '../fields'
import { newOrder, orderOutcome, orderRoute, place, simulatedBureauWarning } from '../orders'

const symbolicName = 'TempCardsAddonExtProdProcOrder'
/** The documentation lets one run order one to nine temporary cards. */
const most = 9

/** Order temporary cards: as many cards as asked for, in one commit. */
export const orderTemporaryCards: ProcessPackage = {
  symbolicName,
  suggest: (context) => ({
    amount: 1,
    layout: context.view.settings().cardTypes['temporary-card'].layouts[0] ?? null,
  }),
  steps(context, answers) {
    const amount = numberOf(answers, 'amount', 1)
    const route = orderRoute(context, 'temporary-card')
    return [
      {
        id: 'order',
        title: t('wizards.steps.order'),
        text: t('wizards.steps.orderText'),
        fields: [
          {
            kind: 'number',
            name: 'amount',
            label: t('wizards.fields.amount'),
            required: true,
            minimum: 1,
            maximum: most,
          },
          layoutField(context, 'temporary-card'),
          deliveryAddressField(),
        ],
      },
      {
        id: 'confirm',
        title: t('wizards.steps.confirm'),
        text:
          route === 'queue'
            ? t('wizards.confirm.orderQueued', { count: amount })
            : t('wizards.confirm.orderSent', { count: amount }),
        fields: [],
        review: [
          { label: t('wizards.fields.amount'), value: String(amount) },
          { label: t('wizards.fields.layout'), value: textOf(answers, 'layout') },
          { label: t('wizards.fields.deliveryAddress'), value: textOf(answers, 'deliveryAddress') },
        ],
        warning: simulatedBureauWarning(context, route),
      },
    ]
  },
  commit(context, answers) {
    const amount = numberOf(answers, 'amount', 1)
    const layout = textOf(answers, 'layout')
    const deliveryAddress = textOf(answers, 'deliveryAddress')
    const route = orderRoute(context, 'temporary-card')
    const cards = context.view.nextIds('temporary-card', amount)
    const orders = context.view.nextIds('order', amount)
    return cards.flatMap((card, index) => {
      const order = newOrder(context, orders[index] ?? '', { layout, deliveryAddress, commonName: '', upn: '' })
      const story = CardStory.ofNew(card, 'temporary-card', symbolicName).move('requested', {
        set: { layout, order },
        input: { amount, layout, deliveryAddress },
      })
      return place(story, route, order).events
    })
  },
  outcome: (_view, cards) => orderOutcome(cards),
}
