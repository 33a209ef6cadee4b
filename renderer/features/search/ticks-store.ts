import { create } from 'zustand'
import { mostSubjects, type SeveralCommand } from '../../../shared/contract'
import type { DeskError } from '../../../shared/errors'
import { desk } from '../../desk'
import { mirror, onUserLeft } from '../../state/mirror'
import { paced } from '../../state/paced'
import { useProcess } from '../process/process-store'
import { readCardIds } from './card-ids'
import { type CardQuery, isSame } from './query'
import { placeOf, rowAt } from './result-pages'
import { useSearch } from './search-store'

/** What main said last about the ticked cards. */
export interface Told {
  /** How many cards it said it about. */
  readonly of: number
  /** What can be run on at least one of them. */
  readonly commands: readonly SeveralCommand[]
  /** How many of them the search does not find any more. */
  readonly left: number
}

interface TicksValues {
  /** Ids of the ticked cards, in the order in which they were ticked; at most as many as one run takes. */
  readonly ticked: ReadonlySet<string>
  /** The card ticked last, where a range begins. */
  readonly anchor: string | null
  /** More were to be ticked than one run takes: how many those were. */
  readonly wanted: number | null
  /** `null` until main has answered. */
  readonly told: Told | null
  readonly error: DeskError | null
}

interface TicksStore extends TicksValues {
  toggle(card: string): void
  untick(cards: ReadonlySet<string>): void
  /** Ticks every row from where the last tick was to this place of the list. */
  tickTo(index: number): Promise<void>
  /** Ticks everything that was found, in the order of the list and as far as one run takes; or nothing. */
  tickAll(ticked: boolean): Promise<void>
  /** Unticks the cards that the search does not find any more. */
  untickLeft(): Promise<void>
  /** The desk changed: main is asked again what can be done with them. */
  refresh(): void
}

const none: TicksValues = { ticked: new Set(), anchor: null, wanted: null, told: null, error: null }

/** What a run over several cards may be started with: ticks belong to cards, wherever those stand in the list. */
export const useTicks = create<TicksStore>((set, get) => {
  // Ticking one card after another is answered sooner than what happens elsewhere.
  const asking = paced(read, 250)
  const following = paced(read)

  /** Changes the ticks; those beyond what one run takes are left out. */
  function tick(ids: Iterable<string>, values: Partial<TicksValues> = {}): void {
    const all = [...new Set(ids)]
    if (all.length === 0) {
      asking.stop()
      following.stop()
      set(none)
      return
    }
    const wanted = all.length > mostSubjects ? all.length : null
    set({ wanted, ...values, ticked: new Set(all.slice(0, mostSubjects)) })
    asking.ask()
  }

  async function read(): Promise<void> {
    const { ticked } = get()
    const query = searchedCards()
    if (!query || ticked.size === 0) return
    const cards = [...ticked]
    const [commands, found] = await Promise.all([
      desk.cards.severalCommands({ cards }),
      readCardIds(query, useSearch.getState().sorts, { offset: 0, limit: 1, among: cards }),
    ])
    // Ticked otherwise meanwhile, which was asked about already.
    if (get().ticked !== ticked) return
    if (!commands.ok) set({ error: commands.error })
    else if (!found.ok) set({ error: found.error })
    else {
      const left = cards.length - found.value.total
      set({ error: null, told: { of: cards.length, commands: commands.value, left } })
    }
  }

  /** Ticks what is read, unless the person has ticked or looked for something else meanwhile. */
  async function tickRead(
    range: Parameters<typeof readCardIds>[2],
    change: (read: readonly string[], total: number) => void,
  ): Promise<void> {
    const query = searchedCards()
    if (!query) return
    const { ticked } = get()
    const answer = await readCardIds(query, useSearch.getState().sorts, range)
    if (get().ticked !== ticked || searchedCards() !== query) return
    if (answer.ok) change(answer.value.ids, answer.value.total)
    else set({ error: answer.error })
  }

  return {
    ...none,
    toggle(card) {
      const ticked = new Set(get().ticked)
      if (!ticked.delete(card)) ticked.add(card)
      tick(ticked, { anchor: card })
    },
    untick: (cards) => tick([...get().ticked].filter((card) => !cards.has(card))),
    async tickTo(index) {
      const { ticked, anchor } = get()
      const { result } = useSearch.getState()
      const from = (anchor === null ? null : placeOf(result, anchor)) ?? index
      const offset = Math.min(from, index)
      const count = Math.abs(index - from) + 1
      const limit = Math.min(count, mostSubjects)
      const known = knownIds(offset, limit)
      const take = (ids: readonly string[]) =>
        tick([...ticked, ...ids], {
          anchor: anchor ?? rowAt(result, index)?.id ?? null,
          ...(count > limit && { wanted: count }),
        })
      if (known) take(known)
      else await tickRead({ offset, limit }, take)
    },
    async tickAll(all) {
      if (!all) {
        tick([])
        return
      }
      const take = (ids: readonly string[], total: number) =>
        tick(ids, { anchor: null, wanted: total > ids.length ? total : null })
      const { total } = useSearch.getState().result
      const known = knownIds(0, Math.min(total, mostSubjects))
      if (known) take(known, total)
      else await tickRead({ offset: 0, limit: mostSubjects }, take)
    },
    async untickLeft() {
      const among = [...get().ticked]
      if (among.length > 0) await tickRead({ offset: 0, limit: among.length, among }, (ids) => tick(ids))
    },
    refresh() {
      if (get().ticked.size > 0) following.ask()
    },
  }
})

/** The ids of these rows of the list; `null` where not all of them have been read. */
function knownIds(offset: number, count: number): readonly string[] | null {
  const { result } = useSearch.getState()
  const ids = Array.from({ length: count }, (_, step) => rowAt(result, offset + step)?.id)
  return ids.every((id) => id !== undefined) ? ids : null
}

/** The search for cards whose result is on screen; `null` where there is none. */
function searchedCards(): CardQuery | null {
  const { searched } = useSearch.getState()
  return searched && searched.object !== 'person' ? searched : null
}

// Ticks go with another search. The same one again, or in another order, is still the same list.
useSearch.subscribe(({ searched }, before) => {
  if (searched === before.searched) return
  const same = searched !== null && before.searched !== null && isSame(searched, before.searched)
  if (same) useTicks.getState().refresh()
  else void useTicks.getState().tickAll(false)
})

// Cards that went through are done with; what was refused stays ticked, to be looked at or tried again.
useProcess.subscribe(({ wizard }, before) => {
  const stage = wizard?.stage
  if (!wizard?.several || stage?.kind !== 'outcome' || stage === before.wizard?.stage) return
  const through = new Set(stage.outcome.cards.filter(({ ok }) => ok).map(({ id }) => id))
  useTicks.getState().untick(through)
})

mirror.onChange(({ cards, persons, settings, accounts }) => {
  if (cards === null || cards.length > 0 || persons || settings || accounts) useTicks.getState().refresh()
})

onUserLeft(() => void useTicks.getState().tickAll(false))
