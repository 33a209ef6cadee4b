import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { t } from '../../../shared/texts'
import { Split, useNarrow } from '../../components/split'
import { useHasRole } from '../../state/mirror'
import { type SearchWish, useView } from '../../state/view'
import { useProcess } from '../process/process-store'
import { ProfileSide } from './profile-side'
import type { Query } from './query'
import { placeOf, rowAt } from './result-pages'
import { SearchSide } from './search-side'
import { useSearch } from './search-store'
import { useTicks } from './ticks-store'

/** The SEARCH tab: the list of what was found, and beside it the profile of the chosen card or person. */
export function SearchTab() {
  const narrow = useNarrow()
  const card = useView((state) => state.selectedCard)
  const person = useView((state) => state.selectedPerson)
  const wizardOpen = useProcess((state) => state.wizard !== null)
  const mayTick = useHasRole('operator', 'approver')
  const ticked = useTicks((state) => state.ticked.size > 0)
  /** Where the details cover the list, the ticked cards do so only when they are asked for. */
  const [tickedOpened, setTickedOpened] = useState(false)
  const side = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)

  const focusList = useCallback(() => list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus(), [])
  const intoList = () => {
    const { result, cursor, setCursor } = useSearch.getState()
    const first = rowAt(result, 0)
    // Without a row of its own the keyboard would be nowhere to be seen.
    if (!cursor && first) setCursor({ id: first.id, index: 0 })
    focusList()
  }
  // The button that was pressed went with the answer: work goes on in what was found, or where it says nothing was.
  const intoResult = () => {
    flushSync(() => {})
    if (document.activeElement !== document.body) return
    intoList()
    if (document.activeElement === document.body) list.current?.querySelector<HTMLElement>('output')?.focus()
  }
  // There may be no list, or one that is covered.
  const afterWizard = () => {
    focusList()
    if (!list.current?.contains(document.activeElement)) side.current?.focus()
  }
  const search = useCallback(
    async (query?: Query) => {
      const total = await useSearch.getState().search(query)
      if (total === null) return
      const { result, setCursor } = useSearch.getState()
      const only = total === 1 ? rowAt(result, 0) : undefined
      const open = openProfile()
      if (only) {
        setCursor({ id: only.id, index: 0 })
        if (!narrow) select(only.id)
      } else if (open !== null && placeOf(result, open) === null) closeProfile()
    },
    [narrow],
  )
  const open = useCallback((id: string, by: 'click' | 'enter') => {
    flushSync(() => select(id))
    if (by === 'enter') side.current?.focus()
  }, [])
  // While the side is about the ticked cards, it stays so: the list is walked to tick more of them.
  const walk = useCallback((id: string) => narrow || isAboutTicked() || select(id), [narrow])
  const showTicked = () => {
    flushSync(() => {
      setTickedOpened(true)
      closeProfile()
    })
    side.current?.focus()
  }
  const onTicked = useCallback(() => {
    setTickedOpened(false)
    // An open wizard is about what lies beneath it.
    if (!narrow && useProcess.getState().wizard === null && useTicks.getState().ticked.size > 0) closeProfile()
  }, [narrow])
  useWishes(search)
  useEffect(() => {
    if (!mayTick) void useTicks.getState().tickAll(false)
  }, [mayTick])

  const back = () => {
    flushSync(() => {
      setTickedOpened(false)
      closeProfile()
    })
    focusList()
  }
  const searchSide = (
    <SearchSide
      selected={card ?? person}
      onSearch={search}
      onWalk={walk}
      onOpen={open}
      onTicked={mayTick ? onTicked : null}
      onShowTicked={showTicked}
      onDown={intoList}
      onFound={intoResult}
    />
  )
  const profileSide = (
    <ProfileSide
      frame={side}
      card={card}
      person={person}
      ticked={ticked}
      onBack={narrow ? back : null}
      onFocusLost={afterWizard}
    />
  )
  return (
    <Split
      id="search"
      resizeLabel={t('search.resize')}
      list={searchSide}
      listFrame={list}
      details={profileSide}
      least={{ list: 440, details: 460 }}
      narrow={narrow}
      covered={card !== null || person !== null || wizardOpen || (ticked && tickedOpened)}
    />
  )
}

/** Whose profile is open; `null` when none is. */
function openProfile(): string | null {
  const { selectedCard, selectedPerson } = useView.getState()
  return selectedCard ?? selectedPerson
}

/** True while cards are ticked and no profile is open: then the side says what can be done with them. */
function isAboutTicked(): boolean {
  return useTicks.getState().ticked.size > 0 && openProfile() === null
}

function closeProfile(): void {
  const { selectCard, selectPerson } = useView.getState()
  selectCard(null)
  selectPerson(null)
}

/** Opens the profile of a row of the list. */
function select(id: string): void {
  const { selectCard, selectPerson } = useView.getState()
  if (useSearch.getState().searched?.object === 'person') selectPerson(id)
  else selectCard(id)
}

/** What is asked for as a query for cards; without a type, for the one the form stands on. */
function queryOf({ text, cardType, label }: SearchWish): Query {
  const { object } = useSearch.getState().form
  return { object: cardType ?? (object === 'person' ? 'card' : object), label: label ?? null, text }
}

/** Takes up what was asked for from elsewhere: a wizard, or a search. */
function useWishes(search: (query: Query) => Promise<void>): void {
  const wish = useView((state) => state.wish)
  const searchWish = useView((state) => state.searchWish)
  useEffect(() => {
    const taken = wish && useView.getState().takeWish()
    if (taken) useProcess.getState().start(taken)
  }, [wish])
  const searchFor = useEffectEvent(search)
  useEffect(() => {
    const taken = searchWish && useView.getState().takeSearchWish()
    if (taken) void searchFor(queryOf(taken))
  }, [searchWish])
}
