import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRef, useState } from 'react'
import type { DeskError } from '../../../shared/errors'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { desk } from '../../desk'
import { mirror, useEnding } from '../../state/mirror'
import { Entrance } from './entrance'
import classes from './entrance.module.css'
import { PasswordField } from './password-field'
import { useRefusedAttempt } from './use-refused-attempt'

/** User name and password. After a failure the password is asked for again, and main may make one wait. */
export function SignIn() {
  const [error, setError] = useState<DeskError | null>(null)
  const [busy, setBusy] = useState(false)
  const password = useRef<HTMLInputElement>(null)
  const ending = useEnding()
  const { waiting, notice, told } = useRefusedAttempt(error)
  const form = useForm({ initialValues: { userName: '', password: '' } })
  const submit = form.onSubmit(async (values) => {
    if (waiting) return
    setBusy(true)
    const answer = await desk.session.signIn(values)
    setBusy(false)
    if (answer.ok) return void mirror.accept(answer.value)
    setError(answer.error)
    form.setFieldValue('password', '')
    password.current?.focus()
  })
  return (
    <Entrance title={t('session.signIn.title')} {...(ending ? { text: t(`session.ended.${ending}`) } : {})}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t('session.userName')}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          autoFocus
          maxLength={200}
          {...form.getInputProps('userName')}
        />
        <PasswordField
          ref={password}
          label={t('session.password')}
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <div className={classes.refusal}>
          <ErrorNotice error={notice} />
          <p role="status" className={classes.told}>
            {told}
          </p>
        </div>
        <Button
          type="submit"
          fullWidth
          loading={busy}
          disabled={waiting || form.values.userName.trim() === '' || form.values.password === ''}
        >
          {t('session.signIn.submit')}
        </Button>
      </form>
    </Entrance>
  )
}
