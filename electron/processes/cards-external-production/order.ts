import dayjs from 'dayjs'
import { type Refusal, refusal } from '../../../shared/errors'
import { type Answers, type Card, fullName, type Person } from '../../../shared/model'
import { stateLabel, t } from '../../../shared/texts'
import type { ProcessContext, ProcessPackage } from '../../engine/process-package'
import { CardStory } from '../events'
import { deliveryAddressField, layoutField, lineField, numberOf, textOf } from '../fields'
import { newOrder, type OrderRoute, orderOutcome, orderRoute, place, simulatedBureauWarning } from '../orders'
import { chosenHolder, holderSteps } from './register'

const symbolicName = 'CardsAddonExtProdProcOrder'

/** States in which a card's order is open: asked for and neither delivered nor ended. */
const openOrder: readonly Card['state'][] = ['requested', 'processing', 'ordered', 'in-production']
/** States in which a card can be used, or can be put into use without another order. */
const usable: readonly Card['state'][] = ['produced', 'active', 'inactive']

function holderOf(context: ProcessContext, answers: Answers): Person | null {
  return context.card ? (context.view.person(context.card.holder ?? '') ?? null) : chosenHolder(context, answers)
}

/** One open order and one usable card per holder, unless the option allows more (domain 3.1). */
function oneCardPerHolder(context: ProcessContext, holder: Person): Refusal | null {
  if (context.view.settings().options.values.CardsAddonExtProdMultipleCards) return null
  for (const card of context.view.cardsOf(holder.id)) {
    if (card.cardType !== 'card' || card.id === context.card?.id) continue
    const open = openOrder.includes(card.state) || card.order?.sending === true
    if (!open && !usable.includes(card.state)) continue
    const facts = { name: fullName(holder), card: card.id, state: stateLabel('card', card.state) }
    const text = open
      ? t('errors.condition-not-met.open-order', facts)
      : t('errors.condition-not-met.usable-card', facts)
    return refusal('condition-not-met', text, { person: holder.id, card: card.id, state: card.state })
  }
  return null
}

function confirmText(route: OrderRoute): string {
  if (route === 'approval') return t('wizards.confirm.orderRequested')
  return route === 'queue'
    ? t('wizards.confirm.orderQueued', { count: 1 })
    : t('wizards.confirm.orderSent', { count: 1 })
}

function validThrough(context: ProcessContext, answers: Answers): string {
  const months = numberOf(answers, 'validityMonths', context.view.settings().options.values.CardsValidityMonths)
  return dayjs(context.today).add(months, 'month').format('YYYY-MM-DD')
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
    if (card?.order?.sending) {
      return refusal('condition-not-met', t('errors.condition-not-met.sending', { card: card.id }), { card: card.id })
    }
    return holder ? oneCardPerHolder(context, holder) : null
  },
  suggest(context, answers) {
    const holder = holderOf(context, answers)
    const settings = context.view.settings()
    return {
      commonName: holder ? fullName(holder) : null,
      upn: holder?.upn ?? null,
      layout: context.card?.layout || (settings.cardTypes.card.layouts[0] ?? null),
      validityMonths: settings.options.values.CardsValidityMonths,
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
          {
            kind: 'number',
            name: 'validityMonths',
            label: t('wizards.fields.validityMonths'),
            required: true,
            minimum: 1,
            maximum: 120,
          },
          deliveryAddressField(),
        ],
      },
      {
        id: 'confirm',
        title: t('wizards.steps.confirm'),
        text: confirmText(route),
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
    const { card, view } = context
    const [id = ''] = view.nextIds('order', 1)
    const layout = textOf(answers, 'layout')
    const data = {
      layout,
      deliveryAddress: textOf(answers, 'deliveryAddress'),
      commonName: textOf(answers, 'commonName'),
      upn: textOf(answers, 'upn'),
    }
    const set = { layout, validFrom: context.today, validThrough: validThrough(context, answers) }
    const story = card ? CardStory.of(card, symbolicName) : registered(context, answers, layout)
    return place(story, orderRoute(context, 'card'), newOrder(context, id, data), { set, input: data }).events
  },
  outcome: (_view, cards) => orderOutcome(cards),
}

function registered(context: ProcessContext, answers: Answers, layout: string): CardStory {
  const holder = chosenHolder(context, answers)
  const [id = ''] = context.view.nextIds('card', 1)
  const set = { holder: holder?.id ?? null, layout, organisationalUnit: holder?.organisationalUnit ?? '' }
  return CardStory.ofNew(id, 'card', symbolicName).move('registered', { set })
}
