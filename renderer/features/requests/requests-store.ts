import { create } from 'zustand'
import { mostSubjects, type RequestOf, type RequestRow } from '../../../shared/contract'
import type { Answer, DeskError } from '../../../shared/errors'
import { desk } from '../../desk'
import { mirror, onUserLeft } from '../../state/mirror'
import { paced } from '../../state/paced'
import { useProcess } from '../process/process-store'
import { type Departure, departureOf } from './departures'
import { inOrder, nextToDecide, placeAfter } from './request-order'

export type RequestView = RequestOf<'requests.list'>['view']

/** Rows read at first, and more each time the end comes near. */
const pageSize = 200
/** Of so many requests that left at once it is asked who decided them; more are told as a number. */
const mostAsked = 20
/** A list that changes while its pages are read is begun anew this many times. */
const mostAttempts = 5

/** The chosen request, whose details are open beside the list. */
export interface Shown {
  readonly row: RequestRow
  /** Its place in the list; of one that left the list, the place of the one that followed it. */
  readonly index: number
  /** It no longer waits, and stays on screen until somebody goes on. */
  readonly left: boolean
  /** Who decided it, once that is known. */
  readonly departure: Departure | null
}

/** One of the two lists, as far as it has been read. */
export interface RequestList {
  /** In the order in which they stand in the list. */
  readonly rows: readonly RequestRow[]
  readonly total: number
  readonly known: boolean
  readonly shown: Shown | null
  /** Where it was scrolled to when it left the screen. */
  readonly scrollTop: number
}

interface RequestsValues {
  readonly view: RequestView
  /** The details were asked for: where there is no room beside the list, they cover it. */
  readonly opened: boolean
  readonly lists: Readonly<Record<RequestView, RequestList>>
  readonly error: DeskError | null
  readonly ticked: ReadonlySet<string>
  /** Left undecided on purpose, until the person signs out. */
  readonly later: ReadonlySet<string>
  /** What others decided since the person last looked. */
  readonly departures: readonly Departure[]
}

interface RequestsStore extends RequestsValues {
  /** Shows one of the lists; with a request, its details too. */
  show(view: RequestView, row?: RequestRow): void
  /** Chooses the request at that place of the list; `null` = none. */
  choose(index: number | null): void
  /** Asks for the details of the chosen request, or for the list again. */
  open(opened: boolean): void
  toggle(card: string): void
  /** Ticks every request that was read, or none. */
  tickAll(ticked: boolean): Promise<void>
  /** Leaves the open request undecided and goes to the next. */
  leaveForLater(): void
  /** Puts the open request back to where its age belongs. */
  takeUp(): void
  /** The end of the list comes into view. */
  more(): void
  read(): Promise<void>
  dismiss(): void
  leaveAt(scrollTop: number): void
  forget(): void
}

const nothingRead: RequestList = { rows: [], total: 0, known: false, shown: null, scrollTop: 0 }
const start: RequestsValues = {
  view: 'open',
  opened: false,
  lists: { open: nothingRead, mine: nothingRead },
  error: null,
  ticked: new Set(),
  later: new Set(),
  departures: [],
}

/** The REQUESTS tab as it stands. It outlives the tab's components and is forgotten with the user. */
export const useRequests = create<RequestsStore>((set, get) => {
  /** Counts readings: an answer to an older one never overwrites a newer one. */
  let newest = 0
  const wanted: Record<RequestView, number> = { open: pageSize, mine: pageSize }

  const change = (view: RequestView, values: Partial<RequestList>) =>
    set(({ lists }) => ({ lists: { ...lists, [view]: { ...lists[view], ...values } } }))
  const shownAt = (rows: readonly RequestRow[], index: number): Shown | null => {
    const place = Math.max(0, Math.min(index, rows.length - 1))
    const row = rows[place]
    return row ? { row, index: place, left: false, departure: null } : null
  }

  async function read(): Promise<void> {
    const ticket = ++newest
    const { view } = get()
    const answer = await readRows(view, wanted[view], () => ticket === newest)
    if (ticket !== newest) return
    if (!answer.ok) set({ error: answer.error })
    else if (view === 'open') takeOpen(answer.value)
    else takeMine(answer.value)
  }

  function takeMine({ rows, total }: Rows): void {
    const { shown } = get().lists.mine
    const index = shown ? rows.findIndex(({ card }) => card.id === shown.row.card.id) : -1
    const row = rows[index]
    set({ error: null })
    change('mine', { rows, total, known: true, ...(shown && row && { shown: { ...shown, row, index } }) })
  }

  function takeOpen({ rows, total }: Rows): void {
    const { lists, later, ticked } = get()
    const before = lists.open
    const there = new Set(rows.map(({ card }) => card.id))
    const ordered = inOrder(rows, later)
    const gone = before.rows.filter(({ card }) => !there.has(card.id))
    set({ error: null, later: kept(later, there), ticked: kept(ticked, there) })
    change('open', { rows: ordered, total, known: true, shown: followed(before, ordered) })
    const byOthers = gone.filter(({ card }) => !ownDecisions.has(card.id))
    if (byOthers.length > 0) void tell(byOthers)
    goOn()
  }

  /** Asks who decided those requests, and says so. */
  async function tell(gone: readonly RequestRow[]): Promise<void> {
    const user = userNow()
    const asked = gone.slice(0, mostAsked)
    const answers = await Promise.all(asked.map(({ card }) => desk.cards.profile({ card: card.id })))
    const found = answers.flatMap((answer, index) => {
      const row = asked[index]
      const departure = answer.ok && row ? departureOf(row, answer.value) : null
      return departure ? [departure] : []
    })
    if (found.length === 0 || user === null || user !== userNow()) return
    const { shown } = get().lists.open
    const departure = found.find(({ card }) => card === shown?.row.card.id)
    if (shown?.left && departure) change('open', { shown: { ...shown, departure } })
    set(({ departures }) => ({ departures: [...departures, ...found] }))
  }

  return {
    ...start,
    show(view, row) {
      const changed = view !== get().view
      set({ view, error: null, opened: row !== undefined })
      if (row) {
        const { rows } = get().lists[view]
        const index = Math.max(
          0,
          rows.findIndex(({ card }) => card.id === row.card.id),
        )
        change(view, { shown: { row, index, left: false, departure: null } })
      }
      if (changed) void read()
    },
    choose(index) {
      const { view, lists } = get()
      const { rows, shown } = lists[view]
      const next = index === null ? null : shownAt(rows, index)
      const same = next?.row.card.id === shown?.row.card.id
      const go = () => change(view, { shown: next })
      // Going to another request leaves the wizard of this one.
      if (same || useProcess.getState().wizard === null) go()
      else useProcess.getState().leave(go)
    },
    open: (opened) => set({ opened }),
    toggle(card) {
      const ticked = new Set(get().ticked)
      if (!ticked.delete(card) && ticked.size < mostSubjects) ticked.add(card)
      set({ ticked })
    },
    async tickAll(all) {
      const { rows, total } = get().lists.open
      const most = Math.min(total, mostSubjects)
      if (all && rows.length < most) {
        // All means all, also those further down that nobody has looked at yet.
        wanted.open = Math.max(wanted.open, Math.ceil(most / pageSize) * pageSize)
        await read()
      }
      const ids = get().lists.open.rows.map(({ card }) => card.id)
      set({ ticked: new Set(all ? ids.slice(0, mostSubjects) : []) })
    },
    leaveForLater() {
      const { rows, shown } = get().lists.open
      if (!shown || shown.left) return
      const later = new Set(get().later).add(shown.row.card.id)
      set({ later })
      // It moves to the end, so that the next one comes to its place.
      const ordered = inOrder(rows, later)
      change('open', { rows: ordered, shown: shownAt(ordered, nextToDecide(ordered, shown.index, later)) })
    },
    takeUp() {
      const { shown } = get().lists.open
      if (!shown) return
      const later = new Set(get().later)
      later.delete(shown.row.card.id)
      set({ later })
      // Where its age belongs is main's to say.
      void read()
    },
    more() {
      const { view, lists } = get()
      const { rows, total } = lists[view]
      if (rows.length >= total || wanted[view] > rows.length) return
      wanted[view] += pageSize
      void read()
    },
    read,
    dismiss: () => set({ departures: [] }),
    leaveAt: (scrollTop) => change(get().view, { scrollTop }),
    forget() {
      newest += 1
      wanted.open = pageSize
      wanted.mine = pageSize
      ownDecisions.clear()
      set(start)
    },
  }
})

/** Cards whose request was decided in a wizard of this window: nobody needs to be told. */
const ownDecisions = new Set<string>()

const userNow = () => {
  const { session } = mirror.getState()
  return session && 'user' in session ? session.user.id : null
}

interface Rows {
  readonly rows: readonly RequestRow[]
  readonly total: number
}

/** The first rows of a list, all of one moment where that can be had. */
async function readRows(view: RequestView, count: number, current: () => boolean): Promise<Answer<Rows>> {
  const rows = new Map<string, RequestRow>()
  let attempts = 1
  let sequence: number | null = null
  for (;;) {
    const limit = Math.min(pageSize, count - rows.size)
    const answer = await desk.requests.list({ view, offset: rows.size, limit })
    if (!answer.ok) return answer
    const { value } = answer
    if (sequence !== null && sequence !== value.sequence && attempts < mostAttempts && current()) {
      attempts += 1
      sequence = null
      rows.clear()
      continue
    }
    sequence = value.sequence
    const known = rows.size
    for (const row of value.rows) rows.set(row.card.id, row)
    const done = rows.size >= Math.min(count, value.total) || rows.size === known
    if (done || !current()) return { ok: true, value: { rows: [...rows.values()], total: value.total } }
  }
}

function kept(ids: ReadonlySet<string>, there: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...ids].filter((id) => there.has(id)))
}

/** The open request in the list as it is now: on its new place, or on the place of the one that followed it. */
function followed({ rows, shown }: RequestList, now: readonly RequestRow[]): Shown | null {
  if (!shown) return null
  const index = now.findIndex(({ card }) => card.id === shown.row.card.id)
  const row = now[index]
  if (row) return { row, index, left: false, departure: null }
  return { ...shown, index: placeAfter(rows, shown.index, now), left: true }
}

/** After a decision of one's own work goes on with the request that followed, once the wizard is closed. */
function goOn(): void {
  const { lists, later, choose } = useRequests.getState()
  const { shown, rows } = lists.open
  if (!shown?.left || !ownDecisions.has(shown.row.card.id) || useProcess.getState().wizard) return
  choose(rows.length === 0 ? null : nextToDecide(rows, shown.index, later))
}

useProcess.subscribe(({ wizard }, before) => {
  const stage = wizard?.stage
  if (stage?.kind === 'outcome' && stage !== before.wizard?.stage) {
    for (const { id, ok } of stage.outcome.cards) if (ok) ownDecisions.add(id)
    // What one did oneself shows without waiting for the pace of what others do.
    if (following) void useRequests.getState().read()
  }
  if (before.wizard && !wizard) goOn()
})

const follow = paced(() => useRequests.getState().read())
/** True while the tab is on screen. */
let following = false

/** The tab is on screen: reads the list, and again with every change until the answer is called. */
export function followRequests(): () => void {
  following = true
  follow.ask()
  const stop = mirror.onChange(({ cards, persons, settings, accounts }) => {
    if (cards === null || cards.length > 0 || persons || settings || accounts) follow.ask()
  })
  return () => {
    following = false
    stop()
    follow.stop()
  }
}

onUserLeft(() => useRequests.getState().forget())
