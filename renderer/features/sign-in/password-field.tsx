import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { t } from '../../../shared/texts'

/** A password with a way to see what is typed, reachable by keyboard. */
export function PasswordField(props: PasswordInputProps) {
  return (
    <PasswordInput
      maxLength={200}
      spellCheck={false}
      visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword'), tabIndex: 0 }}
      {...props}
    />
  )
}
