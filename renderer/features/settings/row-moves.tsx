import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent, MouseEvent } from 'react'
import { flushSync } from 'react-dom'

interface RowMovesProps {
  readonly first: boolean
  readonly last: boolean
  readonly labels: { readonly up: string; readonly down: string; readonly remove: string }
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

/** Taking a row away takes the focus with it: it goes on to the first control of the list (`data-rows`). */
function removeAndGoOn(event: MouseEvent, onRemove: () => void) {
  const rows = event.currentTarget.closest('[data-rows]')
  flushSync(onRemove)
  rows?.querySelector<HTMLElement>('input:not(:disabled), button:not(:disabled)')?.focus()
}

// Not `disabled`: a row moved to the end would lose the focus of whoever moves it by keyboard.
const atEnd = (end: boolean) => (end ? { 'aria-disabled': true, 'data-disabled': true } : {})

/** Moves a row up or down, or takes it away; with the focus here, Alt and an arrow key move it too. */
export function RowMoves({ first, last, labels, onMove, onRemove }: RowMovesProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <ActionIcon.Group onKeyDown={onKeyDown}>
      <ActionIcon
        variant="default"
        aria-label={labels.up}
        title={labels.up}
        {...atEnd(first)}
        data-move="up"
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={labels.down}
        title={labels.down}
        {...atEnd(last)}
        data-move="down"
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={labels.remove}
        title={labels.remove}
        onClick={(event) => removeAndGoOn(event, onRemove)}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </ActionIcon.Group>
  )
}
