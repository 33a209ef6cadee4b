import { create } from 'zustand'
import type { BatchRunDetails } from '../../../shared/contract'
import type { Answer, DeskError } from '../../../shared/errors'
import type { SyncLine, SyncOutcome } from '../../../shared/model'
import { desk } from '../../desk'
import { onUserLeft } from '../../state/mirror'

/** Lines read at first, and more each time more are asked for. */
const pageSize = 100
/** At most this many lines are asked for in one call. */
const mostLines = 500

interface DetailsValues {
  /** The run asked for last; what is on screen may still be the one before. */
  readonly wanted: string | null
  /** As main said last, with all lines read so far. */
  readonly details: BatchRunDetails | null
  /** Only orders that ended so; `null` = all. */
  readonly outcome: SyncOutcome | null
  readonly error: DeskError | null
}

interface DetailsStore extends DetailsValues {
  /** Shows a run, with all its orders. */
  show(run: string): void
  /** Shows only orders that ended so, or all. */
  filter(outcome: SyncOutcome | null): void
  /** Reads more lines. */
  more(): void
  read(): Promise<void>
  /** Reads again what may have changed: a run that is over never does. */
  refresh(): Promise<void>
  forget(): void
}

const start: DetailsValues = { wanted: null, details: null, outcome: null, error: null }

/** The chosen run with what became of its orders, as far as that has been read. */
export const useRunDetails = create<DetailsStore>((set, get) => {
  /** Counts what was asked for: of a quick walk through the list only the run where it rests is read to its end. */
  let asked = 0
  let reading: Promise<void> | null = null
  let lines = pageSize

  function read(): Promise<void> {
    if (get().wanted === null) return Promise.resolve()
    asked += 1
    reading ??= readAsked()
    return reading
  }

  /** Reads what was asked for last, until nothing else was asked for meanwhile. */
  async function readAsked(): Promise<void> {
    for (let done = 0; done !== asked; ) {
      const ticket = asked
      const { wanted, outcome } = get()
      if (wanted === null) break
      const answer = await readRun(wanted, outcome, lines, () => ticket === asked)
      done = ticket
      if (done !== asked) continue
      if (answer.ok) set({ details: answer.value, error: null })
      else set({ error: answer.error })
    }
    // In the same breath as the last look at what was asked for: nothing is asked for in between.
    reading = null
  }

  return {
    ...start,
    read,
    show(wanted) {
      if (wanted === get().wanted) return
      lines = pageSize
      set({ wanted, outcome: null, error: null })
      void read()
    },
    filter(outcome) {
      if (outcome === get().outcome) return
      lines = pageSize
      set({ outcome })
      void read()
    },
    more() {
      lines += mostLines
      void read()
    },
    async refresh() {
      const { wanted, details, error } = get()
      const over = details !== null && details.run.id === wanted && details.run.end !== null
      if (!over || error) await read()
    },
    forget() {
      asked += 1
      set(start)
    },
  }
})

/** A run with the first of its lines, page by page. */
async function readRun(
  run: string,
  outcome: SyncOutcome | null,
  count: number,
  current: () => boolean,
): Promise<Answer<BatchRunDetails>> {
  const lines: SyncLine[] = []
  for (;;) {
    const limit = Math.min(mostLines, count - lines.length)
    const outcomes = outcome === null ? null : [outcome]
    const answer = await desk.batch.run({ run, outcomes, offset: lines.length, limit })
    if (!answer.ok) return answer
    lines.push(...answer.value.lines)
    const done = lines.length >= Math.min(count, answer.value.total) || answer.value.lines.length === 0
    if (done || !current()) return { ok: true, value: { ...answer.value, lines } }
  }
}

onUserLeft(() => useRunDetails.getState().forget())
