import { useVirtualizer } from '@tanstack/react-virtual'
import { columnVisibilityFeature, rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table'
import {
  type CSSProperties,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
} from 'react'
import { t } from '../../../shared/texts'
import { rowsOnScreen, walkTarget } from '../../components/list-keys'
import { useColumnChoice } from './column-choice'
import { columnsOf, gridTracks, leastWidth, type ResultColumn } from './columns'
import { type ResultColumnId, type ResultRow as Row, type SearchObject, searchObjects, sortOf } from './query'
import { ResultHeader } from './result-header'
import classes from './result-list.module.css'
import { placeOf, rowAt } from './result-pages'
import { ResultRow, rowId } from './result-row'
import { useSearch } from './search-store'
import { useTicks } from './ticks-store'

export const rowHeight = 32

const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature })
const define = ({ id }: ResultColumn) => ({ id, accessorKey: id, header: t(`search.columns.${id}`) })
const definitions = new Map(searchObjects.map((object) => [object, columnsOf(object).map(define)]))
// The rows are main's, read page by page: the table keeps the columns and the order only.
const noRows: Row[] = []

interface ResultListProps {
  readonly object: SearchObject
  /** Id of the card or person whose profile is open. */
  readonly selected: string | null
  /** The keyboard came to this row. */
  readonly onWalk: (id: string) => void
  /** The row was clicked, or Enter was pressed on it. */
  readonly onOpen: (id: string, by: 'click' | 'enter') => void
  /** Cards were ticked or unticked; `null` where nothing can be ticked. */
  readonly onTicked: (() => void) | null
}

/**
 * What was found, all of it: only the rows on screen exist, and what they show is read from
 * main as they come into view. One stop for the keyboard; arrow keys walk, Space ticks, with Shift all from the last
 * tick on.
 */
export function ResultList({ object, selected, onWalk, onOpen, onTicked }: ResultListProps) {
  const { result, cursor, sorts, answered, searching } = useSearch()
  const { show, setCursor, leaveAt, sortBy } = useSearch.getState()
  const ticked = useTicks((state) => state.ticked)
  const ticks = onTicked !== null
  const sort = sortOf(object, sorts)
  const { choices, choose } = useColumnChoice()
  const frame = useRef<HTMLDivElement>(null)

  const table = useTable({
    features,
    columns: definitions.get(object) ?? [],
    data: noRows,
    manualSorting: true,
    enableSortingRemoval: false,
    state: {
      columnVisibility: choices[object],
      sorting: [{ id: sort.column, desc: sort.direction === 'descending' }],
    },
    onColumnVisibilityChange: (change) =>
      choose(object, typeof change === 'function' ? change(choices[object]) : change),
    onSortingChange: (change) => {
      const [next] = typeof change === 'function' ? change(table.state.sorting) : change
      if (next) void sortBy({ column: next.id as ResultColumnId, direction: next.desc ? 'descending' : 'ascending' })
    },
  })
  const visible = table.getVisibleLeafColumns()
  const columns = columnsOf(object).filter(({ id }) => visible.some((column) => column.id === id))

  const virtual = useVirtualizer({
    count: result.total,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The header covers the top of what scrolls.
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    initialOffset: () => useSearch.getState().scrollTop,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new result asks for its rows anew
  useEffect(() => show(first, last), [show, first, last, answered])

  // Another search begins at the top; coming back to the tab begins where it was left.
  const seen = useRef(answered)
  useLayoutEffect(() => {
    if (seen.current !== answered) frame.current?.scrollTo({ top: 0 })
    seen.current = answered
  }, [answered])
  useLayoutEffect(() => {
    const element = frame.current
    return () => {
      if (element) leaveAt(element.scrollTop)
    }
  }, [leaveAt])

  const goTo = (index: number) => {
    const row = rowAt(result, index)
    if (!row) return
    setCursor({ id: row.id, index })
    virtual.scrollToIndex(index)
    onWalk(row.id)
  }
  const tickAll = useCallback(
    (all: boolean) => {
      void useTicks
        .getState()
        .tickAll(all)
        .then(() => onTicked?.())
    },
    [onTicked],
  )
  const tick = useCallback(
    (index: number, range: boolean) => {
      const row = rowAt(useSearch.getState().result, index)
      if (row) setCursor({ id: row.id, index })
      // A box that was clicked keeps the keyboard otherwise.
      frame.current?.focus({ preventScroll: true })
      const { tickTo, toggle } = useTicks.getState()
      if (range) void tickTo(index).then(() => onTicked?.())
      else if (row) {
        toggle(row.id)
        onTicked?.()
      }
    },
    [onTicked, setCursor],
  )
  const walk = (event: KeyboardEvent) => {
    if (event.target !== frame.current || event.altKey || event.metaKey) return
    if (event.ctrlKey) {
      if (event.key.toLowerCase() !== 'a' || !ticks) return
      event.preventDefault()
      tickAll(true)
      return
    }
    const at = cursor?.index ?? -1
    // Where its row left the list, the next one has already moved up to the cursor.
    const above = cursor?.gone ? at - 1 : at
    const end = result.total - 1
    const screen = rowsOnScreen(frame.current, rowHeight)
    const target = walkTarget(event.key, { at, above, end, screen })
    if (target !== undefined) {
      event.preventDefault()
      if (event.shiftKey && ticks && cursor) {
        // The range begins where the keyboard is, unless something is ticked to begin at.
        if (ticked.size === 0) tick(cursor.index, false)
        tick(target, true)
      }
      if (rowAt(result, target)) goTo(target)
      else virtual.scrollToIndex(target)
      wanted.current = rowAt(result, target) ? null : target
    } else if (event.key === ' ' && ticks) {
      event.preventDefault()
      if (cursor && !cursor.gone) tick(cursor.index, event.shiftKey)
    } else if (event.key === 'Enter' && cursor) {
      event.preventDefault()
      onOpen(cursor.id, 'enter')
    }
  }
  // A profile that was opened from elsewhere, such as by a scanned number: the keyboard goes on from its row.
  const showSelected = useEffectEvent(() => {
    const place = selected === null || cursor?.id === selected ? null : placeOf(result, selected)
    if (selected === null || place === null) return
    setCursor({ id: selected, index: place })
    virtual.scrollToIndex(place)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another profile is what calls for it
  useEffect(() => showSelected(), [selected])
  // A row walked to before it was read is taken up when it comes.
  const wanted = useRef<number | null>(null)
  useEffect(() => {
    const target = wanted.current
    if (target === null || !rowAt(result, target)) return
    wanted.current = null
    goTo(target)
  })

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot hold rows that are not there
    <div
      ref={frame}
      className={classes.frame}
      role="grid"
      aria-label={t('search.results')}
      aria-rowcount={result.total + 1}
      aria-colcount={columns.length + (ticks ? 1 : 0)}
      aria-busy={searching}
      aria-activedescendant={
        cursor && !cursor.gone && items.some(({ index }) => index === cursor.index) ? rowId(cursor.index) : undefined
      }
      tabIndex={0}
      onKeyDown={walk}
      data-ticks={ticks || undefined}
      style={{ '--tracks': gridTracks(columns), '--least-width': `${leastWidth(columns)}px` } as CSSProperties}
    >
      <ResultHeader columns={visible} sort={sort} onTickAll={ticks ? tickAll : null} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rowAt(result, index)
          return (
            <ResultRow
              key={index}
              index={index}
              top={start - rowHeight}
              row={row}
              columns={columns}
              selected={row !== undefined && row.id === selected}
              atCursor={cursor?.index === index && !cursor.gone}
              ticked={ticks ? row !== undefined && ticked.has(row.id) : null}
              onOpen={onOpen}
              onTick={tick}
            />
          )
        })}
      </div>
    </div>
  )
}
