import { useEffect, useEffectEvent } from 'react'
import { flushSync } from 'react-dom'
import { desk } from '../../desk'
import { mirror } from '../../state/mirror'
import { type TabId, useView } from '../../state/view'
import { isCommand } from './command-key'
import { openFind } from './find-store'
import { createScanner } from './scanner'

/** The search text field marks itself with this, so that `/` finds it. */
const searchTextSelector = '[data-search-text]'

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))
const dialogOpen = () => document.querySelector('#portals [aria-modal="true"]') !== null

/** Opens the card with exactly this number; without one, shows what comes near. */
async function openScanned(text: string) {
  const found = await desk.search.find({ text, limit: 2 })
  if (!found.ok) return openFind(text)
  const wanted = text.toLowerCase()
  const { cards } = found.value
  const exact = cards.find((card) => [card.id, card.cardNumber].some((number) => number.toLowerCase() === wanted))
  const only = cards.length === 1 ? cards[0] : undefined
  const card = exact ?? only
  if (card) useView.getState().selectCard(card.id)
  else openFind(text)
}

function focusSearchText() {
  flushSync(() => useView.getState().showTab('search'))
  document.querySelector<HTMLInputElement>(searchTextSelector)?.select()
}

/** Shows a tab and goes there, unless a question about unsaved changes came first. */
function goToTab(tab: TabId) {
  flushSync(() => useView.getState().showTab(tab))
  if (useView.getState().tab === tab) document.querySelector<HTMLElement>(`[data-tab="${tab}"]`)?.focus()
}

/** The keys that work anywhere on the desk; nothing while the screen is locked. */
export function useShortcuts(tabs: readonly TabId[]): void {
  const onKey = useEffectEvent((event: KeyboardEvent, scan: ReturnType<typeof createScanner>) => {
    if (mirror.getState().session?.phase !== 'signed-in') return
    const take = (act: () => void) => {
      event.preventDefault()
      event.stopPropagation()
      act()
    }
    if (isCommand(event) && event.key.toLowerCase() === 'k') return take(() => openFind(''))
    if (dialogOpen()) return
    const digit = event.altKey && !event.ctrlKey && !event.metaKey ? /^Digit([1-9])$/.exec(event.code) : null
    if (digit) {
      const tab = tabs[Number(digit[1]) - 1]
      return tab ? take(() => goToTab(tab)) : undefined
    }
    if (isField(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
    const reachesCards = tabs.includes('search')
    const scanned = scan({ key: event.key, at: event.timeStamp })
    if (scanned !== null && reachesCards) return take(() => void openScanned(scanned))
    if (event.key === '?') return take(() => useView.getState().showDialog('keys'))
    if (event.key === '/' && reachesCards) return take(focusSearchText)
  })
  useEffect(() => {
    const scan = createScanner()
    const listen = (event: KeyboardEvent) => onKey(event, scan)
    // Before the focused element hears of it: a scan's Enter must not press a button.
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
}
