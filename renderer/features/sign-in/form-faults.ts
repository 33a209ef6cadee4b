import type { FormErrors } from '@mantine/form'
import type { DeskError } from '../../../shared/errors'

interface FaultyForm {
  getInputNode(path: string): HTMLElement | null
  setErrors(errors: FormErrors): void
}

/** Goes to the first field with a fault, so that nobody has to look for it. */
export function focusFirstFault(form: Pick<FaultyForm, 'getInputNode'>, faults: FormErrors): void {
  const first = Object.keys(faults)[0]
  const node = first === undefined ? null : form.getInputNode(first)
  // A group of tick boxes is no field itself: its first one is.
  const field = node?.matches('input') ? node : node?.querySelector<HTMLElement>('input')
  field?.focus()
}

/**
 * Puts what main refused at the field it is about. Answers what is left to be told elsewhere: the
 * refusal itself when it is about no field of this form.
 * @param names Main's name of a field → the form's.
 */
export function atItsField(
  form: FaultyForm,
  error: DeskError,
  names: Readonly<Record<string, string>>,
): DeskError | null {
  const faults: Record<string, string> = {}
  for (const [name, fault] of Object.entries(error.details.fields ?? {})) {
    const field = names[name]
    if (field !== undefined) faults[field] = fault
  }
  if (Object.keys(faults).length === 0) return error
  form.setErrors(faults)
  focusFirstFault(form, faults)
  return null
}
