import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import classes from './process-lists.module.css'

/** A row with one line; the true height is measured. */
const usualHeight = 33
/** Shorter lists are drawn whole, so that their columns fit what stands in them. */
const shortEnough = 60

export interface LongListRow {
  readonly key: string
  readonly failed: boolean
  /** Three cells, and below them a reason where there is one. */
  readonly cells: ReactNode
}

interface LongListProps {
  readonly label: string
  readonly rows: readonly LongListRow[]
  /** Leaves room below it. */
  readonly outcome?: boolean
}

/** The rows of a run over several. Of a long list only those on screen exist: a thousand would hold up the window. */
export function LongList({ label, rows, outcome = false }: LongListProps) {
  const frame = useRef<HTMLDivElement>(null)
  const long = rows.length > shortEnough
  const virtual = useVirtualizer({
    count: long ? rows.length : 0,
    getScrollElement: () => frame.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const shown = long ? items.flatMap(({ index }) => rows[index] ?? []) : rows
  const first = items[0]?.index ?? 0
  const room = long
    ? { paddingTop: items[0]?.start ?? 0, paddingBottom: virtual.getTotalSize() - (items.at(-1)?.end ?? 0) }
    : undefined
  return (
    <div ref={frame} className={classes.frame} data-outcome={outcome || undefined}>
      <ul className={classes.list} data-long={long || undefined} aria-label={label} style={room}>
        {shown.map(({ key, failed, cells }, place) => (
          <li
            key={key}
            ref={long ? virtual.measureElement : undefined}
            data-index={first + place}
            data-failed={failed || undefined}
            {...(long && { 'aria-setsize': rows.length, 'aria-posinset': first + place + 1 })}
          >
            {cells}
          </li>
        ))}
      </ul>
    </div>
  )
}
