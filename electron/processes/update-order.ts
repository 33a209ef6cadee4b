import type { SymbolicName } from '../../shared/lifecycle'
import type { Card, ReviewLine } from '../../shared/model'
import { stateLabel, t } from '../../shared/texts'
import type { ProcessPackage, Step } from '../engine/process-package'
import type { BureauAnswer } from '../production/port'
import { type AnswerEffect, effectOf, told } from './bureau-answer'
import { CardStory } from './events'
import { orderOf } from './orders'

/** What an answer makes of a card, also when there is none. */
function effectOn(card: Card, answer: BureauAnswer): AnswerEffect | 'unknown' | 'unknown-word' {
  if (answer.known) return effectOf(card, answer)
  return answer.cause === 'no-news' ? 'stays' : answer.cause
}

/** What the bureau said, in one piece, for the page and for the history. */
function saidBy(card: Card, answer: BureauAnswer): string {
  const order = orderOf(card).id
  if (!answer.known) {
    return answer.cause === 'unknown'
      ? t('wizards.update.saidUnknown', { order, reason: answer.reason }).trim()
      : answer.reason
  }
  const status = stateLabel(card.cardType, answer.status)
  return t('wizards.update.said', { order, status, note: answer.note }).trim()
}

function consequence(card: Card, answer: BureauAnswer): string {
  const facts = { card: card.id, state: stateLabel(card.cardType, card.state) }
  const effect = effectOn(card, answer)
  if (effect === 'unknown' || effect === 'unknown-word' || effect === 'backwards') {
    return t(`wizards.update.${effect}`, facts)
  }
  if (effect !== 'moves' || !answer.known) return t('wizards.update.stays', facts)
  return t('wizards.update.moves', { ...facts, to: stateLabel(card.cardType, answer.status) })
}

function orderLines(card: Card): readonly ReviewLine[] {
  const order = orderOf(card)
  return [
    { label: t('wizards.fields.card'), value: card.id },
    { label: t('wizards.fields.state'), value: stateLabel(card.cardType, card.state) },
    { label: t('wizards.fields.order'), value: order.id },
    { label: t('wizards.fields.layout'), value: order.layout },
  ]
}

/** What the bureau told besides how far the order is. */
function newsLines({
  cardNumber,
  productionDate,
  chip,
}: BureauAnswer & { readonly known: true }): readonly ReviewLine[] {
  return [
    ...(cardNumber ? [{ label: t('wizards.fields.cardNumber'), value: cardNumber }] : []),
    ...(productionDate ? [{ label: t('wizards.update.madeOn'), value: productionDate, kind: 'day' as const }] : []),
    ...(chip ? [{ label: t('wizards.update.chip'), value: `${chip.type} ${chip.uid}`.trim() }] : []),
  ]
}

function answerStep(card: Card, answer: BureauAnswer | undefined): Step {
  const page = { id: 'answer', title: t('wizards.update.answer'), fields: [] }
  // Before the bureau was asked nobody sees this page; it only counts.
  if (!answer) return { ...page, text: t('wizards.update.answer') }
  return {
    ...page,
    text: consequence(card, answer),
    review: [
      ...orderLines(card),
      { label: t('wizards.update.bureau'), value: saidBy(card, answer) },
      ...(answer.known ? newsLines(answer) : []),
    ],
  }
}

/**
 * Update an order: the first Next asks the bureau how far it is, the second takes in what it said. Whatever it
 * said becomes an entry of the card's history once a person has confirmed it, for that is what was known at
 * that moment. Only what leads on changes the card: an order the bureau does not know, a word without a
 * meaning here, or an order that is said to be less far than it was leaves everything as it is. The same for both card types.
 */
export function updateOrder(symbolicName: SymbolicName): ProcessPackage {
  return {
    symbolicName,
    steps({ card, bureau }, _answers, done) {
      if (!card) throw new Error(`${symbolicName} runs on a card`)
      return [
        {
          id: 'ask',
          title: t('wizards.update.ask'),
          text: t('wizards.update.askText', { order: orderOf(card).id }),
          fields: [],
          review: orderLines(card),
          warning: bureau.simulated ? t('wizards.bureau.simulatedAnswer') : null,
          work: [{ kind: 'ask-bureau' }],
        },
        answerStep(card, done.bureau),
      ]
    },
    commit({ card, by }, _answers, { bureau: answer }) {
      if (!card || !answer) return []
      const story = CardStory.of(card, symbolicName)
      const comment = saidBy(card, answer)
      const effect = effectOn(card, answer)
      if (!answer.known || effect === 'backwards') return story.edit({}, { comment }).events
      const { status, note } = answer
      const order = told(orderOf(card), answer)
      const cardNumber = answer.cardNumber ?? card.cardNumber
      if (effect !== 'moves') return story.edit({ order, cardNumber }, { comment }).events
      if (status === 'failed') {
        const failed = { ...order, failure: note || comment, failedAt: by.at }
        return story.move('failed', { set: { order: failed }, comment }).events
      }
      return story.move(status, { set: { order, cardNumber }, comment }).events
    },
    outcome: (_view, [card]) =>
      t('wizards.update.outcome', {
        card: card?.id ?? '',
        state: card ? stateLabel(card.cardType, card.state) : '',
      }),
  }
}
