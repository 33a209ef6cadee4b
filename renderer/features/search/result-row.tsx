import { Checkbox } from '@mantine/core'
import { type MouseEvent, memo } from 'react'
import { t } from '../../../shared/texts'
import type { ResultColumn } from './columns'
import classes from './result-list.module.css'
import type { ResultRow as Row } from './query'
import { useSearch } from './search-store'

/** The element id of the row at that place. */
export const rowId = (index: number) => `search-row-${index}`

interface ResultRowProps {
  readonly index: number
  readonly top: number
  /** `undefined` while it is being read. */
  readonly row: Row | undefined
  readonly columns: readonly ResultColumn[]
  readonly selected: boolean
  readonly atCursor: boolean
  /** `null` where nothing can be ticked. */
  readonly ticked: boolean | null
  readonly onOpen: (id: string, by: 'click') => void
  /** `range`: with every row from where the last tick was. */
  readonly onTick: (index: number, range: boolean) => void
}

/** One row of the list, or its place while it is being read. */
export const ResultRow = memo(
  function ResultRow({ index, top, row, columns, selected, atCursor, ticked, onOpen, onTick }: ResultRowProps) {
    const click = ({ shiftKey, ctrlKey, metaKey }: MouseEvent) => {
      if (!row) return
      useSearch.getState().setCursor({ id: row.id, index })
      // As lists elsewhere have it: with these keys a click chooses among several.
      if (ticked !== null && (shiftKey || ctrlKey || metaKey)) onTick(index, shiftKey)
      else onOpen(row.id, 'click')
    }
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
        data-cursor={atCursor || undefined}
        data-card={row?.id}
        style={{ transform: `translateY(${top}px)` }}
        onClick={click}
      >
        {ticked === null ? null : (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          // biome-ignore lint/a11y/useKeyWithClickEvents: Space on the grid ticks
          <div role="gridcell" className={classes.tickCell} onClick={(event) => event.stopPropagation()}>
            {row ? (
              <Checkbox
                checked={ticked}
                tabIndex={-1}
                aria-label={t('search.ticks.tick', { card: row.id })}
                onChange={({ nativeEvent }) =>
                  onTick(index, nativeEvent instanceof PointerEvent && nativeEvent.shiftKey)
                }
              />
            ) : null}
          </div>
        )}
        {columns.map(({ id, cell }) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div key={id} role="gridcell" className={classes.cell} data-column={id}>
            {row ? cell(row) : <span className={classes.coming} />}
          </div>
        ))}
      </div>
    )
  },
  (before, after) =>
    before.row === after.row &&
    before.index === after.index &&
    before.top === after.top &&
    before.selected === after.selected &&
    before.atCursor === after.atCursor &&
    before.ticked === after.ticked &&
    before.onOpen === after.onOpen &&
    before.onTick === after.onTick &&
    before.columns.length === after.columns.length &&
    before.columns.every((column, index) => column === after.columns[index]),
)
