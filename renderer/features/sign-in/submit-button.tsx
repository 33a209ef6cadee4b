import { Button, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'

interface SubmitButtonProps extends Omit<ButtonProps, 'disabled' | 'loading'> {
  readonly busy: boolean
  readonly children: ReactNode
}

/**
 * Sends a form. Neither `disabled` nor Mantine's `loading`: both would take the focus away from whoever
 * pressed it, so the form itself has to refuse being sent twice.
 */
export function SubmitButton({ busy, ...props }: SubmitButtonProps) {
  return <Button {...props} type="submit" aria-disabled={busy} data-disabled={busy} />
}
