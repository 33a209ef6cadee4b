import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DeskSnapshot, Notice, SessionReason, SessionState } from '../../shared/contract'
import type { Answer, DeskError } from '../../shared/errors'

/** What a change touched, as screens that show it need to know. */
export interface DeskChange {
  /** The cards that changed; `null` = any card may have. */
  readonly cards: readonly string[] | null
  readonly persons: boolean
  readonly accounts: boolean
  readonly settings: boolean
}

export interface Mirror {
  /** `null` until main has answered for the first time. */
  readonly session: SessionState | null
  /** Why main ended or locked the session by itself; `null` when the person did. */
  readonly ending: SessionReason | null
  /** `null` until somebody signed in and the snapshot is there. */
  readonly snapshot: DeskSnapshot | null
  /** Why the desk could not be read; cleared by the next try. */
  readonly failure: DeskError | null
}

export interface MirrorPort {
  readState(): Promise<Answer<SessionState>>
  readSnapshot(): Promise<Answer<DeskSnapshot>>
}

export interface MirrorStore extends StoreApi<Mirror> {
  /** Asks main where things stand; also the retry after a failure. */
  refresh(): Promise<void>
  /** Takes over the answer of a session call. */
  accept(session: SessionState): Promise<void>
  /** Takes over what main told this window. */
  receive(notice: Notice): void
  /** Hears of every change once; answers how to stop. */
  onChange(listener: (change: DeskChange) => void): () => void
}

const everything: DeskChange = { cards: null, persons: true, accounts: true, settings: true }
const userOf = (session: SessionState | null) => (session && 'user' in session ? session.user : null)

/**
 * The mirror of main: it holds what main said and nothing else. Notices are applied in their order;
 * a missing one, or one that touches what only a snapshot tells, makes it read the snapshot anew.
 */
export function createMirror(port: MirrorPort): MirrorStore {
  const store = createStore<Mirror>(() => ({ session: null, ending: null, snapshot: null, failure: null }))
  const listeners = new Set<(change: DeskChange) => void>()
  /** Notices that came while a snapshot was being read: it may or may not include them. */
  let waiting: Notice[] | null = null
  let readAgain = false

  const announce = (change: DeskChange) => {
    for (const listener of listeners) listener(change)
  }

  async function readSnapshot(): Promise<void> {
    if (waiting) {
      readAgain = true
      return
    }
    waiting = []
    let answer: Answer<DeskSnapshot>
    do {
      readAgain = false
      answer = await port.readSnapshot()
    } while (readAgain)
    const late = waiting
    waiting = null
    if (store.getState().session?.phase !== 'signed-in') return
    if (!answer.ok) {
      store.setState({ failure: answer.error })
      return
    }
    store.setState({ snapshot: answer.value, failure: null })
    announce(everything)
    const included = answer.value.notice
    for (const notice of late) if (notice.number > included) apply(notice)
  }

  function apply(notice: Notice): void {
    const { snapshot } = store.getState()
    if (!snapshot) return
    if (notice.number <= snapshot.notice) return
    const inOrder = notice.number === snapshot.notice + 1
    if (notice.kind === 'changed') {
      if (!inOrder) return void readSnapshot()
      const { sequence, counts } = notice
      store.setState({ snapshot: { ...snapshot, notice: notice.number, sequence, counts } })
      announce(notice)
      // What settings change (options, commands, fields) is told by snapshots only.
      if (notice.settings) void readSnapshot()
      return
    }
    if (!inOrder) return void readSnapshot()
    const told = notice.kind === 'batch' ? { batch: notice.batch } : {}
    store.setState({ snapshot: { ...snapshot, ...told, notice: notice.number } })
  }

  async function accept(session: SessionState, ending: SessionReason | null = null): Promise<void> {
    const before = store.getState()
    const sameUser = userOf(before.session)?.id === userOf(session)?.id
    store.setState({ session, ending, snapshot: sameUser ? before.snapshot : null, failure: null })
    if (session.phase === 'signed-in') await readSnapshot()
  }

  return {
    ...store,
    accept: (session) => accept(session),
    async refresh() {
      const answer = await port.readState()
      if (answer.ok) await accept(answer.value)
      else store.setState({ failure: answer.error })
    },
    receive(notice) {
      // Being locked or signed out is obeyed at once, whatever else is on its way.
      if (notice.kind === 'session') void accept(notice.state, notice.reason)
      if (waiting) waiting.push(notice)
      else apply(notice)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
