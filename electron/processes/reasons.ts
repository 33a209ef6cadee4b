import type { Answers, Field } from '../../shared/model'
import { t } from '../../shared/texts'
import type { CardMoved } from '../engine/events'
import { textOf } from './fields'

/** Reasons as they are recorded; their words are in the catalogue. */
export type Reason = Parameters<typeof reasonText>[0]

/** A reason in words. */
export function reasonText(
  reason:
    | 'left'
    | 'forgotten'
    | 'misplaced'
    | 'lost'
    | 'stolen'
    | 'damaged'
    | 'returned'
    | 'no-longer-needed'
    | 'other',
): string {
  return t(`wizards.reasons.${reason}`)
}

/** A choice of one of the documented reasons. */
export function reasonField(reasons: readonly Reason[]): Field {
  const choices = reasons.map((reason) => ({ value: reason, label: reasonText(reason) }))
  return { kind: 'choice', name: 'reason', label: t('wizards.fields.reason'), required: true, choices }
}

/** The reason chosen, in words; empty while there is none. */
export function chosenReason(reasons: readonly Reason[], answers: Answers): string {
  const reason = reasons.find((each) => each === answers.reason)
  return reason ? reasonText(reason) : ''
}

/** A few lines for whoever reads the history; `required` where an explanation is owed. */
export function commentField(label: string = t('wizards.fields.comment'), required = false): Field {
  return { kind: 'text', name: 'comment', label, required, maximumLength: 500, lines: 3 }
}

/** What was typed as comment, for the history; nothing when it was left empty. */
export function commentOf(answers: Answers): Pick<CardMoved, 'comment'> {
  const comment = textOf(answers, 'comment')
  return comment ? { comment } : {}
}
