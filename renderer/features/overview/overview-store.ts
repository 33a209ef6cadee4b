import { create } from 'zustand'
import type { CardRow, Overview } from '../../../shared/contract'
import type { Answer, DeskError } from '../../../shared/errors'
import { desk } from '../../desk'
import { mirror, onUserLeft } from '../../state/mirror'
import { paced } from '../../state/paced'

/** Temporary cards to come back that are added each time more are asked for. */
const duePage = 100

interface OverviewValues {
  /** What main said last; kept on screen while it is read anew. */
  readonly overview: Overview | null
  /** More of the temporary cards to come back than the overview itself carries; `null` until asked for. */
  readonly due: readonly CardRow[] | null
  readonly error: DeskError | null
}

interface OverviewStore extends OverviewValues {
  read(): Promise<void>
  /** Reads more of the temporary cards to come back. */
  moreDue(): Promise<void>
  forget(): void
}

const start: OverviewValues = { overview: null, due: null, error: null }

/** The OVERVIEW tab as it stands. It outlives the tab's components and is forgotten with the user. */
export const useOverview = create<OverviewStore>((set) => {
  /** Counts readings: an answer to an older one never overwrites a newer one. */
  let newest = 0
  let dueWanted = 0

  async function read(): Promise<void> {
    const ticket = ++newest
    const [overview, due] = await Promise.all([desk.overview.read(), dueWanted > 0 ? readDue(dueWanted) : null])
    if (ticket !== newest) return
    const failed = !overview.ok ? overview : due && !due.ok ? due : null
    if (failed) set({ error: failed.error })
    else if (overview.ok) set({ overview: overview.value, due: due?.ok ? due.value : null, error: null })
  }

  return {
    ...start,
    read,
    moreDue() {
      dueWanted += duePage
      return read()
    },
    forget() {
      newest += 1
      dueWanted = 0
      set(start)
    },
  }
})

/** The first of the temporary cards to come back, page by page. */
async function readDue(count: number): Promise<Answer<readonly CardRow[]>> {
  const rows = new Map<string, CardRow>()
  for (let offset = 0; offset < count; offset += duePage) {
    const answer = await desk.overview.due({ offset, limit: duePage })
    if (!answer.ok) return answer
    for (const row of answer.value.rows) rows.set(row.id, row)
    if (offset + duePage >= answer.value.total) break
  }
  return { ok: true, value: [...rows.values()] }
}

const follow = paced(() => useOverview.getState().read())

/** The tab is on screen: reads the overview, and again with every change until the answer is called. */
export function followOverview(): () => void {
  follow.ask()
  const stop = mirror.onChange(() => follow.ask())
  return () => {
    stop()
    follow.stop()
  }
}

onUserLeft(() => useOverview.getState().forget())
