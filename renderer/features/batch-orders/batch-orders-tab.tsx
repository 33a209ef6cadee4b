import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { t } from '../../../shared/texts'
import { Split, useNarrow } from '../../components/split'
import { followBatch } from './batch-work'
import { DetailsSide } from './details-side'
import { ListSide } from './list-side'
import { useLook } from './look-store'
import { useRuns } from './runs-store'

/** The BATCH ORDERS tab: how batch sync stands and its runs, and beside them what became of each order. */
export function BatchOrdersTab() {
  const narrow = useNarrow()
  const chosen = useRuns((state) => state.chosen)
  const opened = useRuns((state) => state.opened)
  const known = useRuns((state) => state.rows.length > 0)
  const looking = useLook((state) => state.shown)
  const side = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useEffect(followBatch, [])

  // There is always a run to read beside the list, without a click.
  const waits = chosen === null && known
  useEffect(() => {
    if (waits) useRuns.getState().choose(0)
  }, [waits])

  const focusList = useCallback(() => {
    const grid = list.current?.querySelector<HTMLElement>('[role="grid"]')
    // Before the first run there is none.
    ;(grid ?? list.current?.querySelector<HTMLElement>('button'))?.focus()
  }, [])
  const open = useCallback((by: 'click' | 'enter') => {
    flushSync(() => useRuns.getState().open(true))
    if (by === 'enter') side.current?.focus()
  }, [])
  const look = () => {
    void useLook.getState().look()
    // Where it covers the list, the button that was pressed is under it.
    if (narrow) flushSync(() => {})
    if (narrow) side.current?.focus()
  }
  const back = () => {
    const { shown, close } = useLook.getState()
    flushSync(() => {
      if (shown) close()
      useRuns.getState().open(false)
    })
    const button = shown ? list.current?.querySelector<HTMLElement>('[data-look]') : null
    if (button) button.focus()
    else focusList()
  }
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    back()
  }
  return (
    <Split
      id="batch-orders"
      resizeLabel={t('batchOrders.resize')}
      list={<ListSide onOpen={open} onLook={look} />}
      listFrame={list}
      details={<DetailsSide frame={side} onBack={narrow ? back : null} onClose={back} onKeyDown={leave} />}
      least={{ list: 520, details: 440 }}
      narrow={narrow}
      covered={looking || (opened && chosen !== null)}
    />
  )
}
