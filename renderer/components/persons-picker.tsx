import { Button, Combobox, TextInput, useCombobox } from '@mantine/core'
import { IconCheck, IconUserPlus, IconUsersPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { DeskError } from '../../shared/errors'
import type { Person } from '../../shared/model'
import { t } from '../../shared/texts'
import { useHasRole } from '../state/mirror'
import { ErrorNotice } from './error-notice'
import { PersonDialog } from './person-dialog'
import { PersonLine } from './person-picker'
import shared from './person-picker.module.css'
import classes from './persons-picker.module.css'
import { remember } from './persons-picker-known'
import { PersonsList } from './persons-picker-list'
import { findNew, usePersonSearch } from './use-person-search'

interface PersonsPickerProps {
  readonly label: string
  readonly description?: string | undefined
  readonly error?: string | undefined
  readonly required: boolean
  readonly maximum: number
  /** Ids of the chosen persons, in the order in which they were chosen. */
  readonly value: readonly string[]
  readonly onChange: (persons: readonly string[]) => void
}

const everyone = '+all'
const newPerson = '+new'

/**
 * Finds several persons by typing. Enter adds the first who is not chosen yet and goes on to the next, one
 * option adds everybody found, up to the maximum; below stands who was chosen.
 */
export function PersonsPicker(props: PersonsPickerProps) {
  const { label, description, error, required, maximum, value, onChange } = props
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [adding, setAdding] = useState(false)
  const [failure, setFailure] = useState<DeskError | null>(null)
  const mayAdd = useHasRole('operator')
  const { found, search } = usePersonSearch()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const chosen = new Set(value)
  const room = maximum - value.length
  const first = room > 0 ? (found?.rows.findIndex(({ id }) => !chosen.has(id)) ?? -1) : -1

  // What Enter takes is always a person, and one not chosen yet: never everybody by mistake.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is made anew by every render
  useEffect(() => {
    if (!combobox.dropdownOpened) return
    if (first < 0) combobox.resetSelectedOption()
    else combobox.selectOption(first)
  }, [found, first, combobox.dropdownOpened])

  const add = (persons: readonly Person[]) => {
    remember(persons)
    setFailure(null)
    const fresh = persons.map(({ id }) => id).filter((id) => !chosen.has(id))
    if (fresh.length > 0) onChange([...value, ...fresh].slice(0, maximum))
  }
  const addEveryone = async () => {
    combobox.closeDropdown()
    const answer = await findNew(found?.text ?? '', chosen, room)
    if (answer.ok) add(answer.value)
    else setFailure(answer.error)
  }
  const submit = (option: string) => {
    if (option === everyone) void addEveryone()
    else if (option === newPerson) {
      combobox.closeDropdown()
      setAdding(true)
    } else {
      add(found?.rows.filter(({ id }) => id === option) ?? [])
      // Typing goes on with the next person.
      input.current?.select()
    }
  }
  const look = (text: string) => {
    search(text)
    combobox.openDropdown()
  }

  return (
    <div className={classes.picker}>
      <Combobox store={combobox} onOptionSubmit={submit} transitionProps={{ duration: 0 }}>
        <Combobox.Target withExpandedAttribute>
          <TextInput
            ref={input}
            label={label}
            description={description}
            error={error}
            required={required}
            placeholder={t('process.person.placeholder')}
            value={typed}
            autoComplete="off"
            onClick={() => look(typed)}
            onBlur={() => combobox.closeDropdown()}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value)
              look(currentTarget.value)
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' && !combobox.dropdownOpened) search(typed)
              // Enter never takes somebody who was found for less than what is typed now.
              if (event.key === 'Enter' && combobox.dropdownOpened && found?.text !== typed) {
                event.preventDefault()
                combobox.resetSelectedOption()
              }
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options mah={264} className={shared.options} aria-label={t('process.persons.results')}>
            {found?.rows.map((person) => (
              <Combobox.Option
                key={person.id}
                value={person.id}
                className={classes.found}
                active={chosen.has(person.id)}
                disabled={chosen.has(person.id) || room <= 0}
              >
                <span className={classes.option}>
                  {chosen.has(person.id) ? (
                    <IconCheck size={14} aria-label={t('process.persons.already')} />
                  ) : (
                    <span aria-hidden="true" />
                  )}
                  <PersonLine person={person} />
                </span>
              </Combobox.Option>
            ))}
            {found?.total === 0 ? (
              <Combobox.Empty className={shared.empty}>
                {t('process.person.nothing', { text: found.text })}
              </Combobox.Empty>
            ) : null}
            <div className={classes.actions}>
              {found && found.total > 1 && room > 0 ? (
                <Combobox.Option value={everyone} className={shared.add}>
                  <IconUsersPlus size={16} aria-hidden="true" />
                  {found.total <= room
                    ? t('process.persons.addAll', { count: found.total })
                    : t('process.persons.addFirst', { count: room, total: found.total })}
                </Combobox.Option>
              ) : null}
              {mayAdd && room > 0 ? (
                <Combobox.Option value={newPerson} className={shared.add}>
                  <IconUserPlus size={16} aria-hidden="true" />
                  {t('process.person.new')}
                </Combobox.Option>
              ) : null}
            </div>
          </Combobox.Options>
          {found && found.total > found.rows.length ? (
            <Combobox.Footer className={shared.more}>
              {t('process.person.more', { shown: found.rows.length, total: found.total })}
            </Combobox.Footer>
          ) : null}
        </Combobox.Dropdown>
      </Combobox>
      <ErrorNotice error={failure} />
      <div className={classes.line}>
        <p className={classes.count} role="status">
          {value.length === 0
            ? t('process.persons.none', { maximum })
            : room > 0
              ? t('process.persons.count', { count: value.length, maximum })
              : t('process.persons.full', { count: value.length })}
        </p>
        {value.length > 1 ? (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              onChange([])
              input.current?.focus()
            }}
          >
            {t('process.persons.removeAll')}
          </Button>
        ) : null}
      </div>
      {value.length > 0 ? (
        <PersonsList
          persons={value}
          onRemove={(person) => onChange(value.filter((id) => id !== person))}
          onEmpty={() => input.current?.focus()}
        />
      ) : null}
      <PersonDialog
        person={null}
        opened={adding}
        startName={typed}
        onClose={() => setAdding(false)}
        onSaved={(person) => add([person])}
      />
    </div>
  )
}
