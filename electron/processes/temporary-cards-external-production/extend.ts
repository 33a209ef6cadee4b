import { type Refusal, refusal } from '../../../shared/errors'
import { type Answers, type Card, fullName, type ReviewLine } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessContext, ProcessPackage, Step, Work } from '../../engine/process-package'
import { anyLeft, revoke } from '../certificates'
import { encodedData, encodingStep, pinStep, suggestEncoding } from '../encoding'
import { CardStory } from '../events'
import { textOf } from '../fields'
import { isOver } from '../validity'
import { cardAndHolder, holderOf } from './holder'
import { lastDayField, lastDayOf, usualLastDay } from './last-day'

const symbolicName = 'TempCardsProcExtend'

function hasEncodedChip(card: Card | null): boolean {
  return card !== null && card.chipUid !== null
}

/** Certificates for the days from now on. */
function certificates({ card, today }: ProcessContext, validThrough: string): readonly Work[] {
  return card?.holder ? [{ kind: 'issue', holder: card.holder, validFrom: today, validThrough }] : []
}

/** The pages after the new last day: with an encoded chip PIN and encoding, else one that confirms. */
function furtherSteps(context: ProcessContext, answers: Answers): readonly Step[] {
  const { view, card } = context
  const holder = holderOf(view, card)
  const facts = { card: card?.id ?? '', name: holder ? fullName(holder) : '' }
  const review: readonly ReviewLine[] = [
    ...cardAndHolder(view, card),
    { label: t('temporaryCardWizards.extend.before'), value: card?.validThrough ?? '', kind: 'day' },
    { label: t('wizards.fields.validThrough'), value: lastDayOf(answers), kind: 'day' },
  ]
  if (!hasEncodedChip(card)) {
    const text = t('temporaryCardWizards.confirm.extend', facts)
    return [{ id: 'confirm', title: t('wizards.steps.confirm'), text, fields: [], review }]
  }
  const text = t('temporaryCardWizards.confirm.extendEncoded', facts)
  return [
    pinStep(),
    encodingStep(context, answers, { text, review, afterwards: certificates(context, lastDayOf(answers)) }),
  ]
}

/** Extend temporary card: its holder keeps it until another day; an encoded chip is written anew. */
export const extendTemporaryCard: ProcessPackage = {
  symbolicName,
  condition({ card, today }): Refusal | null {
    if (card && isOver(card, today)) {
      const text = t('temporaryCardWizards.refusals.over', { card: card.id, day: card.validThrough ?? '' })
      return refusal('condition-not-met', text, { card: card.id, validThrough: card.validThrough })
    }
    return null
  },
  faults: ({ card }, answers) =>
    card && lastDayOf(answers) === card.validThrough ? { validThrough: t('temporaryCardWizards.extend.sameDay') } : {},
  suggest(context) {
    const usual = usualLastDay(context)
    // The day it has already is no extension: then the person at the desk chooses.
    const validThrough = usual === context.card?.validThrough ? null : usual
    return { validThrough, ...(hasEncodedChip(context.card) && suggestEncoding(context)) }
  },
  steps(context, answers) {
    return [
      {
        id: 'last-day',
        title: t('temporaryCardWizards.steps.lastDay'),
        text: t('temporaryCardWizards.extend.lastDayText', {
          card: context.card?.id ?? '',
          day: context.card?.validThrough ?? '',
        }),
        fields: [lastDayField(context, 1)],
      },
      ...furtherSteps(context, answers),
    ]
  },
  commit({ card }, answers, done) {
    if (!card) return []
    const story = CardStory.of(card, symbolicName)
    const validThrough = lastDayOf(answers)
    if (!hasEncodedChip(card)) return story.move('assigned', { set: { validThrough }, input: { validThrough } }).events
    if (anyLeft(card.certificates)) {
      // Its own event, so that the history shows that those before have ended.
      story.edit({ certificates: revoke(card.certificates) }, { comment: t('temporaryCardWizards.extend.replaced') })
    }
    const set = { validThrough, ...encodedData(card, done), certificates: done.certificates ?? [] }
    return story.move('assigned', { set, input: { validThrough, profile: textOf(answers, 'profile') } }).events
  },
  outcome: (_view, [card]) =>
    t('temporaryCardWizards.outcomes.extended', { card: card?.id ?? '', day: card?.validThrough ?? '' }),
}
