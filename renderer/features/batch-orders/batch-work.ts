import { create } from 'zustand'
import type { DeskError } from '../../../shared/errors'
import type { SyncProgress, SyncRun } from '../../../shared/model'
import { desk } from '../../desk'
import { mirror, onUserLeft } from '../../state/mirror'
import { paced } from '../../state/paced'
import { useLook } from './look-store'
import { useRunDetails } from './run-details-store'
import { useRuns } from './runs-store'

interface WorkValues {
  /** How far the run under way is, as main said last; `null` while that is not known. */
  readonly progress: SyncProgress | null
  /** A run was asked for here, and main has not answered yet. */
  readonly starting: boolean
  /** It was asked here to stop. */
  readonly stopAsked: boolean
  /** Why starting or stopping was refused. */
  readonly refused: DeskError | null
  /** Why it is not known how far the run is; it goes on all the same. */
  readonly lost: DeskError | null
}

interface WorkStore extends WorkValues {
  start(): Promise<void>
  stop(): Promise<void>
  /** Follows the run under way, if there is one, until it ends or the tab is left. */
  follow(): Promise<void>
  forget(): void
}

const nothingKnown: WorkValues = {
  progress: null,
  starting: false,
  stopAsked: false,
  refused: null,
  lost: null,
}

/** True while the tab is on screen: only then is a run followed. */
let onScreen = false

/** The run under way as this window follows it. That one is under way at all is in the mirror. */
export const useBatchWork = create<WorkStore>((set, get) => {
  /** The question that has no answer yet belongs to this user. */
  let generation = 0
  let following = false
  /** It was asked to follow while the end of the run before was still to be heard: another may have begun since. */
  let again = false

  /** How often a run was asked for here. */
  let starts = 0

  function ended(run: SyncRun | null): void {
    // Before anybody can ask for another one.
    const start = starts
    if (run) useRuns.getState().ended(run)
    set({ progress: null, stopAsked: false })
    void useRunDetails.getState().refresh()
    void lookForExpected(start)
  }

  /** A run may be over before it could be followed: then the list has it, or nothing has. */
  async function lookForExpected(start: number): Promise<void> {
    await useRuns.getState().read()
    if (start === starts) useRuns.getState().expect(false)
  }

  /** Follows one run to its end, or until it is lost from sight. */
  async function followOne(user: number): Promise<void> {
    for (let after = 0; ; ) {
      const answer = await desk.batch.follow({ after })
      if (user !== generation) return
      // Soon out of date; whoever comes back asks anew.
      if (!onScreen) return set({ progress: null })
      if (!answer.ok) {
        again = false
        return set({ lost: answer.error, progress: null })
      }
      const { value } = answer
      if (value.kind !== 'running') return ended(value.kind === 'ended' ? value.run : null)
      const { progress } = value
      after = progress.number
      again = false
      set({ progress, lost: null })
      refresh.ask()
    }
  }

  return {
    ...nothingKnown,
    async start() {
      if (get().starting) return
      const user = generation
      starts += 1
      useRuns.getState().expect(true)
      // What was looked at is out of date from here on.
      useLook.getState().close()
      set({ starting: true, refused: null })
      const answer = await desk.batch.start()
      if (user !== generation) return
      set({ starting: false })
      if (answer.ok) return get().follow()
      useRuns.getState().expect(false)
      set({ refused: answer.error })
    },
    async stop() {
      if (get().stopAsked) return
      const user = generation
      set({ stopAsked: true, refused: null })
      const answer = await desk.batch.stop()
      if (!answer.ok && user === generation) set({ stopAsked: false, refused: answer.error })
    },
    async follow() {
      if (!onScreen) return
      again = following
      if (following) return
      const user = generation
      following = true
      set({ lost: null })
      do {
        again = false
        await followOne(user)
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

/** The list and the run beside it while something changes: soon enough to follow, seldom enough to read. */
const refresh = paced(async () => {
  await Promise.all([useRuns.getState().read(), useRunDetails.getState().refresh()])
})

const isUnderWay = () => mirror.getState().snapshot?.batch.running ?? false

/** The tab is on screen: reads the runs, and follows whichever is under way, until the answer is called. */
export function followBatch(): () => void {
  onScreen = true
  refresh.ask()
  const { follow } = useBatchWork.getState()
  if (isUnderWay()) void follow()
  const stop = mirror.subscribe(({ snapshot, session }, before) => {
    // Behind a locked screen main tells nothing; a snapshot follows when it is unlocked.
    if (session?.phase !== 'signed-in' || snapshot?.batch === before.snapshot?.batch) return
    refresh.ask()
    if (snapshot?.batch.running) void follow()
  })
  return () => {
    onScreen = false
    stop()
    refresh.stop()
  }
}

onUserLeft(() => useBatchWork.getState().forget())
