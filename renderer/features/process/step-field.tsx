import { NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import type { AnswerValue, Field } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { PersonPicker } from '../../components/person-picker'
import { PersonsPicker } from '../../components/persons-picker'
import { formatDay } from '../../format'
import { SecretNumberInput } from './secret-number-input'

/** The same each time, so that a list of nobody never looks new. */
const none: readonly string[] = []

interface StepFieldProps {
  readonly field: Field
  readonly value: AnswerValue
  /** What is wrong with it. */
  readonly fault: string | undefined
  readonly onChange: (value: AnswerValue) => void
}

/** A field of a wizard, drawn by its kind. */
export function StepField({ field, value, fault, onChange }: StepFieldProps) {
  const frame = { label: field.label, description: field.hint, required: field.required, error: fault }
  const text = typeof value === 'string' ? value : ''
  switch (field.kind) {
    case 'text': {
      const input = {
        ...frame,
        value: text,
        maxLength: field.maximumLength,
        autoComplete: 'off',
        onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value),
      }
      return field.lines > 1 ? <Textarea {...input} rows={field.lines} /> : <TextInput {...input} />
    }
    case 'choice':
      return (
        <Select
          {...frame}
          data={[...field.choices]}
          value={text === '' ? null : text}
          placeholder={t('process.choose')}
          onChange={(chosen) => onChange(chosen)}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...frame}
          w={160}
          min={field.minimum}
          max={field.maximum}
          allowDecimal={false}
          clampBehavior="none"
          value={typeof value === 'number' ? value : ''}
          onChange={(typed) => onChange(typeof typed === 'number' ? typed : null)}
        />
      )
    case 'date':
      return (
        <DateInput
          {...frame}
          w={200}
          minDate={field.earliest}
          maxDate={field.latest}
          value={text === '' ? null : text}
          valueFormat={(day) => formatDay(day)}
          dateParser={parseDay}
          onChange={(day) => onChange(day)}
        />
      )
    case 'person':
      return (
        <PersonPicker
          label={field.label}
          description={field.hint}
          required={field.required}
          error={fault}
          value={text === '' ? null : text}
          onChange={onChange}
        />
      )
    case 'persons':
      return (
        <PersonsPicker
          label={field.label}
          description={field.hint}
          required={field.required}
          error={fault}
          maximum={field.maximum}
          value={Array.isArray(value) ? value : none}
          onChange={onChange}
        />
      )
    case 'secret-number':
      return <SecretNumberInput field={field} value={text} fault={fault} onChange={onChange} />
  }
}

/** A day as people type it: 2026-11-12, 12.11.2026, 12/11/2026 or 12 Nov 2026; `null` when it is none. */
function parseDay(typed: string): string | null {
  const iso = typed.match(/^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/)
  const written = typed.match(/^\s*(\d{1,2})[./ ](\d{1,2})[./ ](\d{4})\s*$/)
  const [year, month, day] = iso ? iso.slice(1) : written ? [written[3], written[2], written[1]] : []
  if (year && month && day) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(typed)
  if (Number.isNaN(at.getTime())) return null
  const two = (number: number) => String(number).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
