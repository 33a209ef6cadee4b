import { Button, Group, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { DeskError } from '../../../../shared/errors'
import type { AccountView } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import { desk } from '../../../desk'
import { atItsField, focusFirstFault } from '../../sign-in/form-faults'
import { PasswordField } from '../../sign-in/password-field'
import { Strength } from '../../sign-in/strength'
import { SubmitButton } from '../../sign-in/submit-button'
import classes from '../editors.module.css'
import { useAccounts } from './accounts-store'

interface PasswordFormProps {
  readonly account: AccountView
  readonly onTyped: () => void
  readonly onCancel: () => void
  readonly onSaved: () => void
}

/** An administrator sets somebody's password anew. */
export function PasswordForm({ account, onTyped, onCancel, onSaved }: PasswordFormProps) {
  const read = useAccounts((state) => state.read)
  const [base, setBase] = useState(account)
  const [error, setError] = useState<DeskError | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm({
    initialValues: { password: '', repeat: '' },
    onValuesChange: onTyped,
    validate: {
      password: (value) => (value === '' ? t('session.needed') : null),
      repeat: (value, values) => (value === values.password ? null : t('session.passwordsDiffer')),
    },
  })
  const send = async ({ password }: typeof form.values) => {
    if (busy) return
    setBusy(true)
    setError(null)
    const answer = await desk.accounts.setPassword({ account: base.id, version: base.version, password })
    const fresh = await read(base.id)
    setBusy(false)
    if (answer.ok) return onSaved()
    setError(atItsField(form, answer.error, { password: 'password' }))
    if (fresh) setBase(fresh)
  }
  const submit = form.onSubmit(send, (faults) => focusFirstFault(form, faults))
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Text size="sm">{t('accounts.passwordText', { name: base.name })}</Text>
      <PasswordField
        label={t('session.changePassword.new')}
        autoComplete="new-password"
        data-autofocus
        {...form.getInputProps('password')}
      />
      <Strength password={form.values.password} userName={base.userName} name={base.name} />
      <PasswordField
        label={t('session.changePassword.repeat')}
        autoComplete="new-password"
        {...form.getInputProps('repeat')}
      />
      <ErrorNotice error={error} />
      <Group justify="space-between">
        <Button variant="default" onClick={onCancel}>
          {t('shell.cancel')}
        </Button>
        <SubmitButton busy={busy}>{t('accounts.passwordSubmit')}</SubmitButton>
      </Group>
    </form>
  )
}
