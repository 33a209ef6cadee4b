import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import type { DeskError } from '../../../../shared/errors'
import { t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import { SubmitButton } from '../../sign-in/submit-button'
import editors from '../editors.module.css'
import { limits } from './bureau-draft'
import { saveSecret } from './save-secret'

interface SecretFormProps {
  /** Of the settings the save starts from. */
  readonly version: number
  /** The address the secret is for, without its path. */
  readonly origin: string
  readonly onClose: () => void
  /** Told the version that came of it. */
  readonly onSaved: (version: number) => void
}

/** What is typed lives as long as the form does: closing the dialog is the end of it. */
function SecretForm({ version, origin, onClose, onSaved }: SecretFormProps) {
  const [secret, setSecret] = useState('')
  const [missing, setMissing] = useState(false)
  const [error, setError] = useState<DeskError | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const atField = error?.details.fields?.secret
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setMissing(secret === '')
    if (secret === '') return field.current?.focus()
    setBusy(true)
    setError(null)
    const answer = await saveSecret(version, secret)
    setBusy(false)
    if (answer.ok) onSaved(answer.value.bureau.version)
    else setError(answer.error)
  }
  return (
    <form className={editors.form} onSubmit={submit} noValidate autoComplete="off">
      <Text size="sm">{t('bureauSettings.secret.dialog.text', { origin })}</Text>
      {/* Not the field for passwords: its way to show what is typed has no place here. */}
      <TextInput
        ref={field}
        type="password"
        label={t('bureauSettings.secret.dialog.field')}
        description={secret === secret.trim() ? undefined : t('bureauSettings.secret.dialog.spaces')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={limits.secret}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={secret}
        error={missing && secret === '' ? t('session.needed') : atField}
        onChange={(event) => {
          setSecret(event.currentTarget.value)
          setError(null)
        }}
      />
      <ErrorNotice error={atField === undefined ? error : null} />
      <Group justify="space-between">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <SubmitButton busy={busy}>{t('bureauSettings.secret.dialog.submit')}</SubmitButton>
      </Group>
    </form>
  )
}

/** Where the secret is typed: never shown, and gone from the window once it is closed. */
export function SecretDialog({ opened, ...form }: SecretFormProps & { readonly opened: boolean }) {
  return (
    <Modal
      opened={opened}
      onClose={form.onClose}
      title={t('bureauSettings.secret.dialog.title')}
      size={420}
      closeOnClickOutside={false}
    >
      <SecretForm {...form} />
    </Modal>
  )
}
