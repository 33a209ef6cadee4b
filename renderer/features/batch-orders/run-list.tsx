import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { t } from '../../../shared/texts'
import { rowsOnScreen, walkTarget } from '../../components/list-keys'
import { useLook } from './look-store'
import { RunRow, rowId, runColumns } from './run-row'
import classes from './run-list.module.css'
import { useRuns } from './runs-store'

const rowHeight = 32

interface RunListProps {
  /** A run was clicked, or Enter was pressed on it. */
  readonly onOpen: (by: 'click' | 'enter') => void
}

/** The runs, newest first; one stop for the keyboard: arrow keys walk, Enter goes to the details. */
export function RunList({ onOpen }: RunListProps) {
  const { rows, total, chosen } = useRuns()
  const { choose, more, leaveAt } = useRuns.getState()
  const frame = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The header covers the top of what scrolls.
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    initialOffset: () => useRuns.getState().scrollTop,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 1 && rows.length < total) void more()
  }, [last, rows.length, total, more])
  useLayoutEffect(() => {
    const element = frame.current
    return () => {
      if (element) leaveAt(element.scrollTop)
    }
  }, [leaveAt])
  const at = rows.findIndex(({ id }) => id === chosen)
  // A run that was asked for here is chosen when it comes, wherever the list is.
  useEffect(() => {
    const place = useRuns.getState().rows.findIndex(({ id }) => id === chosen)
    if (place >= 0) virtual.scrollToIndex(place)
  }, [chosen, virtual])

  const go = useCallback(
    (index: number) => {
      useLook.getState().close()
      choose(index)
    },
    [choose],
  )
  const keys = (event: KeyboardEvent) => {
    if (event.target !== frame.current || event.altKey || event.ctrlKey || event.metaKey) return
    const target = walkTarget(event.key, { at, end: rows.length - 1, screen: rowsOnScreen(frame.current, rowHeight) })
    if (target !== undefined) {
      event.preventDefault()
      go(target)
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault()
      go(at)
      onOpen('enter')
    }
  }
  const openAt = useCallback(
    (index: number) => {
      go(index)
      onOpen('click')
    },
    [go, onOpen],
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that are not there
    <div
      ref={frame}
      className={classes.frame}
      role="grid"
      aria-label={t('batchOrders.list.label')}
      aria-rowcount={total + 1}
      aria-colcount={runColumns.length}
      aria-activedescendant={items.some(({ index }) => index === at) ? rowId(at) : undefined}
      tabIndex={0}
      onKeyDown={keys}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the keyboard */}
      <div role="row" className={classes.header} aria-rowindex={1}>
        {runColumns.map(({ id }) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div key={id} role="columnheader" className={classes.cell}>
            {t(`batchOrders.list.${id}`)}
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const run = rows[index]
          if (!run) return null
          return (
            <RunRow
              key={run.id}
              run={run}
              index={index}
              top={start - rowHeight}
              selected={index === at}
              onOpen={openAt}
            />
          )
        })}
      </div>
    </div>
  )
}
