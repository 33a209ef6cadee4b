import { create } from 'zustand'
import type { CardColumn } from '../../../shared/contract'
import type { DeskError } from '../../../shared/errors'
import type { CardType } from '../../../shared/lifecycle'
import { desk } from '../../desk'
import { mirror, onUserLeft } from '../../state/mirror'
import {
  expectSequence,
  missingRows,
  noPages,
  pageSize,
  placeOf,
  type ResultPages,
  rowAt,
  withRows,
} from './result-pages'
import { statesLabelled } from './status-labels'

/** What the form asks for. */
export interface Query {
  readonly cardType: CardType
  /** Label of the states looked for; `null` = any. */
  readonly label: string | null
  readonly text: string
}

export interface Sort {
  readonly column: CardColumn
  readonly direction: 'ascending' | 'descending'
}

/** Where the keyboard is in the list. */
export interface Cursor {
  readonly card: string
  readonly index: number
  /** Its card has left the list: what stands at the index now is the one that followed it. */
  readonly gone?: boolean
}

interface SearchValues {
  readonly form: Query
  /** What the list shows; `null` before the first search. */
  readonly searched: Query | null
  readonly sort: Sort
  readonly result: ResultPages
  /** True from asking until the answer that replaces the list. */
  readonly searching: boolean
  readonly error: DeskError | null
  readonly cursor: Cursor | null
  /** Where the list was scrolled to when it left the screen. */
  readonly scrollTop: number
  /** Counts the searches that were answered: each begins at the top of its list. */
  readonly answered: number
}

interface SearchStore extends SearchValues {
  change(form: Partial<Query>): void
  /** Searches for what the form asks, or for that; answers how many were found, `null` when it failed or was overtaken. */
  search(form?: Partial<Query>): Promise<number | null>
  sortBy(sort: Sort): Promise<number | null>
  /** These rows are on screen: reads what is missing of them. */
  show(first: number, last: number): void
  /** Cards changed: what is on screen is read anew, in place. */
  refresh(sequence: number): void
  retry(): void
  setCursor(cursor: Cursor | null): void
  leaveAt(scrollTop: number): void
  /** Back to how the tab starts; whatever is still on its way is ignored. */
  forget(): void
}

const start: SearchValues = {
  form: { cardType: 'card', label: null, text: '' },
  searched: null,
  sort: { column: 'changed', direction: 'descending' },
  result: noPages,
  searching: false,
  error: null,
  cursor: null,
  scrollTop: 0,
  answered: 0,
}

/** The SEARCH tab as it stands. It outlives the tab's components and is forgotten with the user. */
export const useSearch = create<SearchStore>((set, get) => {
  /** Counts searches: an answer to an older one never overwrites a newer one. */
  let newest = 0
  let shown = { first: 0, last: 0 }
  let reading = false

  const ask = (query: Query, sort: Sort, offset: number, limit: number) => {
    const { cardType, label, text } = query
    return desk.search.cards({ cardType, states: statesLabelled(cardType, label), text, sort, offset, limit })
  }

  async function search(query: Query, sort: Sort): Promise<number | null> {
    const ticket = ++newest
    set({ searching: true })
    const answer = await ask(query, sort, 0, pageSize)
    if (ticket !== newest) return null
    reading = false
    if (!answer.ok) {
      set({ searching: false, searched: query, sort, error: answer.error, result: noPages, cursor: null })
      return null
    }
    shown = { first: 0, last: 0 }
    set((before) => ({
      searching: false,
      searched: query,
      sort,
      error: null,
      result: withRows(noPages, 0, pageSize, answer.value),
      cursor: null,
      scrollTop: 0,
      answered: before.answered + 1,
    }))
    return answer.value.total
  }

  async function read(): Promise<void> {
    const { searched, sort, result, searching } = get()
    const missing =
      missingRows(result, shown.first, shown.last) ??
      // Then what scrolling is about to bring.
      missingRows(result, shown.first - pageSize / 2, shown.last + pageSize / 2)
    if (!searched || searching || reading || !missing) return
    const ticket = newest
    reading = true
    const answer = await ask(searched, sort, missing.offset, missing.limit)
    if (ticket !== newest) return
    reading = false
    if (!answer.ok) {
      set({ error: answer.error })
      return
    }
    const next = withRows(get().result, missing.offset, missing.limit, answer.value)
    set({ error: null, result: next, cursor: follow(get().cursor, next) })
    // What is on screen may have moved on while this was on its way.
    await read()
  }

  return {
    ...start,
    change: (form) => set((before) => ({ form: { ...before.form, ...form } })),
    search: (form) => {
      get().change(form ?? {})
      return search(get().form, get().sort)
    },
    sortBy: (sort) => search(get().searched ?? get().form, sort),
    show(first, last) {
      shown = { first, last }
      if (get().error === null) void read()
    },
    refresh(sequence) {
      set((before) => ({ result: expectSequence(before.result, sequence) }))
      void read()
    },
    retry() {
      const { searched, form, sort, result } = get()
      set({ error: null })
      if (result.pages.size === 0) void search(searched ?? form, sort)
      else void read()
    },
    setCursor: (cursor) => set({ cursor }),
    leaveAt: (scrollTop) => set({ scrollTop }),
    forget() {
      newest += 1
      reading = false
      set(start)
    },
  }
})

/** The cursor stays on its card where that can be seen, else on its place, or on the gap its card left there. */
function follow(cursor: Cursor | null, result: ResultPages): Cursor | null {
  if (!cursor) return null
  const { card } = cursor
  const place = placeOf(result, card)
  if (place !== null) return place === cursor.index && !cursor.gone ? cursor : { card, index: place }
  // Another card on its place, or no place any more, shows that it left; a place not read says nothing.
  if (cursor.gone || cursor.index >= result.total || rowAt(result, cursor.index)) {
    return { card, index: Math.min(cursor.index, result.total), gone: true }
  }
  return cursor
}

mirror.onChange(({ cards, persons, settings }) => {
  if (cards === null || cards.length > 0 || persons || settings) {
    useSearch.getState().refresh(mirror.getState().snapshot?.sequence ?? 0)
  }
})

onUserLeft(() => useSearch.getState().forget())
