import { Button, TextInput } from '@mantine/core'
import { useLayoutEffect, useRef, useState } from 'react'
import type { DeskError } from '../../../../shared/errors'
import { t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import { desk } from '../../../desk'
import classes from './data.module.css'
import { useData } from './data-store'

interface FolderFieldProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  /** What is wrong with it; nothing when it is left out. */
  readonly fault?: string | undefined
  readonly onChange: (folder: string) => void
}

/** As long as the contract takes. */
const longestPath = 1000

/** A folder, typed or chosen in the system's own dialog, which stays open beside the work at the desk. */
export function FolderField({ label, hint, value, fault, onChange }: FolderFieldProps) {
  const desktop = useData((state) => state.status?.desktop ?? false)
  const [choosing, setChoosing] = useState(false)
  const [error, setError] = useState<DeskError | null>(null)
  // What else is edited while the dialog is open must not be undone by what was chosen.
  const change = useRef(onChange)
  useLayoutEffect(() => {
    change.current = onChange
  })
  const choose = async () => {
    if (choosing) return
    setChoosing(true)
    setError(null)
    const answer = await desk.data.chooseFolder({ start: value })
    setChoosing(false)
    if (!answer.ok) setError(answer.error)
    else if (answer.value !== null) change.current(answer.value)
  }
  return (
    <div className={classes.folderField}>
      <TextInput
        label={label}
        description={hint}
        descriptionProps={{ className: classes.hint }}
        errorProps={{ className: classes.fault }}
        value={value}
        maxLength={longestPath}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        error={fault}
        onChange={(event) => onChange(event.currentTarget.value)}
        // Beside the field itself, whatever stands above and below it.
        inputContainer={(field) => (
          <div className={classes.fieldWithButton}>
            {field}
            {desktop ? (
              <Button
                variant="default"
                aria-label={t('dataPage.folderField.chooseLabel', { label })}
                aria-disabled={choosing}
                data-disabled={choosing}
                onClick={() => void choose()}
              >
                {t('dataPage.folderField.choose')}
              </Button>
            ) : null}
          </div>
        )}
      />
      <ErrorNotice error={error} />
    </div>
  )
}
