import dayjs from 'dayjs'
import { type Refusal, refusal } from '../../../shared/errors'
import type { SymbolicName } from '../../../shared/lifecycle'
import { type Answers, type Card, type Field, fullName, type Order, type Person } from '../../../shared/model'
import { stateLabel, t } from '../../../shared/texts'
import type { DeskEvent } from '../../engine/events'
import type { ProcessContext } from '../../engine/process-package'
import { CardStory } from '../events'
import { numberOf, textOf } from '../fields'
import { newOrder, type OrderRoute, orderRoute, place } from '../orders'
import { isOver } from '../validity'
import { holderInput } from './register'

/** States in which a card's order is open: asked for and neither delivered nor ended. */
const openOrder: readonly Card['state'][] = ['requested', 'processing', 'ordered', 'in-production']
/** States in which a card can be used, or can be put into use without another order. */
const usable: readonly Card['state'][] = ['produced', 'active', 'inactive']

/** One open order and one usable card per holder, unless the option allows more (domain 3.1). */
export function oneCardPerHolder(context: ProcessContext, holder: Person): Refusal | null {
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

/** What the last Next does with an order, or with several. */
export function orderConfirmText(route: OrderRoute, count: number): string {
  if (route === 'approval') return t('cardWizards.confirm.request', { count })
  return route === 'queue' ? t('wizards.confirm.orderQueued', { count }) : t('wizards.confirm.orderSent', { count })
}

/** How long the card is to be valid. */
export function validityField(): Field {
  return {
    kind: 'number',
    name: 'validityMonths',
    label: t('wizards.fields.validityMonths'),
    required: true,
    minimum: 1,
    maximum: 120,
  }
}

/** The last day of a card that is valid from today, as answered or as the option says. */
export function validThrough(context: ProcessContext, answers: Answers): string {
  return lastDay(context, numberOf(answers, 'validityMonths', defaultMonths(context)))
}

/** The last day of a card that is valid from today for that many months. */
export function lastDay({ today }: ProcessContext, months: number): string {
  return dayjs(today).add(months, 'month').format('YYYY-MM-DD')
}

/** The months a card is valid unless somebody says otherwise. */
export function defaultMonths({ view }: ProcessContext): number {
  return view.settings().options.values.CardsValidityMonths
}

/** What is printed on the card; everything else of an order is answered on its page. */
type Printed = Pick<Order, 'commonName' | 'upn'>

/** The events of one order: for the card the process runs on, or for a new one made for the holder. */
export function orderEvents(
  process: SymbolicName,
  context: ProcessContext,
  answers: Answers,
  holder: Person | null,
  printed: Printed,
): readonly DeskEvent[] {
  const [id = ''] = context.view.nextIds('order', 1)
  const layout = textOf(answers, 'layout')
  const data = { layout, deliveryAddress: textOf(answers, 'deliveryAddress'), ...printed }
  const set = { layout, validFrom: context.today, validThrough: validThrough(context, answers) }
  const story = context.card ? CardStory.of(context.card, process) : registered(process, context, holder, layout)
  const input = { order: id, ...data, validThrough: set.validThrough }
  return place(story, orderRoute(context, 'card'), newOrder(context, id, data), { set, input }).events
}

function registered(process: SymbolicName, { view }: ProcessContext, holder: Person | null, layout: string): CardStory {
  const [id = ''] = view.nextIds('card', 1)
  const set = { holder: holder?.id ?? null, layout, organisationalUnit: holder?.organisationalUnit ?? '' }
  return CardStory.ofNew(id, 'card', process).move('registered', { set, input: holderInput(holder) })
}

/**
 * How long a card is valid whose order goes on now: as was ordered or, once that is over, as many months
 * from today, so that no card is made that could not be used.
 */
export function runningValidity(context: ProcessContext, card: Card): Pick<Card, 'validFrom' | 'validThrough'> {
  const { validFrom, validThrough } = card
  if (validThrough !== null && !isOver(card, context.today)) return { validFrom, validThrough }
  const months = validFrom && validThrough ? dayjs(validThrough).diff(validFrom, 'month') : 0
  return { validFrom: context.today, validThrough: lastDay(context, months || defaultMonths(context)) }
}
