import type { Answers, Field } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { ProcessContext } from '../../engine/process-package'
import { textOf } from '../fields'
import { addDays } from '../validity'

/**
 * How many days ahead the last day of an assignment may lie. Own decision: a year and a day at most, as
 * the option for the default has it, so that a slip of the year does not hand a card out for a decade.
 */
const mostDays = 366

/** The last day of an assignment, at the earliest so many days from today. */
export function lastDayField({ today }: ProcessContext, fewestDays: number): Field {
  return {
    kind: 'date',
    name: 'validThrough',
    label: t('wizards.fields.validThrough'),
    hint: t('temporaryCardWizards.lastDayHint'),
    required: true,
    earliest: addDays(today, fewestDays),
    latest: addDays(today, mostDays),
  }
}

/** The last day an assignment gets unless somebody says otherwise (option `TempCardsValidityDays`). */
export function usualLastDay({ view, today }: ProcessContext): string {
  return addDays(today, view.settings().options.values.TempCardsValidityDays)
}

export function lastDayOf(answers: Answers): string {
  return textOf(answers, 'validThrough')
}
