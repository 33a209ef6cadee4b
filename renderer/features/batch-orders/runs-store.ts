import { create } from 'zustand'
import type { DeskError } from '../../../shared/errors'
import type { SyncRun } from '../../../shared/model'
import { desk } from '../../desk'
import { onUserLeft } from '../../state/mirror'

/** Runs read at a time. */
const pageSize = 100

interface RunsValues {
  /** Newest first, as far as they have been read. */
  readonly rows: readonly SyncRun[]
  readonly total: number
  readonly known: boolean
  readonly error: DeskError | null
  /** Id of the run whose details are open beside the list. */
  readonly chosen: string | null
  /** The details were asked for: where there is no room beside the list, they cover it. */
  readonly opened: boolean
  /** Where the list was scrolled to when it left the screen. */
  readonly scrollTop: number
}

interface RunsStore extends RunsValues {
  /** Reads the newest runs; those further down do not change. */
  read(): Promise<void>
  /** The end of the list comes into view. */
  more(): Promise<void>
  /** Chooses the run at that place of the list. */
  choose(index: number): void
  open(opened: boolean): void
  /** A run was asked for in this window: it is chosen when it comes. `false`: it will not come any more. */
  expect(expected: boolean): void
  /** A run is over: takes its end over, before the list is read anew. */
  ended(run: SyncRun): void
  leaveAt(scrollTop: number): void
  forget(): void
}

const start: RunsValues = {
  rows: [],
  total: 0,
  known: false,
  error: null,
  chosen: null,
  opened: false,
  scrollTop: 0,
}

/** The list of runs as it stands. It outlives the tab's components and is forgotten with the user. */
export const useRuns = create<RunsStore>((set, get) => {
  /** Counts what was asked for: whoever asks hears when the list is as new as their question. */
  let asked = 0
  let reading: Promise<void> | null = null
  /** Answers to questions of another user are not for this one. */
  let generation = 0
  let readingMore = false
  let expected = false

  function read(): Promise<void> {
    asked += 1
    reading ??= readAsked()
    return reading
  }

  async function readAsked(): Promise<void> {
    for (let done = 0; done !== asked; ) {
      done = asked
      const user = generation
      const answer = await desk.batch.runs({ offset: 0, limit: pageSize })
      if (user !== generation) continue
      if (answer.ok) take(answer.value)
      else set({ error: answer.error })
    }
    reading = null
  }

  function take({ rows: head, total }: { readonly rows: readonly SyncRun[]; readonly total: number }): void {
    const { rows: before, known } = get()
    set({ rows: withHead(before, head), total, known: true, error: null })
    if (expected) chooseExpected(head[0], known && before[0]?.id !== head[0]?.id)
  }

  /** The run asked for here is the one under way, which may have been joined, or one that is new and already over. */
  function chooseExpected(first: SyncRun | undefined, isNew: boolean): void {
    if (!first || (first.end !== null && !isNew)) return
    expected = false
    set({ chosen: first.id })
  }

  return {
    ...start,
    read,
    async more() {
      const { rows, total } = get()
      if (readingMore || rows.length >= total) return
      readingMore = true
      const answer = await desk.batch.runs({ offset: rows.length, limit: pageSize })
      readingMore = false
      const now = get().rows
      // Begun anew meanwhile, by another user or from the top.
      if (now.at(-1)?.id !== rows.at(-1)?.id) return
      if (!answer.ok) return set({ error: answer.error })
      const known = new Set(now.map(({ id }) => id))
      set({ rows: [...now, ...answer.value.rows.filter(({ id }) => !known.has(id))], error: null })
    },
    choose(index) {
      const { rows } = get()
      const run = rows[Math.max(0, Math.min(index, rows.length - 1))]
      if (run) set({ chosen: run.id })
    },
    open: (opened) => set({ opened }),
    expect(value) {
      expected = value
    },
    ended(run) {
      const { rows, total, known } = get()
      if (!known) return
      const isThere = rows.some(({ id }) => id === run.id)
      if (isThere) set({ rows: rows.map((each) => (each.id === run.id ? run : each)) })
      else set({ rows: [run, ...rows], total: total + 1, ...(expected && { chosen: run.id }) })
      expected = false
    },
    leaveAt: (scrollTop) => set({ scrollTop }),
    forget() {
      generation += 1
      expected = false
      set(start)
    },
  }
})

/** The newest runs put before those that were read earlier; these alone where a gap would be between them. */
function withHead(before: readonly SyncRun[], head: readonly SyncRun[]): readonly SyncRun[] {
  const last = head.at(-1)
  const place = last ? before.findIndex(({ id }) => id === last.id) : -1
  return place < 0 ? head : [...head, ...before.slice(place + 1)]
}

onUserLeft(() => useRuns.getState().forget())
