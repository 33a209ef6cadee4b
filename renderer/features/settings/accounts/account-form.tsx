import { Button, Checkbox, Group, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRef, useState } from 'react'
import type { DeskError } from '../../../../shared/errors'
import { type Role, roles } from '../../../../shared/lifecycle'
import { type AccountView, userNameSchema } from '../../../../shared/model'
import { roleName, t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import { PersonPicker } from '../../../components/person-picker'
import { desk } from '../../../desk'
import { atItsField, focusFirstFault } from '../../sign-in/form-faults'
import { PasswordField } from '../../sign-in/password-field'
import { Strength } from '../../sign-in/strength'
import { SubmitButton } from '../../sign-in/submit-button'
import classes from '../editors.module.css'
import { useAccounts } from './accounts-store'

interface AccountFormProps {
  /** `null` = a new one. */
  readonly account: AccountView | null
  readonly onTyped: () => void
  readonly onCancel: () => void
  readonly onSaved: () => void
}

const needed = (value: string) => (value.trim() === '' ? t('session.needed') : null)
const valuesOf = (account: AccountView | null) => ({
  name: account?.name ?? '',
  userName: account?.userName ?? '',
  roles: [...(account?.roles ?? ['operator'])] as string[],
  disabled: account?.disabled ?? false,
  person: account?.person ?? null,
  password: '',
})

/** Adds an account, or changes one. A refusal because somebody was first shows the account as it is now. */
export function AccountForm({ account, onTyped, onCancel, onSaved }: AccountFormProps) {
  const read = useAccounts((state) => state.read)
  const [base, setBase] = useState(account)
  const [error, setError] = useState<DeskError | null>(null)
  const [busy, setBusy] = useState(false)
  const owner = useRef<HTMLInputElement>(null)
  const form = useForm({
    initialValues: valuesOf(account),
    onValuesChange: onTyped,
    validate: {
      name: needed,
      userName: (value) =>
        needed(value) ?? (userNameSchema.safeParse(value).success ? null : t('accounts.userNameForm')),
      roles: (value) => (value.length === 0 ? t('accounts.rolesNeeded') : null),
      password: (value) => (account ? null : needed(value)),
    },
  })
  const save = ({ name, userName, roles: chosen, disabled, person, password }: typeof form.values) => {
    const own: Role[] = roles.filter((role) => chosen.includes(role))
    if (!base) return desk.accounts.add({ name, userName, roles: own, person, password })
    return desk.accounts.change({
      account: base.id,
      version: base.version,
      name,
      userName,
      roles: own,
      disabled,
      person,
    })
  }
  const send = async (wanted: typeof form.values) => {
    if (busy) return
    setBusy(true)
    setError(null)
    const answer = await save(wanted)
    const fresh = await read(base?.id)
    setBusy(false)
    if (answer.ok) return onSaved()
    setError(atItsField(form, answer.error, { password: 'password', person: 'person' }))
    if (answer.error.code === 'person-linked' || answer.error.code === 'own-link') owner.current?.focus()
    if (answer.error.code === 'account-changed' && fresh) {
      setBase(fresh)
      form.setValues(valuesOf(fresh))
    }
  }
  const submit = form.onSubmit(send, (faults) => focusFirstFault(form, faults))
  const { values } = form
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput label={t('accounts.name')} maxLength={120} data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label={t('accounts.userName')}
        description={t('accounts.userNameForm')}
        maxLength={60}
        autoCapitalize="off"
        spellCheck={false}
        {...form.getInputProps('userName')}
      />
      <Checkbox.Group label={t('accounts.roles')} {...form.getInputProps('roles')}>
        <div className={classes.roleChoices}>
          {roles.map((role) => (
            <Checkbox
              key={role}
              value={role}
              label={roleName(role)}
              description={t(`lifecycle.roles.${role}.meaning`)}
            />
          ))}
        </div>
      </Checkbox.Group>
      <PersonPicker
        label={t('accounts.owner')}
        description={t('accounts.ownerHint')}
        required={false}
        error={typeof form.errors.person === 'string' ? form.errors.person : undefined}
        value={values.person}
        onChange={(person) => form.setFieldValue('person', person)}
        inputRef={owner}
      />
      {account ? (
        <Switch
          label={t('accounts.activeSwitch')}
          description={t('accounts.activeHint')}
          checked={!values.disabled}
          onChange={(event) => form.setFieldValue('disabled', !event.currentTarget.checked)}
        />
      ) : (
        <>
          <PasswordField
            label={t('session.password')}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <Strength password={values.password} userName={values.userName} name={values.name} />
        </>
      )}
      <ErrorNotice error={error} />
      <Group justify="space-between">
        <Button variant="default" onClick={onCancel}>
          {t('shell.cancel')}
        </Button>
        <SubmitButton busy={busy}>{t(account ? 'accounts.editSubmit' : 'accounts.addSubmit')}</SubmitButton>
      </Group>
    </form>
  )
}
