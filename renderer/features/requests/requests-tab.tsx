import { useCallback, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { t } from '../../../shared/texts'
import { Split, useNarrow } from '../../components/split'
import { useProcess } from '../process/process-store'
import { DetailsSide } from './details-side'
import { ListSide } from './list-side'
import { followRequests, useRequests } from './requests-store'

/** The REQUESTS tab: what waits for a decision or became of one's own, and beside it the chosen request. */
export function RequestsTab() {
  const narrow = useNarrow()
  const { shown, rows } = useRequests((state) => state.lists[state.view])
  const wizardOpen = useProcess((state) => state.wizard !== null)
  const side = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
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
  return (
    <Split
      id="requests"
      resizeLabel={t('requests.resize')}
      list={<ListSide onOpen={open} />}
      listFrame={list}
      details={<DetailsSide frame={side} onBack={narrow ? back : null} onFocusLost={focusLost} />}
      least={{ list: 480, details: 440 }}
      narrow={narrow}
      covered={(opened && shown !== null) || wizardOpen}
    />
  )
}
