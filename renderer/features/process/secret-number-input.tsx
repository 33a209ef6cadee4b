import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Field } from '../../../shared/model'
import { t } from '../../../shared/texts'

interface SecretNumberInputProps {
  readonly field: Extract<Field, { kind: 'secret-number' }>
  readonly value: string
  readonly fault: string | undefined
  readonly onChange: (value: string) => void
}

/**
 * A PIN or PUK, never shown. What is no digit is not taken, and said so: to drop it silently would make
 * another number of what was pasted. For the same reason nothing is cut off at the longest length.
 */
export function SecretNumberInput({ field, value, fault, onChange }: SecretNumberInputProps) {
  const [strange, setStrange] = useState(false)
  const { label, required, hint } = field
  return (
    <TextInput
      type="password"
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      w={240}
      label={label}
      required={required}
      description={hint ?? lengthText(field)}
      error={strange ? t('errors.fields.digits') : fault}
      value={value}
      onBlur={() => setStrange(false)}
      onChange={({ currentTarget }) => {
        const digits = /^\d*$/.test(currentTarget.value)
        setStrange(!digits)
        if (digits) onChange(currentTarget.value)
      }}
    />
  )
}

/** What fits, where main says nothing of its own; an entry to be repeated has said so already. */
function lengthText({ minimumLength, maximumLength, repeats }: SecretNumberInputProps['field']): string | undefined {
  if (repeats) return undefined
  if (minimumLength === maximumLength) return t('process.secret.digitsExactly', { count: minimumLength })
  return t('process.secret.digits', { minimum: minimumLength, maximum: maximumLength })
}
