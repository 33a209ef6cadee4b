import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRef, useState } from 'react'
import type { DeskError } from '../../../shared/errors'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { desk } from '../../desk'
import { mirror, useEnding, useUser } from '../../state/mirror'
import { Entrance } from './entrance'
import classes from './entrance.module.css'
import { PasswordField } from './password-field'
import { endSession } from './session'
import { useRefusedAttempt } from './use-refused-attempt'

/** Covers everything until the password is given again; signing out instead is always possible. */
export function LockScreen() {
  const user = useUser()
  const ending = useEnding()
  const [error, setError] = useState<DeskError | null>(null)
  const [busy, setBusy] = useState(false)
  const password = useRef<HTMLInputElement>(null)
  const { waiting, notice, told } = useRefusedAttempt(error)
  const form = useForm({ initialValues: { password: '' } })
  const submit = form.onSubmit(async (values) => {
    if (waiting) return
    setBusy(true)
    const answer = await desk.session.unlock(values)
    setBusy(false)
    if (answer.ok) return void mirror.accept(answer.value)
    setError(answer.error)
    form.setFieldValue('password', '')
    password.current?.focus()
  })
  return (
    <Entrance
      title={t('session.lock.title')}
      text={t(ending ? 'session.lock.textIdle' : 'session.lock.text', { name: user?.name ?? '' })}
    >
      <form className={classes.form} onSubmit={submit}>
        {/* For password managers, which look for the name beside the password. */}
        <input type="text" autoComplete="username" value={user?.userName ?? ''} readOnly hidden />
        <PasswordField
          ref={password}
          label={t('session.password')}
          autoComplete="current-password"
          autoFocus
          // Escape here must not close what is open behind.
          data-mantine-stop-propagation="true"
          {...form.getInputProps('password')}
        />
        <div className={classes.refusal}>
          <ErrorNotice error={notice} />
          <p role="status" className={classes.told}>
            {told}
          </p>
        </div>
        <Button type="submit" fullWidth loading={busy} disabled={waiting || form.values.password === ''}>
          {t('session.lock.submit')}
        </Button>
        <Button variant="subtle" fullWidth onClick={endSession}>
          {t('session.lock.signOut')}
        </Button>
      </form>
    </Entrance>
  )
}
