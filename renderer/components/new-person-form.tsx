import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { DeskError } from '../../shared/errors'
import type { NewPerson, Person } from '../../shared/model'
import { t } from '../../shared/texts'
import { desk } from '../desk'
import { ErrorNotice } from './error-notice'
import classes from './person-picker.module.css'

interface NewPersonFormProps {
  readonly opened: boolean
  /** What was typed while looking for the person. */
  readonly startName: string
  readonly onClose: () => void
  readonly onAdded: (person: Person) => void
}

/** A small form that puts a person on record. Escape closes it and leaves what is beneath untouched. */
export function NewPersonForm({ opened, startName, onClose, onAdded }: NewPersonFormProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('process.newPerson.title')} size={520}>
      {/* What happens in here must not reach the wizard around it: React hands events up through portals. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only keeps events from the wizard */}
      <div onKeyDown={(event) => event.stopPropagation()}>
        <Fields
          startName={startName}
          onClose={onClose}
          onAdded={(person) => {
            onClose()
            onAdded(person)
          }}
        />
      </div>
    </Modal>
  )
}

const needed = (value: string) => (value.trim() === '' ? t('errors.fields.required') : null)
const mailForm = /^\S+@\S+\.\S+$/

function Fields({ startName, onClose, onAdded }: Omit<NewPersonFormProps, 'opened'>) {
  const [givenName = '', ...rest] = startName.trim().split(/\s+/)
  const [error, setError] = useState<DeskError | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm<NewPerson>({
    initialValues: {
      givenName,
      familyName: rest.join(' '),
      employeeNumber: '',
      email: '',
      upn: '',
      organisationalUnit: '',
    },
    validate: {
      givenName: needed,
      familyName: needed,
      employeeNumber: needed,
      email: (value) => (value.trim() === '' || mailForm.test(value.trim()) ? null : t('process.newPerson.emailForm')),
    },
  })

  const add = form.onSubmit(async (values) => {
    if (busy) return
    setBusy(true)
    const answer = await desk.persons.add({ ...values, email: values.email.trim() })
    setBusy(false)
    if (answer.ok) onAdded(answer.value)
    else if (answer.error.code === 'person-exists') form.setFieldError('employeeNumber', answer.error.message)
    else setError(answer.error)
  })

  const field = (name: keyof NewPerson, maxLength: number, required = false) => (
    <TextInput
      label={t(`process.newPerson.${name}`)}
      required={required}
      maxLength={maxLength}
      {...form.getInputProps(name)}
    />
  )
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.stopPropagation()
        add(event)
      }}
    >
      <div className={classes.newPerson}>
        <TextInput
          label={t('process.newPerson.givenName')}
          required
          maxLength={120}
          data-autofocus
          {...form.getInputProps('givenName')}
        />
        {field('familyName', 120, true)}
        {field('employeeNumber', 40, true)}
        {field('organisationalUnit', 120)}
        {field('email', 200)}
        {field('upn', 200)}
      </div>
      <ErrorNotice error={error} />
      <Group justify="space-between" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('process.cancel')}
        </Button>
        <Button type="submit">{t('process.newPerson.add')}</Button>
      </Group>
    </form>
  )
}
