import { IconX } from '@tabler/icons-react'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, type SyntheticEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { fullName, type Person } from '../../shared/model'
import { t } from '../../shared/texts'
import classes from './persons-picker.module.css'
import { useKnownPersons } from './persons-picker-known'

const rowHeight = 33
/** Shorter lists are drawn whole. Of a longer one only the rows on screen exist, and the one the keyboard is on. */
const shortEnough = 60

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
  const frame = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(0)
  const read = useKnownPersons(persons)
  const stop = Math.min(current, persons.length - 1)
  const long = persons.length > shortEnough
  const virtual = useVirtualizer({
    count: long ? persons.length : 0,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => persons[index] ?? index,
    overscan: 8,
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), stop])].sort((one, other) => one - other),
  })
  const shown = long
    ? virtual.getVirtualItems().map(({ index, start }) => ({ index, top: start }))
    : persons.map((_, index) => ({ index, top: null }))
  // The row that is to have the keyboard may come with the next drawing.
  const wanted = useRef<number | null>(null)
  const focus = (index: number) => {
    const button = frame.current?.querySelector<HTMLElement>(`[data-index="${index}"] > button`)
    wanted.current = button ? null : index
    if (button) button.focus()
    else virtual.scrollToIndex(index)
  }
  useLayoutEffect(() => {
    if (wanted.current !== null && wanted.current === stop) focus(stop)
  })
  useGrowing(frame, persons.length)

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
    <div ref={frame} className={classes.chosen}>
      <ul
        aria-label={t('process.persons.chosen')}
        style={long ? { height: virtual.getTotalSize() } : undefined}
        onKeyDown={walk}
        onClick={(event) => remove(placeOf(event))}
        onFocus={(event) => setCurrent(Math.max(0, placeOf(event)))}
      >
        {shown.map(({ index, top }) => {
          const id = persons[index] ?? ''
          return (
            <Row
              key={id}
              id={id}
              person={read(id)}
              index={index}
              count={persons.length}
              top={top}
              stop={index === stop}
            />
          )
        })}
      </ul>
    </div>
  )
}

interface RowProps {
  readonly id: string
  readonly person: Person | undefined
  readonly index: number
  readonly count: number
  /** Where it stands in a list of which only a part exists; `null` in a list drawn whole. */
  readonly top: number | null
  /** True for the one row that Tab reaches. */
  readonly stop: boolean
}

/** Drawn anew only when something of it changes. */
const Row = memo(function Row({ id, person, index, count, top, stop }: RowProps) {
  const name = person ? fullName(person) : t('process.persons.unknown', { id })
  const remove = t('process.persons.remove', { name })
  return (
    <li
      data-index={index}
      {...(top !== null && {
        'aria-setsize': count,
        'aria-posinset': index + 1,
        style: { transform: `translateY(${top}px)` },
      })}
    >
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
function useGrowing(frame: { readonly current: HTMLElement | null }, length: number): void {
  const before = useRef(length)
  useEffect(() => {
    if (length > before.current) frame.current?.scrollTo({ top: frame.current.scrollHeight })
    before.current = length
  }, [frame, length])
}
