import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useEffect, useEffectEvent, useRef } from 'react'
import { flushSync } from 'react-dom'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { t } from '../../../shared/texts'
import { useView } from '../../state/view'
import { useProcess } from '../process/process-store'
import { CardSide } from './card-side'
import { placeOf, rowAt } from './result-pages'
import { SearchSide } from './search-side'
import { type Query, useSearch } from './search-store'
import classes from './search-tab.module.css'

/** The SEARCH tab: the list of what was found, and beside it the profile of the chosen card. */
export function SearchTab() {
  const narrow = useMediaQuery('(max-width: 1099px)', false, { getInitialValueInEffect: false })
  const selected = useView((state) => state.selectedCard)
  const wizardOpen = useProcess((state) => state.wizard !== null)
  const side = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const layout = useDefaultLayout({ id: 'card-desk.search', storage: localStorage })
  const select = useView.getState().selectCard

  const focusList = useCallback(() => list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus(), [])
  const intoList = () => {
    const { result, cursor, setCursor } = useSearch.getState()
    const first = rowAt(result, 0)
    // Without a row of its own the keyboard would be nowhere to be seen.
    if (!cursor && first) setCursor({ card: first.id, index: 0 })
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
    async (change?: Partial<Query>) => {
      const total = await useSearch.getState().search(change)
      if (total === null) return
      const { result, setCursor } = useSearch.getState()
      const only = total === 1 ? rowAt(result, 0) : undefined
      const open = useView.getState().selectedCard
      if (only) {
        setCursor({ card: only.id, index: 0 })
        if (!narrow) select(only.id)
      } else if (open !== null && placeOf(result, open) === null) select(null)
    },
    [narrow, select],
  )
  const open = useCallback(
    (card: string, by: 'click' | 'enter') => {
      flushSync(() => select(card))
      if (by === 'enter') side.current?.focus()
    },
    [select],
  )
  const walk = useCallback((card: string) => narrow || select(card), [narrow, select])
  useWishes(search)

  const back = () => {
    flushSync(() => select(null))
    focusList()
  }
  const searchSide = (
    <SearchSide
      selected={selected}
      onSearch={search}
      onWalk={walk}
      onOpen={open}
      onDown={intoList}
      onFound={intoResult}
    />
  )
  const cardSide = <CardSide frame={side} card={selected} onBack={narrow ? back : null} onFocusLost={afterWizard} />
  if (narrow) {
    const covered = selected !== null || wizardOpen
    return (
      <div className={classes.narrow}>
        <div ref={list} className={classes.under} inert={covered}>
          {searchSide}
        </div>
        {covered ? <div className={classes.cover}>{cardSide}</div> : null}
      </div>
    )
  }
  return (
    <Group className={classes.wide} defaultLayout={layout.defaultLayout} onLayoutChanged={layout.onLayoutChanged}>
      <Panel id="list" minSize={440} defaultSize="54">
        <div ref={list} className={classes.half}>
          {searchSide}
        </div>
      </Panel>
      <Separator className={classes.separator} aria-label={t('search.resize')} />
      <Panel id="card" minSize={460}>
        <div className={classes.half}>{cardSide}</div>
      </Panel>
    </Group>
  )
}

/** Takes up what was asked for from elsewhere: a wizard, or a search. */
function useWishes(search: (change: Partial<Query>) => Promise<void>): void {
  const wish = useView((state) => state.wish)
  const searchWish = useView((state) => state.searchWish)
  useEffect(() => {
    const taken = wish && useView.getState().takeWish()
    if (taken) useProcess.getState().start(taken)
  }, [wish])
  const searchFor = useEffectEvent(search)
  useEffect(() => {
    const taken = searchWish && useView.getState().takeSearchWish()
    if (taken) void searchFor({ label: null, ...taken })
  }, [searchWish])
}
