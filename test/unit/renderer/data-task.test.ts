import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useData } from '../../../renderer/features/settings/data/data-store'
import { followData, useDataTask } from '../../../renderer/features/settings/data/data-task'
import { desk } from '../../../renderer/desk'
import { mirror } from '../../../renderer/state/mirror'
import type { Channel, DataFollowed, RequestOf } from '../../../shared/contract'
import { type Answer, refusal } from '../../../shared/errors'
import type { DataTaskEnd, DataTaskKind } from '../../../shared/model'

const administrator = { id: 'U-1', userName: 'ada', name: 'Ada Berger', roles: ['administrator'] } as const
const auditor = { id: 'U-2', userName: 'hugo', name: 'Hugo Brandtner', roles: ['auditor'] } as const
const idle: DataFollowed = { kind: 'idle' }
const running = (number: number, kind: DataTaskKind = 'verification', stopping = false): DataFollowed => ({
  kind: 'running',
  progress: { kind, number, done: number, total: 10, stopping },
})
const ended = (minute: number, parts: Partial<DataTaskEnd> = {}): DataFollowed => ({
  kind: 'ended',
  end: {
    kind: 'verification',
    at: `2026-11-21T09:${String(minute).padStart(2, '0')}:00.000Z`,
    end: 'done',
    text: 'It is whole.',
    path: null,
    ...parts,
  },
})

/** What was asked for, and questions about the task under way, answered when the test says so. */
const state = {
  asked: [] as Channel[],
  follows: [] as { after: number; answer: (answer: Answer<DataFollowed>) => void }[],
  refuse: new Map<Channel, Answer<never>>(),
}
const settle = async () => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}
/** Answers the oldest question about the task under way. */
const follow = async (value: DataFollowed) => {
  state.follows.shift()?.answer({ ok: true, value })
  await settle()
}
const count = (channel: Channel) => state.asked.filter((each) => each === channel).length
const task = () => useDataTask.getState()
const signIn = (user: typeof administrator | typeof auditor) =>
  mirror.setState({ session: { phase: 'signed-in', user, idleLockMinutes: 0 } })

let leave: (() => void) | undefined
async function open(user: typeof administrator | typeof auditor = administrator): Promise<void> {
  signIn(user)
  leave = followData()
  await settle()
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
  Object.assign(state, { asked: [], follows: [], refuse: new Map() })
  vi.stubGlobal('window', {
    deskBridge: {
      call: (channel: Channel, payload: never) => {
        state.asked.push(channel)
        const refused = state.refuse.get(channel)
        if (refused) return Promise.resolve(refused)
        if (channel !== 'data.follow') return Promise.resolve({ ok: true, value: null })
        const { after } = payload as RequestOf<'data.follow'>
        return new Promise((resolve) => state.follows.push({ after, answer: resolve }))
      },
    },
  })
})
afterEach(() => {
  leave?.()
  mirror.setState({ session: { phase: 'signed-out' } })
  vi.useRealTimers()
})

test('a page that opens shows the task under way, and follows it to its end', async () => {
  await open()
  await follow(running(3, 'backup'))
  expect(task().progress).toMatchObject({ kind: 'backup', number: 3 })
  expect(state.follows[0]?.after).toBe(3)
  const reads = count('data.read')
  const lists = count('data.backups')
  await follow(ended(1, { kind: 'backup', text: 'It was made.' }))
  expect(task().progress).toBeNull()
  expect(task().ends.backup?.text).toBe('It was made.')
  expect(count('data.read')).toBe(reads + 1)
  expect(count('data.backups')).toBe(lists + 1)
  expect(state.follows).toEqual([])
})

test('a task that begins elsewhere is noticed without being asked for', async () => {
  await open()
  await follow(idle)
  expect(state.follows).toEqual([])
  vi.advanceTimersByTime(2000)
  await follow(running(1, 'export'))
  expect(task().progress?.kind).toBe('export')
})

test('what is asked for is under way from the press on, also while an answer from before is on its way', async () => {
  await open()
  const begun = task().start('verification', () => desk.data.verify())
  expect(task().starting).toBe('verification')
  expect(await begun).toBeNull()
  // Asked before it began.
  await follow(ended(1))
  expect(task().starting).toBe('verification')
  await follow(running(1))
  expect(task()).toMatchObject({ starting: null, progress: { kind: 'verification' } })
  await follow(ended(2))
  expect(task().ends.verification?.at).toBe('2026-11-21T09:02:00.000Z')
})

test('nothing is begun twice, nor beside another task', async () => {
  await open()
  await follow(running(1, 'backup'))
  expect(await task().start('verification', () => desk.data.verify())).toBeNull()
  expect(count('data.verify')).toBe(0)
})

test('what is refused says so, and shows what is under way instead', async () => {
  await open()
  await follow(idle)
  state.refuse.set('data.verify', refusal('data-task-under-way', 'A backup is under way.', { kind: 'backup' }))
  expect(await task().start('verification', () => desk.data.verify())).toMatchObject({ code: 'data-task-under-way' })
  await follow(running(1, 'backup'))
  expect(task()).toMatchObject({
    starting: null,
    refused: { kind: 'verification', error: { message: 'A backup is under way.' } },
    progress: { kind: 'backup' },
  })
  await follow(ended(1, { kind: 'backup' }))
  expect(task().refused).toBeNull()
})

test('it is asked to stop once, and a refusal lets it be asked again', async () => {
  await open()
  await follow(running(1))
  state.refuse.set('data.stop', refusal('internal', 'It broke.'))
  await task().stop()
  expect(task()).toMatchObject({ stopAsked: false, refused: { kind: 'verification' } })
  state.refuse.clear()
  await task().stop()
  await task().stop()
  expect(count('data.stop')).toBe(2)
  expect(task().stopAsked).toBe(true)
  await follow(ended(1, { end: 'stopped' }))
  expect(task().stopAsked).toBe(false)
})

test('a task lost from sight is said to go on, and found again by itself', async () => {
  await open()
  await follow(running(1))
  state.follows.shift()?.answer(refusal('internal', 'Not now.'))
  await settle()
  expect(task()).toMatchObject({ lost: { message: 'Not now.' }, progress: { number: 1 } })
  vi.advanceTimersByTime(2000)
  await follow(running(5))
  expect(task()).toMatchObject({ lost: null, progress: { number: 5 } })
})

test('an auditor’s page asks for no list of backups', async () => {
  await open(auditor)
  await follow(ended(1, { kind: 'backup' }))
  expect(count('data.backups')).toBe(0)
  expect(count('data.read')).toBeGreaterThan(0)
})

test('nothing is followed once the page is left, and nothing kept for who comes next', async () => {
  await open()
  await follow(running(1))
  useData.getState().want({ format: 'json', folder: '/out' })
  leave?.()
  await follow(running(2))
  vi.advanceTimersByTime(10_000)
  expect(state.follows).toEqual([])
  signIn(auditor)
  expect(task()).toMatchObject({ progress: null, starting: null, ends: {} })
  expect(useData.getState()).toMatchObject({ status: null, backups: null, wanted: { format: 'csv', folder: '' } })
})
