import { create } from 'zustand'
import type { DeskError } from '../../../shared/errors'
import { mirror, onUserLeft } from '../../state/mirror'
import { ask, lookingFor, type Query, type Sort, type Sorts, usualSorts, withSort } from './query'
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

/** Where the keyboard is in the list. */
export interface Cursor {
  /** Id of the card or person. */
  readonly id: string
  readonly index: number
  /** It has left the list: what stands at the index now is the one that followed it. */
  readonly gone?: boolean
}

interface SearchValues {
  readonly form: Query
  /** What the list shows; `null` before the first search. */
  readonly searched: Query | null
  readonly sorts: Sorts
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
  /** Takes over what is in the form now. */
  change(form: Query): void
  /** Searches for what the form asks, or for that; answers how many were found, `null` when it failed or was overtaken. */
  search(query?: Query): Promise<number | null>
  sortBy(sort: Sort): Promise<number | null>
  /** These rows are on screen: reads what is missing of them. */
  show(first: number, last: number): void
  /** The desk changed: what is on screen is read anew, in place. */
  refresh(sequence: number): void
  retry(): void
  setCursor(cursor: Cursor | null): void
  leaveAt(scrollTop: number): void
  /** Back to how the tab starts; whatever is still on its way is ignored. */
  forget(): void
}

const start: SearchValues = {
  form: lookingFor('card', ''),
  searched: null,
  sorts: usualSorts,
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

  async function search(query: Query, sorts: Sorts): Promise<number | null> {
    const ticket = ++newest
    set({ searching: true })
    const answer = await ask(query, sorts, { offset: 0, limit: pageSize })
    if (ticket !== newest) return null
    reading = false
    if (!answer.ok) {
      set({ searching: false, searched: query, sorts, error: answer.error, result: noPages, cursor: null })
      return null
    }
    shown = { first: 0, last: 0 }
    set((before) => ({
      searching: false,
      searched: query,
      sorts,
      error: null,
      result: withRows(noPages, 0, pageSize, answer.value),
      cursor: null,
      scrollTop: 0,
      answered: before.answered + 1,
    }))
    return answer.value.total
  }

  async function read(): Promise<void> {
    const { searched, sorts, result, searching } = get()
    const missing =
      missingRows(result, shown.first, shown.last) ??
      // Then what scrolling is about to bring.
      missingRows(result, shown.first - pageSize / 2, shown.last + pageSize / 2)
    if (!searched || searching || reading || !missing) return
    const ticket = newest
    reading = true
    const answer = await ask(searched, sorts, missing)
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
    change: (form) => set({ form }),
    search: (query) => {
      if (query) set({ form: query })
      return search(get().form, get().sorts)
    },
    sortBy: (sort) => {
      const query = get().searched ?? get().form
      return search(query, withSort(query, get().sorts, sort))
    },
    show(first, last) {
      shown = { first, last }
      if (get().error === null) void read()
    },
    refresh(sequence) {
      set((before) => ({ result: expectSequence(before.result, sequence) }))
      void read()
    },
    retry() {
      const { searched, form, sorts, result } = get()
      set({ error: null })
      if (result.pages.size === 0) void search(searched ?? form, sorts)
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

/** The cursor stays on its row where that can be seen, else on its place, or on the gap the row left there. */
function follow(cursor: Cursor | null, result: ResultPages): Cursor | null {
  if (!cursor) return null
  const { id } = cursor
  const place = placeOf(result, id)
  if (place !== null) return place === cursor.index && !cursor.gone ? cursor : { id, index: place }
  // Another one on its place, or no place any more, shows that it left; a place not read says nothing.
  if (cursor.gone || cursor.index >= result.total || rowAt(result, cursor.index)) {
    return { id, index: Math.min(cursor.index, result.total), gone: true }
  }
  return cursor
}

mirror.onChange(({ cards, persons, settings }) => {
  if (cards === null || cards.length > 0 || persons || settings) {
    useSearch.getState().refresh(mirror.getState().snapshot?.sequence ?? 0)
  }
})

onUserLeft(() => useSearch.getState().forget())
