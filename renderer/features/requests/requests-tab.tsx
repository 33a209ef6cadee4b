import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { t } from '../../../shared/texts'
import { useProcess } from '../process/process-store'
import { DetailsSide } from './details-side'
import { ListSide } from './list-side'
import classes from './requests-tab.module.css'
import { followRequests, useRequests } from './requests-store'

/** The REQUESTS tab: what waits for a decision or became of one's own, and beside it the chosen request. */
export function RequestsTab() {
  const narrow = useMediaQuery('(max-width: 1099px)', false, { getInitialValueInEffect: false })
  const { shown, rows } = useRequests((state) => state.lists[state.view])
  const wizardOpen = useProcess((state) => state.wizard !== null)
  const side = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const layout = useDefaultLayout({ id: 'card-desk.requests', storage: localStorage })
  useEffect(followRequests, [])

  const opened = useRequests((state) => state.opened)
  // There is always a request to read beside the list, without a click.
  const waits = !wizardOpen && shown === null && rows.length > 0
  useEffect(() => {
    if (waits) useRequests.getState().choose(0)
  }, [waits])

  const focusList = useCallback(() => list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus(), [])
  // The last request may be gone, and the list with it, or the list may be covered.
  const focusLost = () => {
    focusList()
    if (!list.current?.contains(document.activeElement)) side.current?.focus()
  }
  const open = useCallback((by: 'click' | 'enter') => {
    flushSync(() => useRequests.getState().open(true))
    if (by === 'click') return
    const action = side.current?.querySelector<HTMLElement>('[data-action]:not([aria-disabled="true"])')
    ;(action ?? side.current)?.focus()
  }, [])
  const back = () => {
    flushSync(() => useRequests.getState().open(false))
    focusList()
  }
  const listSide = <ListSide onOpen={open} />
  const detailsSide = <DetailsSide frame={side} onBack={narrow ? back : null} onFocusLost={focusLost} />
  if (narrow) {
    const covered = (opened && shown !== null) || wizardOpen
    return (
      <div className={classes.narrow}>
        <div ref={list} className={classes.half} inert={covered}>
          {listSide}
        </div>
        {covered ? <div className={classes.cover}>{detailsSide}</div> : null}
      </div>
    )
  }
  return (
    <Group className={classes.wide} defaultLayout={layout.defaultLayout} onLayoutChanged={layout.onLayoutChanged}>
      <Panel id="list" minSize={480} defaultSize="54">
        <div ref={list} className={classes.half}>
          {listSide}
        </div>
      </Panel>
      <Separator className={classes.separator} aria-label={t('requests.resize')} />
      <Panel id="details" minSize={440}>
        <div className={classes.half}>{detailsSide}</div>
      </Panel>
    </Group>
  )
}
