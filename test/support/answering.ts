import type { RequestOf } from '../../shared/contract'
import type { Answer } from '../../shared/errors'
import type { Advance, Answers, AnswerValue, Field, RunView } from '../../shared/model'
import { ended, type Somebody } from './test-desk'

/** Digits that pass for a PIN and for a PUK: no run, no single digit repeated, and not the same. */
const digits = { pin: '482915703648', other: '730461825937' }

/** What a test wants to be answered; every other field is answered by what will do. */
export interface Wishes {
  /** For every field that asks for a person, or for several. */
  readonly person?: string | null
  /** By field name. */
  readonly answers?: Answers
}

/** Goes through a wizard to its end as somebody who fills in what is needed and nothing more. */
export async function carryThrough(
  somebody: Somebody,
  start: RequestOf<'processes.open'>,
  wishes: Wishes = {},
): Promise<Answer<Advance>> {
  const opened = await somebody.desk.processes.open(start)
  return opened.ok ? toTheEnd(somebody, opened.value, wishes) : opened
}

/** Answers page after page; ends with the outcome, with a refusal, or on a page that has a problem. */
export async function toTheEnd(somebody: Somebody, opened: RunView, wishes: Wishes = {}): Promise<Answer<Advance>> {
  let view = opened
  for (;;) {
    const answer = await ended(somebody, await next(somebody, view, wishes))
    if (!answer.ok || answer.value.kind !== 'step' || answer.value.view.problem !== null) return answer
    view = answer.value.view
  }
}

/** One Next, with the page filled in. */
export function next(somebody: Somebody, view: RunView, wishes: Wishes = {}): Promise<Answer<Advance>> {
  return somebody.desk.processes.next({ run: view.run, step: view.step.id, answers: filledIn(view, wishes) })
}

/** The answers of a page: what is wished for, what is there already, or what will do. */
export function filledIn({ step, answers }: RunView, { person, answers: wished = {} }: Wishes): Answers {
  const filled = step.fields.map((field): [string, AnswerValue] => {
    const value = wished[field.name] ?? personFor(field, person) ?? answers[field.name] ?? null
    return [field.name, isEmpty(value) && field.required ? whatWillDo(field) : value]
  })
  return Object.fromEntries(filled)
}

function personFor(field: Field, person: string | null | undefined): AnswerValue | undefined {
  if (!person) return undefined
  if (field.kind === 'person') return person
  return field.kind === 'persons' ? [person] : undefined
}

function isEmpty(value: AnswerValue): boolean {
  return value === null || value === ''
}

function whatWillDo(field: Field): AnswerValue {
  switch (field.kind) {
    case 'text':
      return 'Main Street 1'
    case 'choice':
      return field.choices[0]?.value ?? null
    case 'date':
      return field.latest
    case 'number':
      return field.minimum
    case 'secret-number': {
      const source = (field.repeats ?? field.name) === 'pin' ? digits.pin : digits.other
      return source.slice(0, Math.max(field.minimumLength, Math.min(8, field.maximumLength)))
    }
    case 'person':
    case 'persons':
      return null
  }
}
