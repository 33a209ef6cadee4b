import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { mostSubjects } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import classes from './result-list.module.css'
import type { ResultColumnId, Sort } from './query'
import { useSearch } from './search-store'
import { useTicks } from './ticks-store'

interface ResultHeaderProps {
  readonly columns: readonly { readonly id: string; readonly toggleSorting: (descending?: boolean) => void }[]
  readonly sort: Sort
  /** Given where rows can be ticked: the box of all of them was pressed. */
  readonly onTickAll: ((ticked: boolean) => void) | null
}

/** The headings of the list; a click sorts by that column, another turns the order round. */
export function ResultHeader({ columns, sort, onTickAll }: ResultHeaderProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that are not there
    // biome-ignore lint/a11y/useFocusableInteractive: its buttons are
    <div role="row" aria-rowindex={1} className={classes.header}>
      {onTickAll ? <TickAll onTickAll={onTickAll} /> : null}
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

/** Ticks everything that was found, as far as one run takes, or nothing. */
function TickAll({ onTickAll }: { readonly onTickAll: (ticked: boolean) => void }) {
  const ticked = useTicks((state) => state.ticked.size)
  const total = useSearch((state) => state.result.total)
  const all = ticked > 0 && ticked >= Math.min(total, mostSubjects)
  const label =
    !all && total > mostSubjects
      ? t('search.ticks.tickFirst', { count: mostSubjects, total })
      : t(all ? 'search.ticks.untickAll' : 'search.ticks.tickAll')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that are not there
    // biome-ignore lint/a11y/useFocusableInteractive: the box inside has the keyboard
    <div role="columnheader" className={classes.tickCell} aria-label={t('search.ticks.column')}>
      <Checkbox
        checked={all}
        indeterminate={ticked > 0 && !all}
        aria-label={label}
        title={label}
        onChange={() => onTickAll(!all)}
      />
    </div>
  )
}
