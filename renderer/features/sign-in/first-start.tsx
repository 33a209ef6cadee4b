import { Checkbox, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { DeskError } from '../../../shared/errors'
import type { Role } from '../../../shared/lifecycle'
import { userNameSchema } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { desk } from '../../desk'
import { mirror } from '../../state/mirror'
import { Entrance } from './entrance'
import classes from './entrance.module.css'
import { atItsField, focusFirstFault } from './form-faults'
import { PasswordField } from './password-field'
import { Strength } from './strength'
import { SubmitButton } from './submit-button'

const sampleCards = 300
const needed = (value: string) => (value.trim() === '' ? t('session.needed') : null)

const initialValues = {
  name: '',
  userName: '',
  password: '',
  repeat: '',
  operator: true,
  approver: true,
  sample: false,
  samplePassword: '',
}

/** Main's names of the fields that it may refuse. */
const fieldNames = { 'administrator.password': 'password', 'sampleData.password': 'samplePassword' }

/** No account exists yet: makes the first administrator and, if wanted, fills the desk with sample data. */
export function FirstStart() {
  const [error, setError] = useState<DeskError | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm({
    initialValues,
    validate: {
      name: needed,
      userName: (value) =>
        needed(value) ??
        (userNameSchema.safeParse(value).success ? null : t('session.firstStart.administrator.userNameHint')),
      password: needed,
      repeat: (value, values) => (value === values.password ? null : t('session.passwordsDiffer')),
      samplePassword: (value, values) => (values.sample ? needed(value) : null),
    },
  })
  const { values } = form
  const found = async (wanted: typeof values) => {
    if (busy) return
    const { name, userName, password, operator, approver, sample, samplePassword } = wanted
    const roles: Role[] = ['administrator']
    if (operator) roles.push('operator')
    if (approver) roles.push('approver')
    setBusy(true)
    setError(null)
    const answer = await desk.session.foundDesk({
      administrator: { name, userName, password, roles },
      sampleData: sample ? { password: samplePassword, cards: sampleCards } : null,
    })
    setBusy(false)
    if (answer.ok) await mirror.accept(answer.value)
    else setError(atItsField(form, answer.error, fieldNames))
  }
  const submit = form.onSubmit(found, (faults) => focusFirstFault(form, faults))
  return (
    <Entrance title={t('session.firstStart.title')} text={t('session.firstStart.text')} wide>
      <form onSubmit={submit} noValidate>
        <div className={classes.columns}>
          <fieldset className={classes.part}>
            <legend className={classes.partTitle}>{t('session.firstStart.administrator.title')}</legend>
            <p className={classes.partText}>{t('session.firstStart.administrator.text')}</p>
            <TextInput
              label={t('session.firstStart.administrator.name')}
              description={t('session.firstStart.administrator.nameHint')}
              autoComplete="name"
              autoFocus
              maxLength={120}
              {...form.getInputProps('name')}
            />
            <TextInput
              label={t('session.userName')}
              description={t('session.firstStart.administrator.userNameHint')}
              autoComplete="username"
              autoCapitalize="off"
              spellCheck={false}
              maxLength={60}
              {...form.getInputProps('userName')}
            />
            <PasswordField
              label={t('session.password')}
              autoComplete="new-password"
              {...form.getInputProps('password')}
            />
            <Strength password={values.password} userName={values.userName} name={values.name} />
            <PasswordField
              label={t('session.repeatPassword')}
              autoComplete="new-password"
              {...form.getInputProps('repeat')}
            />
          </fieldset>
          <div className={classes.right}>
            <fieldset className={classes.part}>
              <legend className={classes.partTitle}>{t('session.firstStart.roles.title')}</legend>
              <p className={classes.partText}>{t('session.firstStart.roles.text')}</p>
              <Checkbox
                label={t('session.firstStart.roles.operator')}
                {...form.getInputProps('operator', { type: 'checkbox' })}
              />
              <Checkbox
                label={t('session.firstStart.roles.approver')}
                {...form.getInputProps('approver', { type: 'checkbox' })}
              />
            </fieldset>
            <fieldset className={classes.part}>
              <legend className={classes.partTitle}>{t('session.firstStart.sample.title')}</legend>
              <p className={classes.partText}>{t('session.firstStart.sample.text', { count: sampleCards })}</p>
              <Switch
                label={t('session.firstStart.sample.switch')}
                {...form.getInputProps('sample', { type: 'checkbox' })}
              />
              <PasswordField
                label={t('session.firstStart.sample.password')}
                description={t('session.firstStart.sample.passwordHint')}
                autoComplete="new-password"
                disabled={!values.sample}
                {...form.getInputProps('samplePassword')}
              />
              {values.sample ? <Strength password={values.samplePassword} userName="" name="" /> : null}
            </fieldset>
          </div>
        </div>
        <div className={classes.footer}>
          <ErrorNotice error={error} />
          <SubmitButton busy={busy}>{t('session.firstStart.submit')}</SubmitButton>
        </div>
      </form>
    </Entrance>
  )
}
