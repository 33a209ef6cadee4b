import type { CardType } from '../../shared/lifecycle'
import type { Answers, Field } from '../../shared/model'
import { t } from '../../shared/texts'
import type { ProcessContext } from '../engine/process-package'

/** Card layouts as an administrator listed them under General. */
export function layoutField(context: ProcessContext, cardType: CardType): Field {
  const choices = context.view
    .settings()
    .cardTypes[cardType].layouts.map((layout) => ({ value: layout, label: layout }))
  return { kind: 'choice', name: 'layout', label: t('wizards.fields.layout'), required: true, choices }
}

/** Where the bureau sends what it makes: several lines, as on an envelope. */
export function deliveryAddressField(): Field {
  return {
    kind: 'text',
    name: 'deliveryAddress',
    label: t('wizards.fields.deliveryAddress'),
    hint: t('wizards.fields.deliveryAddressHint'),
    required: true,
    maximumLength: 400,
    lines: 3,
  }
}

/** One line of text. */
export function lineField(name: string, label: string, required: boolean, maximumLength = 120): Field {
  return { kind: 'text', name, label, required, maximumLength, lines: 1 }
}

/** An answer as text; empty while there is none. */
export function textOf(answers: Answers, name: string): string {
  const value = answers[name]
  return value === null || value === undefined ? '' : String(value)
}

/** An answer as a number, or what stands in for it while there is none. */
export function numberOf(answers: Answers, name: string, otherwise: number): number {
  const value = answers[name]
  return typeof value === 'number' ? value : otherwise
}
