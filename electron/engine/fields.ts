import type { AnswerValue, Answers, Field } from '../../shared/model'
import { plainText } from '../../shared/model'
import { t } from '../../shared/texts'
import type { DeskView } from './view'

const isoDate = /^\d{4}-\d{2}-\d{2}$/

/**
 * Checks the answers to some fields. `values` holds those that fit, trimmed; `faults` one sentence for
 * each that does not. Answers to other fields are left out: a page cannot smuggle anything in.
 */
export function checkFields(view: DeskView, fields: readonly Field[], answers: Answers) {
  const values: Record<string, AnswerValue> = {}
  const faults: Record<string, string> = {}
  for (const field of fields) {
    const result = checkField(view, field, answers[field.name] ?? null)
    if ('fault' in result) faults[field.name] = result.fault
    else values[field.name] = result.value
  }
  for (const field of fields) {
    if (field.kind !== 'secret-number' || field.name in faults) continue
    const { repeats, differsFrom } = field
    if (repeats && !(repeats in faults) && values[field.name] !== values[repeats])
      faults[field.name] = t('errors.fields.repeats')
    if (differsFrom && values[field.name] === values[differsFrom]) faults[field.name] = t('errors.fields.differs')
    if (field.name in faults) delete values[field.name]
  }
  return { values, faults }
}

type Checked = { value: AnswerValue } | { fault: string }

function checkField(view: DeskView, field: Field, given: AnswerValue): Checked {
  const value = typeof given === 'string' ? given.normalize('NFC').trim() : given
  if (value === null || value === '') {
    const empty = field.kind === 'text' ? '' : null
    return field.required ? { fault: t('errors.fields.required') } : { value: empty }
  }
  switch (field.kind) {
    case 'text': {
      if (typeof value !== 'string' || !isText(value, field.lines)) return { fault: t('errors.fields.text') }
      if (value.length > field.maximumLength)
        return { fault: t('errors.fields.tooLong', { count: field.maximumLength }) }
      return { value }
    }
    case 'choice':
      return field.choices.some((choice) => choice.value === value) ? { value } : { fault: t('errors.fields.choice') }
    case 'number': {
      const { minimum, maximum } = field
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum
      return fits ? { value } : { fault: t('errors.fields.number', { minimum, maximum }) }
    }
    case 'date': {
      const { earliest, latest } = field
      const fits = typeof value === 'string' && isDay(value) && value >= earliest && value <= latest
      return fits ? { value } : { fault: t('errors.fields.date', { earliest, latest }) }
    }
    case 'persons': {
      const persons = Array.isArray(value) ? [...new Set(value as readonly string[])] : []
      if (persons.length > field.maximum) return { fault: t('errors.fields.tooMany', { count: field.maximum }) }
      const known = persons.length > 0 && persons.every((person) => view.person(person))
      return known ? { value: persons } : { fault: t('errors.fields.person') }
    }
    case 'secret-number':
      return secretNumber(field, value)
    case 'person':
      return typeof value === 'string' && view.person(value) ? { value } : { fault: t('errors.fields.person') }
  }
}

/** A PIN or PUK by itself: digits, long enough, and nothing that is guessed first. */
function secretNumber(field: Extract<Field, { kind: 'secret-number' }>, value: AnswerValue): Checked {
  const { minimumLength, maximumLength } = field
  if (typeof value !== 'string' || !/^\d+$/.test(value)) return { fault: t('errors.fields.digits') }
  if (value.length < minimumLength || value.length > maximumLength) {
    if (minimumLength === maximumLength) return { fault: t('errors.fields.digitsExactly', { count: minimumLength }) }
    return { fault: t('errors.fields.digitCount', { minimum: minimumLength, maximum: maximumLength }) }
  }
  if (/^(\d)\1*$/.test(value)) return { fault: t('errors.fields.sameDigit') }
  return isRun(value) ? { fault: t('errors.fields.digitRun') } : { value }
}

/** True for digits that count up or down: 123456, 654321. */
function isRun(digits: string): boolean {
  const steps = [...digits].slice(1).map((digit, index) => Number(digit) - Number(digits[index]))
  return steps.every((step) => step === 1) || steps.every((step) => step === -1)
}

/** Text of several lines may hold line ends; no text may hold any other control character. */
function isText(value: string, lines: number): boolean {
  return plainText(100_000).safeParse(lines > 1 ? value.replace(/\r?\n/g, ' ') : value).success
}

/** True for a day that exists: 2026-02-30 does not. */
function isDay(value: string): boolean {
  return isoDate.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value)
}
