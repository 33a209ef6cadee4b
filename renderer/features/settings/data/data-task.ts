import { create } from 'zustand'
import type { Answer, DeskError } from '../../../../shared/errors'
import type { DataTaskEnd, DataTaskKind, DataTaskProgress } from '../../../../shared/model'
import { desk } from '../../../desk'
import { mirror, onUserLeft } from '../../../state/mirror'
import { paced } from '../../../state/paced'
import { useData } from './data-store'

interface TaskValues {
  /** How far the task under way is, as main said last; `null` when there is none. */
  readonly progress: DataTaskProgress | null
  /** What was asked for here, until main says how far it is. */
  readonly starting: DataTaskKind | null
  /** It was asked here to stop. */
  readonly stopAsked: boolean
  /** Why starting or stopping was refused, and of what. */
  readonly refused: { readonly kind: DataTaskKind; readonly error: DeskError } | null
  /** Why it is not known how far the task is; it goes on all the same. */
  readonly lost: DeskError | null
  /** How the last task of each kind ended, as far as this window heard of it. */
  readonly ends: Readonly<Partial<Record<DataTaskKind, DataTaskEnd>>>
}

interface TaskStore extends TaskValues {
  /** Asks main to begin; resolves to why it did not, `null` when it did. */
  start(kind: DataTaskKind, begin: () => Promise<Answer<null>>): Promise<DeskError | null>
  stop(): Promise<void>
  /** Follows the task under way, if there is one, until it ends or the page is left. */
  follow(): Promise<void>
  forget(): void
}

const nothingKnown: TaskValues = {
  progress: null,
  starting: null,
  stopAsked: false,
  refused: null,
  lost: null,
  ends: {},
}

/** How often a page that follows nothing looks whether something began elsewhere, milliseconds. */
const lookMilliseconds = 2000

/** True while the page is on screen: only then is a task followed. */
let onScreen = false

/** The task under way as this window follows it. There is one at a time, whoever began it. */
export const useDataTask = create<TaskStore>((set, get) => {
  /** A question that has no answer yet belongs to this user. */
  let generation = 0
  let following = false
  /** It was asked to follow while an answer was on its way that may be from before. */
  let again = false

  function hear(end: DataTaskEnd): void {
    const { ends } = get()
    if (ends[end.kind]?.at === end.at) return
    set({ ends: { ...ends, [end.kind]: end } })
    void useData.getState().read()
    if (end.kind === 'backup') readBackups()
  }

  /** Follows until nothing is under way, or until it is lost from sight. */
  async function followToEnd(user: number): Promise<void> {
    for (let after = 0; ; ) {
      const answer = await desk.data.follow({ after })
      if (user !== generation) return
      // Soon out of date; whoever comes back asks anew.
      if (!onScreen) return set({ progress: null, starting: null })
      if (!answer.ok) {
        const { progress, starting } = get()
        return set({ lost: progress || starting ? answer.error : null, starting: null })
      }
      const { value } = answer
      if (value.kind !== 'running') {
        const { refused } = get()
        set({ progress: null, stopAsked: false, lost: null, refused: isOver(refused) ? null : refused })
        if (!again) set({ starting: null })
        if (value.kind === 'ended') hear(value.end)
        return
      }
      again = false
      after = value.progress.number
      set({ progress: value.progress, starting: null, lost: null })
    }
  }

  return {
    ...nothingKnown,
    async start(kind, begin) {
      if (busyWith(get()) !== null) return null
      const user = generation
      set({ starting: kind, refused: null })
      const answer = await begin()
      if (user !== generation) return null
      if (!answer.ok) set({ starting: null, refused: { kind, error: answer.error } })
      // Also when it was refused: what is under way instead is to be seen.
      void get().follow()
      return answer.ok ? null : answer.error
    },
    async stop() {
      const { stopAsked, progress } = get()
      if (stopAsked || !progress) return
      const user = generation
      set({ stopAsked: true, refused: null })
      const answer = await desk.data.stop()
      if (!answer.ok && user === generation) {
        set({ stopAsked: false, refused: { kind: progress.kind, error: answer.error } })
      }
    },
    async follow() {
      if (!onScreen) return
      again = following
      if (following) return
      const user = generation
      following = true
      do {
        again = false
        await followToEnd(user)
      } while (again && onScreen && user === generation)
      if (user === generation) following = false
    },
    forget() {
      generation += 1
      following = false
      again = false
      set(nothingKnown)
    },
  }
})

/** Whether something was refused only because of what has ended now. */
const isOver = (refused: TaskValues['refused']) => refused?.error.code === 'data-task-under-way'

/** What is under way or was asked for here; `null` when nothing is. */
export const busyWith = ({ starting, progress }: Pick<TaskValues, 'starting' | 'progress'>) =>
  starting ?? progress?.kind ?? null

/** For administrators only: auditors have no list of backups. */
function readBackups(): void {
  const { session } = mirror.getState()
  const roles = session?.phase === 'signed-in' ? session.user.roles : []
  if (roles.includes('administrator')) void useData.getState().readBackups()
}

/** How the data stands while something changes: soon enough to follow, seldom enough to read. */
const refresh = paced(async () => {
  await useData.getState().read()
})

/** The page is on screen: reads how the data stands and follows whatever is under way, until the answer is called. */
export function followData(): () => void {
  onScreen = true
  refresh.ask()
  readBackups()
  const { follow } = useDataTask.getState()
  void follow()
  const looking = setInterval(() => void follow(), lookMilliseconds)
  const stop = mirror.onChange(({ settings }) => {
    refresh.ask()
    if (settings) readBackups()
  })
  return () => {
    onScreen = false
    clearInterval(looking)
    stop()
    refresh.stop()
  }
}

onUserLeft(() => useDataTask.getState().forget())
