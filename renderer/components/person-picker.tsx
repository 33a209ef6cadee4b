import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { type Ref, useEffect, useState } from 'react'
import { fullName, type Person } from '../../shared/model'
import { t } from '../../shared/texts'
import { desk } from '../desk'
import { useHasRole } from '../state/mirror'
import { PersonDialog } from './person-dialog'
import classes from './person-picker.module.css'
import { usePersonSearch } from './use-person-search'

interface PersonPickerProps {
  readonly label: string
  readonly description?: string | undefined
  readonly error?: string | undefined
  readonly required: boolean
  /** Id of the chosen person; `null` = nobody. */
  readonly value: string | null
  readonly onChange: (person: string | null) => void
  readonly inputRef?: Ref<HTMLInputElement> | undefined
}

const newPerson = '+new'

/**
 * Finds a person by typing: any part of name, number, e-mail or UPN. Arrow keys and Enter choose; who
 * is not there yet can be added without leaving the place.
 */
export function PersonPicker({ label, description, error, required, value, onChange, inputRef }: PersonPickerProps) {
  const [chosen, setChosen] = usePerson(value)
  const [typed, setTyped] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const mayAdd = useHasRole('operator')
  const { found, search } = usePersonSearch()
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
  })

  // The first person found is what Enter takes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is made anew by every render
  useEffect(() => {
    if (found && combobox.dropdownOpened) combobox.selectFirstOption()
  }, [found])

  const choose = (person: Person) => {
    setChosen(person)
    setTyped(null)
    onChange(person.id)
    combobox.closeDropdown()
  }
  const submit = (option: string) => {
    if (option === newPerson) {
      combobox.closeDropdown()
      setAdding(true)
      return
    }
    const person = found?.rows.find((each) => each.id === option)
    if (person) choose(person)
  }
  const open = () => {
    search(typed ?? '')
    combobox.openDropdown()
  }

  const shown =
    typed ??
    (chosen ? t('process.person.chosen', { name: fullName(chosen), employeeNumber: chosen.employeeNumber }) : '')
  return (
    <>
      <Combobox store={combobox} onOptionSubmit={submit} transitionProps={{ duration: 0 }}>
        <Combobox.Target withExpandedAttribute>
          <TextInput
            ref={inputRef}
            label={label}
            description={description}
            error={error}
            required={required}
            placeholder={t('process.person.placeholder')}
            value={shown}
            autoComplete="off"
            onClick={open}
            onFocus={(event) => event.currentTarget.select()}
            onBlur={() => {
              combobox.closeDropdown()
              setTyped(null)
            }}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value)
              if (value !== null) onChange(null)
              search(currentTarget.value)
              combobox.openDropdown()
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' && !combobox.dropdownOpened) search(typed ?? '')
              // Enter never takes somebody who was found for less than what is typed now.
              if (event.key === 'Enter' && combobox.dropdownOpened && found?.text !== (typed ?? '')) {
                event.preventDefault()
                combobox.resetSelectedOption()
              }
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options mah={264} className={classes.options} aria-label={t('process.person.results')}>
            {found?.rows.map((person) => (
              <Combobox.Option key={person.id} value={person.id} active={person.id === value}>
                <PersonLine person={person} />
              </Combobox.Option>
            ))}
            {found?.total === 0 ? (
              <Combobox.Empty className={classes.empty}>
                {t('process.person.nothing', { text: found.text })}
              </Combobox.Empty>
            ) : null}
            {mayAdd ? (
              <Combobox.Option value={newPerson} className={classes.add}>
                <IconUserPlus size={16} aria-hidden="true" />
                {t('process.person.new')}
              </Combobox.Option>
            ) : null}
          </Combobox.Options>
          {found && found.total > found.rows.length ? (
            <Combobox.Footer className={classes.more}>
              {t('process.person.more', { shown: found.rows.length, total: found.total })}
            </Combobox.Footer>
          ) : null}
        </Combobox.Dropdown>
      </Combobox>
      <PersonDialog
        opened={adding}
        person={null}
        startName={typed ?? ''}
        onClose={() => setAdding(false)}
        onSaved={choose}
      />
    </>
  )
}

/** A person in a drop-down: the name, and what tells namesakes apart. */
export function PersonLine({ person }: { readonly person: Person }) {
  const { employeeNumber, organisationalUnit } = person
  return (
    <span className={classes.person}>
      <span className={classes.name}>{fullName(person)}</span>
      <span className={classes.detail}>
        {organisationalUnit ? t('process.person.detail', { employeeNumber, organisationalUnit }) : employeeNumber}
      </span>
    </span>
  )
}

/** The person with that id: kept when it was chosen here, else read. */
function usePerson(id: string | null) {
  const [person, setPerson] = useState<Person | null>(null)
  const known = person?.id === id
  useEffect(() => {
    if (id === null || known) return
    let current = true
    void desk.persons.read({ person: id }).then((answer) => {
      if (current && answer.ok) setPerson(answer.value)
    })
    return () => {
      current = false
    }
  }, [id, known])
  return [known ? person : null, setPerson] as const
}
