import { Button, Group, Modal, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { DeskError } from '../../../shared/errors'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { desk } from '../../desk'
import { useUser } from '../../state/mirror'
import { useView } from '../../state/view'
import classes from './entrance.module.css'
import { atItsField, focusFirstFault } from './form-faults'
import { PasswordField } from './password-field'
import { Strength } from './strength'
import { SubmitButton } from './submit-button'

function ChangePasswordForm({ onClose }: { readonly onClose: () => void }) {
  const user = useUser()
  const [error, setError] = useState<DeskError | null>(null)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const form = useForm({
    initialValues: { current: '', password: '', repeat: '' },
    validate: {
      current: (value) => (value === '' ? t('session.needed') : null),
      password: (value) => (value === '' ? t('session.needed') : null),
      repeat: (value, values) => (value === values.password ? null : t('session.passwordsDiffer')),
    },
  })
  const change = async ({ current, password }: typeof form.values) => {
    if (busy) return
    setBusy(true)
    setError(null)
    const answer = await desk.session.changePassword({ current, password })
    setBusy(false)
    if (answer.ok) setDone(true)
    else setError(atItsField(form, answer.error, { password: 'password' }))
  }
  const submit = form.onSubmit(change, (faults) => focusFirstFault(form, faults))
  if (done) {
    return (
      <>
        <Text size="sm" role="status">
          {t('session.changePassword.done')}
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button onClick={onClose} autoFocus>
            {t('shell.close')}
          </Button>
        </Group>
      </>
    )
  }
  return (
    <form className={classes.dialogForm} onSubmit={submit} noValidate>
      <PasswordField
        label={t('session.changePassword.current')}
        autoComplete="current-password"
        data-autofocus
        {...form.getInputProps('current')}
      />
      <PasswordField
        label={t('session.changePassword.new')}
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
      <Strength password={form.values.password} userName={user?.userName ?? ''} name={user?.name ?? ''} />
      <PasswordField
        label={t('session.changePassword.repeat')}
        autoComplete="new-password"
        {...form.getInputProps('repeat')}
      />
      <ErrorNotice error={error} />
      <Group justify="space-between" mt="xs">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <SubmitButton busy={busy}>{t('session.changePassword.submit')}</SubmitButton>
      </Group>
    </form>
  )
}

/** Somebody changes their own password. */
export function ChangePassword() {
  const shown = useView((view) => view.dialog === 'password')
  const close = () => useView.getState().showDialog(null)
  return (
    <Modal
      opened={shown}
      onClose={close}
      title={t('session.changePassword.title')}
      size={440}
      closeOnClickOutside={false}
      // The menu item that opened it is gone by now; its menu is where one came from.
      returnFocus={false}
      onExitTransitionEnd={() => document.querySelector<HTMLElement>('[data-user-menu]')?.focus()}
    >
      <ChangePasswordForm onClose={close} />
    </Modal>
  )
}
