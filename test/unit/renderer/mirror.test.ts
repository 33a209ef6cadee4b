import { describe, expect, it } from 'vitest'
import { createMirror, type DeskChange } from '../../../renderer/state/mirror-store'
import type { DeskSnapshot, Notice, SessionState } from '../../../shared/contract'
import { type Answer, refusal } from '../../../shared/errors'
import { defaultOptions } from '../../../shared/lifecycle'

const user = { id: 'a-1', userName: 'ada', name: 'Ada Byron', roles: ['operator'] } as const
const signedIn: SessionState = { phase: 'signed-in', user, idleLockMinutes: 10 }
const locked: SessionState = { phase: 'locked', user, idleLockMinutes: 10 }

const snapshotAt = (notice: number): DeskSnapshot => ({
  notice,
  sequence: notice,
  counts: { card: {}, 'temporary-card': {} },
  options: defaultOptions,
  searchFields: { card: [], 'temporary-card': [] },
  newCommands: { card: [], 'temporary-card': [] },
  bureau: { name: 'none', simulated: true },
  batch: { connection: 'simulated', running: false, lastRun: null, nextAt: null, onTheWay: 0 },
  encoder: { name: 'none', simulated: true },
  authority: { name: 'none', simulated: true },
  version: '0.0.0',
})
const changed = (number: number, parts: Partial<DeskChange> = {}): Notice => ({
  number,
  kind: 'changed',
  sequence: number,
  cards: [`C-${number}`],
  persons: false,
  accounts: false,
  settings: false,
  counts: { card: { active: number }, 'temporary-card': {} },
  ...parts,
})

/** A main whose answers to `desk.snapshot` are given one by one, when the test says so. */
function desk() {
  const asked: ((answer: Answer<DeskSnapshot>) => void)[] = []
  const mirror = createMirror({
    readState: async () => ({ ok: true, value: signedIn }),
    readSnapshot: () => new Promise((resolve) => asked.push(resolve)),
  })
  const heard: DeskChange[] = []
  mirror.onChange((change) => heard.push(change))
  const settled = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  return {
    mirror,
    asked,
    heard,
    /** Answers the oldest question for a snapshot. */
    answer: async (answer: Answer<DeskSnapshot>) => {
      asked.shift()?.(answer)
      await settled()
    },
    settled,
  }
}

async function ready(notice: number) {
  const given = desk()
  void given.mirror.refresh()
  await given.settled()
  await given.answer({ ok: true, value: snapshotAt(notice) })
  given.heard.length = 0
  return given
}

describe('the mirror of main', () => {
  it('applies notices in their order', async () => {
    const { mirror, heard, asked } = await ready(4)
    mirror.receive(changed(5))
    mirror.receive(changed(6))
    expect(mirror.getState().snapshot).toMatchObject({ notice: 6, counts: { card: { active: 6 } } })
    expect(heard.map((change) => change.cards)).toEqual([['C-5'], ['C-6']])
    expect(asked).toHaveLength(0)
  })

  it('reads everything anew when a notice is missing, and takes the missed change for any change', async () => {
    const { mirror, heard, asked, answer } = await ready(4)
    mirror.receive(changed(6))
    expect(mirror.getState().snapshot?.notice).toBe(4)
    expect(asked).toHaveLength(1)
    await answer({ ok: true, value: snapshotAt(6) })
    expect(mirror.getState().snapshot?.notice).toBe(6)
    expect(heard).toEqual([{ cards: null, persons: true, accounts: true, settings: true }])
  })

  it('takes over how batch sync stands, in its order among the others', async () => {
    const { mirror, asked, answer } = await ready(4)
    const batch = { connection: 'folder', running: true, lastRun: null, nextAt: null, onTheWay: 12 } as const
    mirror.receive({ number: 5, kind: 'batch', batch })
    mirror.receive(changed(6))
    expect(mirror.getState().snapshot).toMatchObject({ notice: 6, batch, counts: { card: { active: 6 } } })
    mirror.receive({ number: 5, kind: 'batch', batch: { ...batch, running: false } })
    expect(mirror.getState().snapshot?.batch).toEqual(batch)
    expect(asked).toHaveLength(0)
    mirror.receive({ number: 8, kind: 'batch', batch: { ...batch, running: false } })
    expect(asked).toHaveLength(1)
    const later = { ...snapshotAt(8), batch: { ...batch, onTheWay: 0 } }
    await answer({ ok: true, value: later })
    expect(mirror.getState().snapshot).toEqual(later)
  })

  it('ignores what the snapshot already includes', async () => {
    const { mirror, heard } = await ready(4)
    mirror.receive(changed(4))
    expect(mirror.getState().snapshot?.counts.card).toEqual({})
    expect(heard).toHaveLength(0)
  })

  it('keeps notices that come while a snapshot is read, and applies those it does not include', async () => {
    const { mirror, asked, answer } = await ready(4)
    mirror.receive(changed(6))
    mirror.receive(changed(7))
    mirror.receive(changed(8))
    await answer({ ok: true, value: snapshotAt(7) })
    expect(asked).toHaveLength(0)
    expect(mirror.getState().snapshot).toMatchObject({ notice: 8, counts: { card: { active: 8 } } })
  })

  it('reads options and commands anew when settings changed', async () => {
    const { mirror, asked, heard } = await ready(4)
    mirror.receive(changed(5, { cards: [], settings: true }))
    expect(asked).toHaveLength(1)
    expect(heard[0]?.settings).toBe(true)
  })

  it('obeys a lock at once and keeps what it knows for after unlocking', async () => {
    const { mirror, asked, answer } = await ready(4)
    mirror.receive({ number: 5, kind: 'session', state: locked, reason: 'idle' })
    expect(mirror.getState()).toMatchObject({ session: locked, ending: 'idle', snapshot: { notice: 5 } })
    void mirror.accept(signedIn)
    expect(asked).toHaveLength(1)
    await answer({ ok: true, value: snapshotAt(5) })
    expect(mirror.getState()).toMatchObject({ session: signedIn, ending: null, snapshot: { notice: 5 } })
  })

  it('forgets everything when the account is switched off, also when a snapshot is still on its way', async () => {
    const { mirror, answer } = await ready(4)
    mirror.receive(changed(6))
    mirror.receive({ number: 7, kind: 'session', state: { phase: 'signed-out' }, reason: 'account-disabled' })
    await answer({ ok: true, value: snapshotAt(6) })
    expect(mirror.getState()).toMatchObject({ snapshot: null, ending: 'account-disabled' })
  })

  it('tells why it could not read, keeps what it has, and recovers', async () => {
    const { mirror, answer, settled } = await ready(4)
    mirror.receive(changed(6))
    await answer(refusal('internal', 'no'))
    expect(mirror.getState()).toMatchObject({ failure: { message: 'no' }, snapshot: { notice: 4 } })
    void mirror.refresh()
    await settled()
    await answer({ ok: true, value: snapshotAt(6) })
    expect(mirror.getState()).toMatchObject({ failure: null, snapshot: { notice: 6 } })
  })
})
