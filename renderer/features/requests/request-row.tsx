import { Checkbox } from '@mantine/core'
import { memo } from 'react'
import type { RequestRow } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import type { RequestColumn } from './request-columns'
import classes from './request-list.module.css'

/** The element id of the row at that place. */
export const rowId = (index: number) => `request-row-${index}`

interface RequestRowLineProps {
  readonly row: RequestRow
  readonly index: number
  readonly top: number
  readonly columns: readonly RequestColumn[]
  readonly selected: boolean
  /** `null` where nothing can be ticked. */
  readonly ticked: boolean | null
  readonly later: boolean
  readonly onOpen: (index: number) => void
  readonly onTick: (card: string) => void
}

/** One request of the list. */
export const RequestRowLine = memo(function RequestRowLine({
  row,
  index,
  top,
  columns,
  selected,
  ticked,
  later,
  onOpen,
  onTick,
}: RequestRowLineProps) {
  const { id, holderName } = row.card
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keyboard, rows only the pointer
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that are not there
    <div
      id={rowId(index)}
      role="row"
      className={classes.row}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-later={later || undefined}
      data-card={id}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onOpen(index)}
    >
      {ticked === null ? null : (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        // biome-ignore lint/a11y/useKeyWithClickEvents: Space on the grid ticks
        <div role="gridcell" className={classes.tickCell} onClick={(event) => event.stopPropagation()}>
          <Checkbox
            checked={ticked}
            tabIndex={-1}
            aria-label={t('requests.tick', { name: holderName || t('requests.nobody') })}
            onChange={() => onTick(id)}
          />
        </div>
      )}
      {columns.map(({ id: column, cell }) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        <div key={column} role="gridcell" className={classes.cell} data-column={column}>
          {cell(row, later)}
        </div>
      ))}
    </div>
  )
})
