import { ActionIcon, Button } from '@mantine/core'
import { IconPencil, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { fullName, type Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { PersonDialog } from '../../components/person-dialog'
import { useHasRole } from '../../state/mirror'
import { useView } from '../../state/view'
import frame from '../card/card-profile.module.css'
import { BackButton } from '../card/profile-header'
import classes from './person-profile.module.css'

interface PersonHeaderProps {
  readonly person: Person
  readonly onBack: (() => void) | null
}

/** Who this is; operators change the record from here. */
export function PersonHeader({ person, onBack }: PersonHeaderProps) {
  const [editing, setEditing] = useState(false)
  const mayEdit = useHasRole('operator')
  const name = fullName(person)
  return (
    <header className={frame.header}>
      {onBack ? <BackButton onBack={onBack} /> : null}
      <div className={classes.heading}>
        <h2 data-copyable>{name}</h2>
        <span className={frame.type}>{t('persons.kind')}</span>
        <div className={classes.tools}>
          {mayEdit ? (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPencil size={14} aria-hidden="true" />}
              aria-label={t('persons.editLabel', { name })}
              onClick={() => setEditing(true)}
            >
              {t('persons.edit')}
            </Button>
          ) : null}
          {onBack ? null : (
            <ActionIcon
              variant="subtle"
              color="gray"
              className={classes.close}
              aria-label={t('persons.close')}
              title={t('persons.close')}
              onClick={() => useView.getState().selectPerson(null)}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </div>
      </div>
      {/* Whoever is changed stays the one it was opened for. */}
      <PersonDialog
        key={person.id}
        opened={editing}
        person={person}
        onClose={() => setEditing(false)}
        onSaved={() => {}}
      />
    </header>
  )
}
