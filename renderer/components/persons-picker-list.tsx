import { IconX } from '@tabler/icons-react'
import { type KeyboardEvent, memo, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { fullName, type Person } from '../../shared/model'
import { t } from '../../shared/texts'
import classes from './persons-picker.module.css'
import { useKnownPersons } from './persons-picker-known'

interface PersonsListProps {
  readonly persons: readonly string[]
  readonly onRemove: (person: string) => void
  /** The last one was removed: work goes on where persons are found. */
  readonly onEmpty: () => void
}

/**
 * The persons chosen, each with a button that takes them out again. One stop for the keyboard: arrow keys
 * go from one to the next, Enter or Delete takes out.
 */
export function PersonsList({ persons, onRemove, onEmpty }: PersonsListProps) {
  const list = useRef<HTMLUListElement>(null)
  const [current, setCurrent] = useState(0)
  const read = useKnownPersons(persons)
  const stop = Math.min(current, persons.length - 1)
  const focus = (index: number) => list.current?.querySelectorAll<HTMLElement>('button')[index]?.focus()
  useGrowing(list, persons.length)

  const placeOf = ({ target }: SyntheticEvent) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('button[data-person]') : null
    return button ? persons.indexOf(button.dataset.person ?? '') : -1
  }
  const remove = (index: number) => {
    const id = persons[index]
    if (id === undefined) return
    // The button goes with its person: before that, the next one, or else the one before, takes the focus.
    if (persons.length === 1) onEmpty()
    else focus(index + 1 < persons.length ? index + 1 : index - 1)
    setCurrent(Math.min(index, persons.length - 2))
    onRemove(id)
  }
  const walk = (event: KeyboardEvent) => {
    const place = placeOf(event)
    const last = persons.length - 1
    const steps: Readonly<Record<string, number>> = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: last }
    const step = steps[event.key]
    if (place < 0 || (step === undefined && event.key !== 'Delete')) return
    event.preventDefault()
    if (step === undefined) return remove(place)
    const wanted = Math.max(0, Math.min(step, last))
    setCurrent(wanted)
    focus(wanted)
  }

  return (
    // Listens for all of its buttons: a handler of its own in each would draw a thousand rows anew at every step.
    <ul
      ref={list}
      className={classes.chosen}
      aria-label={t('process.persons.chosen')}
      onKeyDown={walk}
      onClick={(event) => remove(placeOf(event))}
      onFocus={(event) => setCurrent(Math.max(0, placeOf(event)))}
    >
      {persons.map((id, index) => (
        <Row key={id} id={id} person={read(id)} stop={index === stop} />
      ))}
    </ul>
  )
}

interface RowProps {
  readonly id: string
  readonly person: Person | undefined
  /** True for the one row that Tab reaches. */
  readonly stop: boolean
}

/** Drawn anew only when something of it changes. */
const Row = memo(function Row({ id, person, stop }: RowProps) {
  const name = person ? fullName(person) : t('process.persons.unknown', { id })
  const remove = t('process.persons.remove', { name })
  return (
    <li>
      <span className={classes.name}>{name}</span>
      <span className={classes.detail}>{person ? detailOf(person) : ''}</span>
      <button
        type="button"
        className={classes.remove}
        data-person={id}
        tabIndex={stop ? 0 : -1}
        aria-label={remove}
        title={remove}
      >
        <IconX size={14} aria-hidden="true" />
      </button>
    </li>
  )
})

/** What tells namesakes apart. */
function detailOf({ employeeNumber, organisationalUnit }: Person): string {
  return organisationalUnit ? t('process.person.detail', { employeeNumber, organisationalUnit }) : employeeNumber
}

/** Whoever was added last is in view. */
function useGrowing(list: { readonly current: HTMLElement | null }, length: number): void {
  const before = useRef(length)
  useEffect(() => {
    if (length > before.current) list.current?.scrollTo({ top: list.current.scrollHeight })
    before.current = length
  }, [list, length])
}
