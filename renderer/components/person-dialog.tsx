import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { DeskError } from '../../shared/errors'
import { type NewPerson, newPersonSchema, type Person } from '../../shared/model'
import { t } from '../../shared/texts'
import { desk } from '../desk'
import { useUnsaved } from '../state/leaving'
import { ErrorNotice } from './error-notice'
import { LossQuestion } from './loss-question'
import classes from './person-picker.module.css'

interface PersonDialogProps {
  readonly opened: boolean
  /** The person whose record is changed; `null` puts a new one on record. */
  readonly person: Person | null
  /** What was typed while looking for the person, for a new one. */
  readonly startName?: string
  readonly onClose: () => void
  readonly onSaved: (person: Person) => void
}

/** A person's record, to be added or changed. Asks before something typed is lost, and leaves what is beneath untouched. */
export function PersonDialog({ opened, person, startName = '', onClose, onSaved }: PersonDialogProps) {
  const [typed, setTyped] = useState(false)
  const [asked, setAsked] = useState(false)
  useUnsaved(typed)
  const close = () => {
    setTyped(false)
    setAsked(false)
    onClose()
  }
  const leave = () => (typed ? setAsked(true) : close())
  return (
    // What happens in here must not reach the wizard around it: React hands events up through portals.
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps events from the wizard
    <div className={classes.dialogs} onKeyDown={(event) => event.stopPropagation()}>
      <Modal
        opened={opened}
        onClose={leave}
        // Listening at the window, this and the question would both take one press of Escape.
        closeOnEscape={false}
        onKeyDown={(event) => {
          if (event.key === 'Escape') leave()
        }}
        title={t(person ? 'persons.form.editTitle' : 'persons.form.addTitle')}
        size={520}
      >
        <PersonForm
          person={person}
          startName={startName}
          onTyped={setTyped}
          onCancel={leave}
          onSaved={(saved) => {
            close()
            onSaved(saved)
          }}
        />
      </Modal>
      <LossQuestion
        asked={asked}
        title={t('persons.form.leave.title')}
        text={t('persons.form.leave.text')}
        lose={{ label: t('persons.form.leave.leave'), act: close }}
        keep={{ label: t('persons.form.leave.stay'), act: () => setAsked(false) }}
      />
    </div>
  )
}

interface PersonFormProps {
  readonly person: Person | null
  readonly startName: string
  readonly onTyped: (typed: boolean) => void
  readonly onCancel: () => void
  readonly onSaved: (person: Person) => void
}

const fields = [
  { name: 'givenName', longest: 120, required: true },
  { name: 'familyName', longest: 120, required: true },
  { name: 'employeeNumber', longest: 40, required: true },
  { name: 'organisationalUnit', longest: 120, required: false },
  { name: 'email', longest: 200, required: false },
  { name: 'upn', longest: 200, required: false },
] as const satisfies readonly { name: keyof NewPerson; longest: number; required: boolean }[]

/** The record's data, apart from what the desk itself keeps with it. */
function dataOf({ givenName, familyName, employeeNumber, organisationalUnit, email, upn }: NewPerson): NewPerson {
  return { givenName, familyName, employeeNumber, organisationalUnit, email, upn }
}

function newData(startName: string): NewPerson {
  const [givenName = '', ...rest] = startName.trim().split(/\s+/)
  return { givenName, familyName: rest.join(' '), employeeNumber: '', organisationalUnit: '', email: '', upn: '' }
}

/** What is wrong with a field, by the same rules as main's. */
function faultOf(name: keyof NewPerson, value: string): string | null {
  if (newPersonSchema.shape[name].safeParse(name === 'email' ? value.trim() : value).success) return null
  if (value.trim() === '') return t('errors.fields.required')
  return t(name === 'email' ? 'persons.form.emailForm' : 'errors.fields.text')
}

function PersonForm({ person, startName, onTyped, onCancel, onSaved }: PersonFormProps) {
  const [base, setBase] = useState(person)
  const [error, setError] = useState<DeskError | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm<NewPerson>({
    initialValues: person ? dataOf(person) : newData(startName),
    validate: (values) => Object.fromEntries(fields.map(({ name }) => [name, faultOf(name, values[name])])),
    onValuesChange: () => onTyped(true),
  })

  const save = form.onSubmit(async (values) => {
    if (busy) return
    setBusy(true)
    setError(null)
    const data = { ...values, email: values.email.trim() }
    const answer = base
      ? await desk.persons.change({ ...data, person: base.id, version: base.version })
      : await desk.persons.add(data)
    setBusy(false)
    if (answer.ok) return onSaved(answer.value)
    if (answer.error.code === 'person-exists') {
      form.setFieldError('employeeNumber', answer.error.message)
      form.getInputNode('employeeNumber')?.focus()
      return
    }
    setError(answer.error)
    if (answer.error.code === 'person-changed' && base) await showAsItIsNow(base.id)
  }, focusFirst)

  /** Somebody else was first: their change is what the next one starts from. */
  async function showAsItIsNow(id: string): Promise<void> {
    const fresh = await desk.persons.read({ person: id })
    if (!fresh.ok) return setError(fresh.error)
    setBase(fresh.value)
    form.setValues(dataOf(fresh.value))
    onTyped(false)
  }

  function focusFirst(faults: typeof form.errors): void {
    const first = fields.find(({ name }) => faults[name])
    if (first) form.getInputNode(first.name)?.focus()
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.stopPropagation()
        save(event)
      }}
    >
      <div className={classes.newPerson}>
        {fields.map(({ name, longest, required }, index) => (
          <TextInput
            key={name}
            label={t(`persons.data.${name}`)}
            required={required}
            maxLength={longest}
            autoComplete="off"
            data-autofocus={index === 0 || undefined}
            {...form.getInputProps(name)}
          />
        ))}
      </div>
      <ErrorNotice error={error} />
      <Group justify="space-between" mt="lg">
        <Button variant="default" onClick={onCancel}>
          {t('shell.cancel')}
        </Button>
        <Button type="submit">{t(base ? 'persons.form.save' : 'persons.form.add')}</Button>
      </Group>
    </form>
  )
}
