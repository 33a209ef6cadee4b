import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { t } from '../../../shared/texts'
import { PersonDialog } from '../../components/person-dialog'
import { useHasRole } from '../../state/mirror'
import { useView } from '../../state/view'

/** Puts a person on record and opens their profile; nothing for who may not. */
export function NewPerson() {
  const [adding, setAdding] = useState(false)
  const mayAdd = useHasRole('operator')
  if (!mayAdd) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconUserPlus size={16} aria-hidden="true" />}
        onClick={() => setAdding(true)}
      >
        {t('persons.new')}
      </Button>
      <PersonDialog
        opened={adding}
        person={null}
        onClose={() => setAdding(false)}
        onSaved={({ id }) => useView.getState().selectPerson(id)}
      />
    </>
  )
}
