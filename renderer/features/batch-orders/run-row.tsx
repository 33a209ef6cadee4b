import { memo, type ReactNode } from 'react'
import type { SyncRun } from '../../../shared/model'
import { Moment } from '../../components/moment'
import { EndBadge } from './badges'
import { askedBy, runText, endOf } from './batch-words'
import classes from './run-list.module.css'

interface RunColumn {
  readonly id: 'started' | 'by' | 'end' | 'counts'
  readonly cell: (run: SyncRun) => ReactNode
}

/** What the list shows of a run. */
export const runColumns: readonly RunColumn[] = [
  { id: 'started', cell: ({ started }) => <Moment at={started.at} /> },
  { id: 'by', cell: askedBy },
  { id: 'end', cell: (run) => <EndBadge end={endOf(run)} /> },
  { id: 'counts', cell: (run) => <Counts run={run} /> },
]

/** Cut off where it is too long for its column; all of it on hover, and beside the list. */
function Counts({ run }: { readonly run: SyncRun }) {
  const text = runText(run)
  return (
    <span className={classes.counts} title={text}>
      {text}
    </span>
  )
}

/** The element id of the row at that place. */
export const rowId = (index: number) => `batch-run-row-${index}`

interface RunRowProps {
  readonly run: SyncRun
  readonly index: number
  readonly top: number
  readonly selected: boolean
  readonly onOpen: (index: number) => void
}

/** One run of the list. */
export const RunRow = memo(function RunRow({ run, index, top, selected, onOpen }: RunRowProps) {
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
      data-run={run.id}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onOpen(index)}
    >
      {runColumns.map(({ id, cell }) => (
        // biome-ignore lint/a11y/useSemanticElements: see above
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        <div key={id} role="gridcell" className={classes.cell} data-column={id}>
          {cell(run)}
        </div>
      ))}
    </div>
  )
})
