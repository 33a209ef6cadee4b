import { type Refusal, refusal } from '../../../shared/errors'
import { type Answers, fullName, type Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessContext, ProcessPackage, Step, Work } from '../../engine/process-package'
import { authorityWarning } from '../encoding'
import { CardStory } from '../events'
import { textOf } from '../fields'
import { lastDayField, lastDayOf, usualLastDay } from './last-day'

const symbolicName = 'TempCardsProcAssign'

/** The person who gets the card: the one the wizard was started from, or the one chosen in it. */
function borrower(context: ProcessContext, answers: Answers): Person | null {
  return context.person ?? context.view.person(textOf(answers, 'holder')) ?? null
}

/** One assigned temporary card per person, unless the option allows more (domain 3.2). */
function oneCardPerPerson({ view }: ProcessContext, person: Person): Refusal | null {
  if (view.settings().options.values.TempCardsMultipleCards) return null
  const assigned = view
    .cardsOf(person.id)
    .find((card) => card.cardType === 'temporary-card' && card.state === 'assigned')
  if (!assigned) return null
  return refusal(
    'condition-not-met',
    t('temporaryCardWizards.refusals.hasOne', { name: fullName(person), card: assigned.id }),
    { person: person.id, card: assigned.id, state: assigned.state },
  )
}

/**
 * Certificates for the days of the assignment. Own decision, for the documentation says only "if encoding
 * is on": a card whose chip was encoded gets them, as nothing could carry them otherwise.
 */
function certificates({ card, today }: ProcessContext, person: Person | null, validThrough: string): readonly Work[] {
  if (!card || card.chipUid === null || !person) return []
  return [{ kind: 'issue', holder: person.id, validFrom: today, validThrough }]
}

/** Assign temporary card: handed from the stock to a person until a day. */
export const assignTemporaryCard: ProcessPackage = {
  symbolicName,
  condition(context, answers) {
    const person = borrower(context, answers)
    return person ? oneCardPerPerson(context, person) : null
  },
  suggest: (context) => ({ validThrough: usualLastDay(context) }),
  steps(context, answers) {
    const person = borrower(context, answers)
    const name = person ? fullName(person) : ''
    const card = context.card?.id ?? ''
    const work = certificates(context, person, lastDayOf(answers))
    const choosePerson: Step = {
      id: 'holder',
      title: t('wizards.steps.holder'),
      text: t('temporaryCardWizards.assign.holderText', { card }),
      fields: [{ kind: 'person', name: 'holder', label: t('wizards.fields.holder'), required: true }],
    }
    return [
      ...(context.person ? [] : [choosePerson]),
      {
        id: 'last-day',
        title: t('temporaryCardWizards.steps.lastDay'),
        text: t('temporaryCardWizards.assign.lastDayText', { name }),
        fields: [lastDayField(context, 0)],
      },
      {
        id: 'confirm',
        title: t('wizards.steps.confirm'),
        text: t('temporaryCardWizards.confirm.assign', { card, name }),
        fields: [],
        review: [
          { label: t('wizards.fields.card'), value: card },
          { label: t('wizards.fields.holder'), value: name },
          { label: t('wizards.fields.validThrough'), value: lastDayOf(answers), kind: 'day' },
        ],
        warning: work.length > 0 ? authorityWarning(context) : null,
        work,
      },
    ]
  },
  commit(context, answers, done) {
    const { card, today } = context
    const person = borrower(context, answers)
    if (!card || !person) return []
    const validThrough = lastDayOf(answers)
    const set = { holder: person.id, validFrom: today, validThrough, certificates: done.certificates ?? [] }
    const input = { holder: person.id, holderName: fullName(person), validThrough }
    return CardStory.of(card, symbolicName).move('assigned', { set, input }).events
  },
  outcome(view, [card]) {
    const person = view.person(card?.holder ?? '')
    return t('temporaryCardWizards.outcomes.assigned', { card: card?.id ?? '', name: person ? fullName(person) : '' })
  },
}
