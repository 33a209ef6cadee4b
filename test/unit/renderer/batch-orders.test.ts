import { beforeEach, expect, test, vi } from 'vitest'
import { followBatch, useBatchWork } from '../../../renderer/features/batch-orders/batch-work'
import { useLook } from '../../../renderer/features/batch-orders/look-store'
import { useRunDetails } from '../../../renderer/features/batch-orders/run-details-store'
import { useRuns } from '../../../renderer/features/batch-orders/runs-store'
import { mirror } from '../../../renderer/state/mirror'
import type {
  BatchFollowed,
  BatchPreview,
  BatchStatus,
  Channel,
  DeskSnapshot,
  RequestOf,
} from '../../../shared/contract'
import { type Answer, refusal } from '../../../shared/errors'
import type { SyncLine, SyncOutcome, SyncProgress, SyncRun } from '../../../shared/model'

const runId = (number: number) => `S-${String(number).padStart(6, '0')}`
const operator = { id: 'U-2', userName: 'mara', name: 'Mara Lindqvist', roles: ['operator'] } as const
const signedIn = { phase: 'signed-in', user: operator, idleLockMinutes: 0 } as const

const run = (number: number, parts: Partial<SyncRun> = {}): SyncRun => ({
  id: runId(number),
  started: { at: '2026-11-21T09:00:00.000Z', user: null, name: 'Card Desk', role: 'system' },
  ended: '2026-11-21T09:00:04.000Z',
  end: 'done',
  problem: null,
  counts: { sent: 1 },
  ...parts,
})
const line = (number: number, outcome: SyncOutcome = 'sent'): SyncLine => ({
  outcome,
  card: `C-${number}`,
  order: `O-${number}`,
  text: '',
  move: null,
  batch: 'B-000001',
})
const progress = (number: number, parts: Partial<SyncProgress> = {}): BatchFollowed => ({
  kind: 'running',
  progress: { number, phase: 'sending', text: 'Sending.', done: number, total: 10, stopping: false, ...parts },
})

/** A desk with these runs, newest first. Questions about the run under way are answered when the test says so. */
function deskWith(numbers: readonly number[]) {
  const state = {
    runs: numbers.map((number) => run(number)),
    lines: [line(1)] as readonly SyncLine[],
    asked: [] as { channel: Channel; payload: unknown }[],
    follows: [] as { after: number; answer: (answer: Answer<BatchFollowed>) => void }[],
    looks: [] as ((answer: Answer<BatchPreview>) => void)[],
    refuse: new Set<Channel>(),
  }
  const answers: Partial<Record<Channel, (payload: never) => unknown>> = {
    'batch.runs': ({ offset, limit }: RequestOf<'batch.runs'>) => ({
      total: state.runs.length,
      rows: state.runs.slice(offset, offset + limit),
    }),
    'batch.run': ({ run: id, outcomes, offset, limit }: RequestOf<'batch.run'>) => {
      const lines = state.lines.filter(({ outcome }) => outcomes === null || outcomes.includes(outcome))
      const found = state.runs.find((each) => each.id === id)
      return { run: found, files: [], total: lines.length, lines: lines.slice(offset, offset + limit) }
    },
    'batch.start': () => null,
    'batch.stop': () => null,
  }
  vi.stubGlobal('window', {
    deskBridge: {
      call: (channel: Channel, payload: never) => {
        state.asked.push({ channel, payload })
        if (state.refuse.has(channel)) return Promise.resolve(refusal('internal', 'It broke.'))
        if (channel === 'batch.follow') {
          const { after } = payload as RequestOf<'batch.follow'>
          return new Promise((resolve) => state.follows.push({ after, answer: resolve }))
        }
        if (channel === 'batch.preview') return new Promise((resolve) => state.looks.push(resolve))
        return Promise.resolve({ ok: true, value: answers[channel]?.(payload) })
      },
    },
  })
  return {
    state,
    /** Answers the oldest question about the run under way. */
    async follow(value: BatchFollowed) {
      state.follows.shift()?.answer({ ok: true, value })
      await settle()
    },
    async loseTrack(code: 'internal' | 'locked' = 'internal') {
      state.follows.shift()?.answer(refusal(code, 'Not now.'))
      await settle()
    },
    asked: (channel: Channel) => state.asked.filter((each) => each.channel === channel).map(({ payload }) => payload),
  }
}

const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}
const runs = () => useRuns.getState()
const ids = () => runs().rows.map(({ id }) => id)
const details = () => useRunDetails.getState()
const work = () => useBatchWork.getState()

/** What main says of batch sync, as a notice would bring it. */
function told(parts: Partial<BatchStatus>): void {
  const batch = { connection: 'folder', running: false, lastRun: null, nextAt: null, onTheWay: 0, ...parts } as const
  mirror.setState({ snapshot: { batch } as unknown as DeskSnapshot })
}

let leave: (() => void) | undefined
/** The tab comes on screen. */
function onTab(): void {
  leave = followBatch()
}

beforeEach(async () => {
  // What one test left under way ends before the next begins.
  leave?.()
  leave = undefined
  mirror.setState({ session: signedIn, snapshot: null })
  runs().forget()
  details().forget()
  useLook.getState().close()
  work().forget()
  await settle()
  told({})
})

test('runs are read newest first, and older ones as the end of the list comes near', async () => {
  deskWith(Array.from({ length: 230 }, (_, index) => 230 - index))
  await runs().read()
  expect(runs()).toMatchObject({ total: 230, known: true })
  expect(runs().rows).toHaveLength(100)
  await runs().more()
  await runs().more()
  expect(runs().rows).toHaveLength(230)
  expect(ids().at(-1)).toBe('S-000001')
  await runs().more()
  expect(new Set(ids()).size).toBe(230)
})

test('a new run is put before those that were read, and the chosen one stays chosen', async () => {
  const { state } = deskWith(Array.from({ length: 150 }, (_, index) => 150 - index))
  await runs().read()
  await runs().more()
  runs().choose(1)
  state.runs = [run(151), ...state.runs]
  await runs().read()
  expect(ids()).toHaveLength(151)
  expect(ids().slice(0, 2)).toEqual(['S-000151', 'S-000150'])
  expect(runs().chosen).toBe('S-000149')
})

test('a run that came between two pages is neither doubled nor left out', async () => {
  const { state } = deskWith(Array.from({ length: 150 }, (_, index) => 150 - index))
  await runs().read()
  state.runs = [run(151), ...state.runs]
  await runs().more()
  await runs().read()
  expect(ids()).toEqual(Array.from({ length: 151 }, (_, index) => runId(151 - index)))
})

test('a list that was left for so long that a page would be missing is begun anew', async () => {
  const { state } = deskWith([3, 2, 1])
  await runs().read()
  state.runs = Array.from({ length: 300 }, (_, index) => run(300 - index))
  await runs().read()
  expect(ids()).toEqual(Array.from({ length: 100 }, (_, index) => runId(300 - index)))
})

test('a refusal keeps the runs that were there', async () => {
  const { state } = deskWith([2, 1])
  await runs().read()
  state.refuse.add('batch.runs')
  await runs().read()
  expect(runs()).toMatchObject({ error: { message: 'It broke.' }, known: true })
  expect(ids()).toEqual(['S-000002', 'S-000001'])
})

test('the orders of a run are read page by page, and only those of one outcome when asked for', async () => {
  const { state, asked } = deskWith([1])
  state.lines = Array.from({ length: 740 }, (_, index) => line(index, index % 10 === 0 ? 'refused' : 'sent'))
  details().show('S-000001')
  await settle()
  expect(details().details).toMatchObject({ total: 740 })
  expect(details().details?.lines).toHaveLength(100)
  details().more()
  await settle()
  expect(details().details?.lines).toHaveLength(600)
  details().more()
  await settle()
  expect(details().details?.lines.map(({ card }) => card)).toEqual(state.lines.map(({ card }) => card))
  details().filter('refused')
  await settle()
  expect(details().details).toMatchObject({ total: 74 })
  expect(details().details?.lines.every(({ outcome }) => outcome === 'refused')).toBe(true)
  const limits = asked('batch.run').map((payload) => (payload as RequestOf<'batch.run'>).limit)
  expect(Math.max(...limits)).toBeLessThanOrEqual(500)
})

test('another run begins with all its orders, and an answer about the one before comes too late', async () => {
  const { state } = deskWith([2, 1])
  details().show('S-000002')
  await settle()
  details().filter('refused')
  details().show('S-000001')
  await settle()
  expect(details()).toMatchObject({ outcome: null, details: { run: { id: 'S-000001' }, total: state.lines.length } })
})

test('of a quick walk through the list only the first run and the one where it rests are read', async () => {
  const { asked } = deskWith([5, 4, 3, 2, 1])
  for (const number of [5, 4, 3, 2, 1]) details().show(runId(number))
  await settle()
  expect(asked('batch.run').map((payload) => (payload as RequestOf<'batch.run'>).run)).toEqual(['S-000005', 'S-000001'])
  expect(details().details?.run.id).toBe('S-000001')
})

test('a run that is over is not read again; one under way is', async () => {
  const { state, asked } = deskWith([2, 1])
  details().show('S-000002')
  await settle()
  await details().refresh()
  expect(asked('batch.run')).toHaveLength(1)
  state.runs = [run(3, { ended: null, end: null }), ...state.runs]
  details().show('S-000003')
  await settle()
  await details().refresh()
  expect(asked('batch.run')).toHaveLength(3)
  state.runs = [run(3), ...state.runs.slice(1)]
  await details().refresh()
  expect(details().details?.run.end).toBe('done')
  await details().refresh()
  expect(asked('batch.run')).toHaveLength(4)
})

test('a run started here is followed to its end, and chosen', async () => {
  const desk = deskWith([1])
  onTab()
  await runs().read()
  runs().choose(0)
  const starting = work().start()
  expect(work().starting).toBe(true)
  await settle()
  expect(work().starting).toBe(false)
  expect(desk.state.follows[0]?.after).toBe(0)
  await desk.follow(progress(1))
  expect(work().progress).toMatchObject({ number: 1, done: 1, total: 10 })
  expect(desk.state.follows[0]?.after).toBe(1)
  await desk.follow(progress(4))
  desk.state.runs = [run(2), ...desk.state.runs]
  await desk.follow({ kind: 'ended', run: run(2) })
  await starting
  expect(work()).toMatchObject({ progress: null, stopAsked: false })
  expect(runs().chosen).toBe('S-000002')
  expect(desk.state.follows).toHaveLength(0)
})

test('a run under way that is joined here is chosen too', async () => {
  const desk = deskWith([2, 1])
  await runs().read()
  runs().choose(1)
  desk.state.runs = [run(3, { ended: null, end: null }), ...desk.state.runs]
  await runs().read()
  expect(runs().chosen).toBe('S-000001')
  onTab()
  void work().start()
  await settle()
  await runs().read()
  expect(runs().chosen).toBe('S-000003')
})

test('a run that somebody else started is followed, and the chosen run stays chosen', async () => {
  const desk = deskWith([2, 1])
  onTab()
  await runs().read()
  runs().choose(1)
  told({ running: true })
  await settle()
  await desk.follow(progress(7))
  expect(work().progress?.number).toBe(7)
  desk.state.runs = [run(3), ...desk.state.runs]
  await desk.follow({ kind: 'ended', run: run(3) })
  expect(runs().chosen).toBe('S-000001')
  expect(ids()[0]).toBe('S-000003')
})

test('a run started while the end of the one before is still to be read is followed and chosen', async () => {
  const desk = deskWith([1])
  onTab()
  await runs().read()
  void work().start()
  await settle()
  await desk.follow(progress(1))
  desk.state.runs = [run(2), ...desk.state.runs]
  const stop = useBatchWork.subscribe((now) => {
    if (now.progress !== null) return
    stop()
    void work().start()
  })
  await desk.follow({ kind: 'ended', run: run(2) })
  expect(runs().chosen).toBe('S-000002')
  expect(desk.state.follows).toHaveLength(1)
  expect(desk.state.follows[0]?.after).toBe(0)
  desk.state.runs = [run(3), ...desk.state.runs]
  await desk.follow({ kind: 'ended', run: run(3) })
  expect(runs().chosen).toBe('S-000003')
})

test('a run that is over before it could be followed is chosen too', async () => {
  const desk = deskWith([1])
  onTab()
  await runs().read()
  runs().choose(0)
  void work().start()
  await settle()
  desk.state.runs = [run(2), ...desk.state.runs]
  void runs().read()
  await desk.follow({ kind: 'idle' })
  expect(runs().chosen).toBe('S-000002')
  desk.state.runs = [run(3), ...desk.state.runs]
  await runs().read()
  expect(runs().chosen).toBe('S-000002')
})

test('one question at a time, however often it is said that a run is under way', async () => {
  const desk = deskWith([1])
  told({ running: true })
  onTab()
  told({ running: true })
  void work().follow()
  await settle()
  expect(desk.state.follows).toHaveLength(1)
})

test('leaving the tab stops following, and coming back goes on', async () => {
  const desk = deskWith([1])
  told({ running: true })
  onTab()
  await settle()
  await desk.follow(progress(1))
  leave?.()
  await desk.follow(progress(2))
  expect(desk.state.follows).toHaveLength(0)
  expect(work().progress).toBeNull()
  told({ running: true, onTheWay: 3 })
  await settle()
  expect(desk.state.follows).toHaveLength(0)
  onTab()
  await settle()
  await desk.follow(progress(5))
  expect(work().progress?.number).toBe(5)
})

test('coming back before the question was answered asks no second one', async () => {
  const desk = deskWith([1])
  told({ running: true })
  onTab()
  await settle()
  leave?.()
  onTab()
  await settle()
  expect(desk.state.follows).toHaveLength(1)
  await desk.follow(progress(3))
  expect(work().progress?.number).toBe(3)
})

test('a run that ended while another tab was on screen is under way no more', async () => {
  const desk = deskWith([1])
  told({ running: true })
  onTab()
  await settle()
  await desk.follow(progress(1))
  leave?.()
  await desk.follow({ kind: 'ended', run: run(2) })
  told({ running: false, lastRun: run(2) })
  onTab()
  await settle()
  expect(work().progress).toBeNull()
})

test('losing track of a run is said, and following can be tried again', async () => {
  const desk = deskWith([1])
  told({ running: true })
  onTab()
  await settle()
  await desk.loseTrack()
  expect(work().lost?.message).toBe('Not now.')
  expect(desk.state.follows).toHaveLength(0)
  void work().follow()
  await settle()
  await desk.follow(progress(2))
  expect(work()).toMatchObject({ lost: null, progress: { number: 2 } })
})

test('a run goes on being followed after the screen was locked', async () => {
  const desk = deskWith([1])
  told({ running: true })
  onTab()
  await settle()
  mirror.setState({ session: { ...signedIn, phase: 'locked' } })
  await desk.loseTrack('locked')
  // Unlocking reads a new snapshot.
  mirror.setState({ session: signedIn })
  told({ running: true })
  await settle()
  await desk.follow(progress(6))
  expect(work()).toMatchObject({ lost: null, progress: { number: 6 } })
})

test('stopping is asked for once, and taken back when it was refused', async () => {
  const desk = deskWith([1])
  told({ running: true })
  onTab()
  await settle()
  await desk.follow(progress(1))
  void work().stop()
  void work().stop()
  await settle()
  expect(desk.asked('batch.stop')).toHaveLength(1)
  expect(work().stopAsked).toBe(true)
  desk.state.runs = [run(2, { end: 'stopped' }), ...desk.state.runs]
  await desk.follow({ kind: 'ended', run: run(2, { end: 'stopped' }) })
  expect(work().stopAsked).toBe(false)

  desk.state.refuse.add('batch.stop')
  await work().stop()
  expect(work()).toMatchObject({ stopAsked: false, refused: { message: 'It broke.' } })
})

test('a start that is refused says why and follows nothing', async () => {
  const desk = deskWith([1])
  onTab()
  await settle()
  desk.state.refuse.add('batch.start')
  await work().start()
  expect(work()).toMatchObject({ starting: false, refused: { message: 'It broke.' } })
  expect(desk.state.follows).toHaveLength(0)
})

test('looking first asks once at a time, says when it was, and is left when a run is started', async () => {
  const desk = deskWith([1])
  const preview: BatchPreview = { sources: [], problem: null }
  void useLook.getState().look()
  void useLook.getState().look()
  expect(desk.state.looks).toHaveLength(1)
  expect(useLook.getState()).toMatchObject({ shown: true, looking: true })
  desk.state.looks[0]?.({ ok: true, value: preview })
  await settle()
  expect(useLook.getState().seen?.preview).toEqual(preview)
  expect(Date.parse(useLook.getState().seen?.at ?? '')).not.toBeNaN()
  onTab()
  void work().start()
  expect(useLook.getState()).toMatchObject({ shown: false, seen: null })
})

test('what was looked at and left comes too late', async () => {
  const desk = deskWith([1])
  void useLook.getState().look()
  useLook.getState().close()
  desk.state.looks[0]?.({ ok: true, value: { sources: [], problem: null } })
  await settle()
  expect(useLook.getState()).toMatchObject({ shown: false, seen: null })
})

test('nothing of one user reaches the next', async () => {
  const desk = deskWith([2, 1])
  told({ running: true })
  onTab()
  await runs().read()
  runs().choose(0)
  details().show('S-000002')
  await settle()
  await desk.follow(progress(3))
  mirror.setState({ session: { ...signedIn, user: { ...operator, id: 'U-3' } } })
  await desk.follow(progress(4))
  expect(work()).toMatchObject({ progress: null, starting: false })
  expect(runs()).toMatchObject({ chosen: null, known: false })
  expect(details()).toMatchObject({ wanted: null, details: null })
})
