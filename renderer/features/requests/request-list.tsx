import { Checkbox } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { mostSubjects } from '../../../shared/contract'
import { t } from '../../../shared/texts'
import { rowsOnScreen, walkTarget } from '../../components/list-keys'
import { requestColumns } from './request-columns'
import classes from './request-list.module.css'
import { RequestRowLine, rowId } from './request-row'
import { useRequests } from './requests-store'

const rowHeight = 32

interface RequestListProps {
  /** A request was clicked, or Enter was pressed on it. */
  readonly onOpen: (by: 'click' | 'enter') => void
}

/** The requests of the view, one stop for the keyboard: arrow keys walk, Space ticks, Enter goes to the details. */
export function RequestList({ onOpen }: RequestListProps) {
  const view = useRequests((state) => state.view)
  const { rows, total, shown, scrollTop } = useRequests((state) => state.lists[state.view])
  const ticked = useRequests((state) => state.ticked)
  const later = useRequests((state) => state.later)
  const { choose, toggle, more, leaveAt } = useRequests.getState()
  const frame = useRef<HTMLDivElement>(null)
  const columns = requestColumns[view]
  const ticks = view === 'open'

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The header covers the top of what scrolls.
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    initialOffset: scrollTop,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 1 && rows.length < total) more()
  }, [last, rows.length, total, more])
  useLayoutEffect(() => {
    const element = frame.current
    return () => {
      if (element) leaveAt(element.scrollTop)
    }
  }, [leaveAt])
  // Going on after a decision may lead to a row that is not on screen.
  const place = shown && !shown.left ? shown.index : null
  useEffect(() => {
    if (place !== null) virtual.scrollToIndex(place)
  }, [place, virtual])

  const keys = (event: KeyboardEvent) => {
    if (event.target !== frame.current || event.altKey || event.metaKey) return
    const end = rows.length - 1
    const at = shown?.index ?? -1
    if (event.ctrlKey) {
      if (event.key.toLowerCase() !== 'a' || !ticks) return
      event.preventDefault()
      void useRequests.getState().tickAll(true)
      return
    }
    // Where the request left the list, the next one has already moved up to its place.
    const above = shown?.left ? at - 1 : at
    const screen = rowsOnScreen(frame.current, rowHeight)
    const target = walkTarget(event.key, { at, above, end, screen })
    if (target !== undefined) {
      event.preventDefault()
      choose(target)
    } else if (event.key === ' ' && ticks) {
      event.preventDefault()
      if (shown && !shown.left) toggle(shown.row.card.id)
    } else if (event.key === 'Enter' && shown) {
      event.preventDefault()
      onOpen('enter')
    }
  }
  const openAt = useCallback(
    (index: number) => {
      useRequests.getState().choose(index)
      onOpen('click')
    },
    [onOpen],
  )

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that are not there
    <div
      ref={frame}
      className={classes.frame}
      role="grid"
      aria-label={t(`requests.list.${view}`)}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + (ticks ? 1 : 0)}
      aria-activedescendant={place !== null && items.some(({ index }) => index === place) ? rowId(place) : undefined}
      tabIndex={0}
      data-view={view}
      onKeyDown={keys}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the keyboard */}
      <div role="row" className={classes.header} aria-rowindex={1}>
        {ticks ? <TickAll /> : null}
        {columns.map(({ id }) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div key={id} role="columnheader" className={classes.cell}>
            {t(`requests.columns.${id}`)}
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <RequestRowLine
              key={row.card.id}
              row={row}
              index={index}
              top={start - rowHeight}
              columns={columns}
              selected={place === index}
              ticked={ticks ? ticked.has(row.card.id) : null}
              later={ticks && later.has(row.card.id)}
              onOpen={openAt}
              onTick={toggle}
            />
          )
        })}
      </div>
    </div>
  )
}

/** Ticks everything, or nothing. */
function TickAll() {
  const ticked = useRequests((state) => state.ticked.size)
  const total = useRequests((state) => state.lists.open.total)
  const all = ticked > 0 && ticked >= Math.min(total, mostSubjects)
  const label = t(all ? 'requests.untickAll' : 'requests.tickAll')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that are not there
    // biome-ignore lint/a11y/useFocusableInteractive: the box inside has the keyboard
    <div role="columnheader" className={classes.tickCell} aria-label={t('requests.columns.tick')}>
      <Checkbox
        checked={all}
        indeterminate={ticked > 0 && !all}
        aria-label={label}
        title={label}
        onChange={() => void useRequests.getState().tickAll(!all)}
      />
    </div>
  )
}
