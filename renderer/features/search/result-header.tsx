import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { t } from '../../../shared/texts'
import classes from './result-list.module.css'
import type { ResultColumnId, Sort } from './query'

interface ResultHeaderProps {
  readonly columns: readonly { readonly id: string; readonly toggleSorting: (descending?: boolean) => void }[]
  readonly sort: Sort
}

/** The headings of the list; a click sorts by that column, another turns the order round. */
export function ResultHeader({ columns, sort }: ResultHeaderProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that are not there
    // biome-ignore lint/a11y/useFocusableInteractive: its buttons are
    <div role="row" aria-rowindex={1} className={classes.header}>
      {columns.map((column) => {
        const { id } = column
        const sorted = sort.column === id
        const Arrow = sort.direction === 'ascending' ? IconArrowUp : IconArrowDown
        return (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: its button is
          <div key={id} role="columnheader" aria-sort={sorted ? sort.direction : 'none'} className={classes.heading}>
            <button type="button" onClick={() => column.toggleSorting(sorted && sort.direction === 'ascending')}>
              <span>{t(`search.columns.${id as ResultColumnId}`)}</span>
              {sorted ? <Arrow size={14} stroke={2} aria-hidden="true" /> : null}
            </button>
          </div>
        )
      })}
    </div>
  )
}
